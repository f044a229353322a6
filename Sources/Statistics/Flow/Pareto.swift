/// What makes up most of a total: the parts from the greatest to the smallest, with what they sum up to.
///
/// A bottleneck is where most of *all* waiting is spent, which a rare step with a long mean wait need not be.
package struct Pareto<Label: Hashable & Sendable>: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package let label: Label
    package let amount: Double
    /// Of the total, between 0 and 1.
    package let share: Double
    /// The share of this part and all greater ones.
    package let cumulativeShare: Double
  }

  /// By amount, the greatest first; equal ones in the order in which they were given.
  package let parts: [Part]
  package let total: Double

  /// The amounts are not negative.
  package init(_ amounts: [(label: Label, amount: Double)]) {
    precondition(amounts.allSatisfy { $0.amount >= 0 }, "a part is not negative")
    let sorted = amounts.enumerated().sorted {
      ($1.element.amount, $0.offset) < ($0.element.amount, $1.offset)
    }.map(\.element)
    let total = Sample(sorted.lazy.map(\.amount)).sum
    var sum = 0.0
    parts = sorted.map { part in
      sum += part.amount
      return Part(
        label: part.label, amount: part.amount, share: total > 0 ? part.amount / total : 0,
        cumulativeShare: total > 0 ? min(sum / total, 1) : 0)
    }
    self.total = total
  }

  /// The fewest parts that together make up at least this share of the total; none when there is no total.
  package func vitalFew(covering share: Double = 0.8) -> ArraySlice<Part> {
    guard total > 0 else { return [] }
    // All parts together may sum up to an ulp less than the total.
    let index = parts.partitioningIndex { $0.cumulativeShare >= share }
    return parts.prefix(index + 1)
  }
}
