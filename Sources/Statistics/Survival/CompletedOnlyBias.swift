/// What one would be told if what still runs were left out: durations that are too short, because the long ones are
/// those that have not ended yet.
package struct CompletedOnlyBias: Hashable, Sendable {
  /// The median of those that ended; nil when none did.
  package let completedMedian: Double?
  /// The median of all.
  package let median: SurvivalQuantile
  /// How many were still running when last seen.
  package let running: Int

  package init(_ lifetimes: [Lifetime]) {
    completedMedian =
      Sample(
        counted: lifetimes.lazy.filter { $0.outcome != nil }.map { ($0.exit, $0.count) }
      ).median
    median = KaplanMeier(lifetimes).median()
    running = lifetimes.reduce(0) { $0 + ($1.outcome == nil ? $1.count : 0) }
  }

  /// By how much the median of the completed differs from that of all, mostly less than 0; nil when there is no median.
  package var difference: Double? {
    guard let completedMedian, let age = median.age else { return nil }
    return completedMedian - age
  }
}
