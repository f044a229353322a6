import SplitMix

/// How many periods it takes to work off a backlog, when coming periods are like past ones: each is one of them, drawn
/// anew (bootstrap Monte Carlo). What arrives meanwhile goes to the end of the line and is not counted.
package struct BacklogForecast: Hashable, Sendable {
  /// The number of periods in each simulated future; its quantiles are the forecast.
  package let periods: Sample

  /// `completed` is how many were completed in each past period, periods without any among them. The same `seed` gives
  /// the same forecast. Nil when nothing was ever completed.
  package init?(
    backlog: Int, completed: [Int], repetitions: Int = 10_000, seed: UInt64
  ) {
    precondition(backlog >= 0 && repetitions > 0 && completed.allSatisfy { $0 >= 0 })
    guard completed.contains(where: { $0 > 0 }) else { return nil }
    var random = SplitMix64(seed: seed)
    periods = Sample(
      (0..<repetitions).map { _ in
        var left = backlog
        var periods = 0
        while left > 0 {
          left -= completed[random.index(below: completed.count)]
          periods += 1
        }
        return Double(periods)
      })
  }

  /// The number of whole periods by which the backlog is done with this probability.
  package func periods(probability: Double) -> Int {
    let rank = (probability * Double(periods.count)).rounded(.up)
    return Int(periods.observation(rank: max(Int(rank) - 1, 0)))
  }
}
