package import FEEL

/// How many orders a party has, by what has become of them.
package struct Standing: Hashable, Sendable {
  package let running: Int
  package let ended: [String: Int]

  package var total: Int { running + ended.values.reduce(0, +) }

  /// Reads the `counts` of a list of orders.
  package init(_ counts: Value) {
    running = counts["running"]["value"].integer ?? 0
    let outcomes = (counts["ended"].context ?? Context()).entries
    ended = Dictionary(
      uniqueKeysWithValues: outcomes.map { ($0.key, $0.value["value"].integer ?? 0) })
  }
}
