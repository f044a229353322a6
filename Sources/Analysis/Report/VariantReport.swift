package import Statistics

/// The ways that one party's sides went whose orders ended within the period.
package struct VariantReport: Hashable, Sendable {
  package struct Variant: Hashable, Sendable {
    package let path: CaseRecord.PathID
    /// The flow nodes, in the order in which they were entered.
    package let nodes: [String]
    package let share: Proportion
    /// Of 1,000; together with those of `others` they add up to them.
    package let permille: Int
    /// Of the orders that went so, in seconds.
    package let medianLeadTime: Estimate
  }

  package let party: String
  /// How many sides there are, and how many different ways.
  package let count: Int
  package let distinct: Int
  /// The most frequent ones.
  package let variants: [Variant]
  /// All the rest together.
  package let others: Proportion
  package let othersPermille: Int

  static func all(
    _ account: CaseAccount, _ paths: [CaseRecord.PathID: [String]], listed: Int
  ) -> [VariantReport] {
    var durations: [String: [CaseRecord.PathID: [Int64]]] = [:]
    for (route, times) in account.routes {
      for path in route {
        durations[account.parties[path] ?? "", default: [:]][path, default: []] += times
      }
    }
    return durations.sorted { $0.key < $1.key }
      .map { VariantReport($0.key, $0.value, paths, listed: listed) }
  }

  private init(
    _ party: String, _ durations: [CaseRecord.PathID: [Int64]],
    _ paths: [CaseRecord.PathID: [String]], listed: Int
  ) {
    let sorted = durations.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let total = durations.values.reduce(0) { $0 + $1.count }
    let shown = sorted.prefix(listed)
    let rest = total - shown.reduce(0) { $0 + $1.value.count }
    let permille = Shares(of: shown.map(\.value.count) + [rest])?.units ?? [0]
    self.party = party
    count = total
    distinct = durations.count
    variants = zip(shown, permille).map { variant, permille in
      Variant(
        path: variant.key, nodes: (paths[variant.key] ?? []).filter { $0.first != ">" },
        share: Proportion(variant.value.count, of: total), permille: permille,
        medianLeadTime: Sample(variant.value.map(\.seconds)).estimate(quantile: 0.5))
    }
    others = Proportion(rest, of: total)
    othersPermille = permille.last ?? 0
  }
}
