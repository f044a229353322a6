import SplitMix

/// By how much two samples differ in their medians, and how sure that is: the percentile interval of the bootstrap
/// (Efron and Tibshirani: An Introduction to the Bootstrap, 1993, chapter 13).
package enum MedianDifference: Hashable, Sendable {
  /// The median of the second sample minus that of the first, and its interval.
  case value(Double, ConfidenceInterval)
  /// One of the samples is too small for a median with an interval.
  case tooFew(count: Int, needed: Int)

  /// The same `seed` gives the same interval. How often is resampled does not depend on the samples' sizes.
  package static func between(
    _ first: Sample, _ second: Sample, confidence: Double = 0.95, repetitions: Int = 9_999,
    seed: UInt64
  ) -> MedianDifference {
    let needed = QuantileRanks.needed(probability: 0.5, confidence: confidence)
    let count = min(first.count, second.count)
    guard count >= needed, let before = first.median, let after = second.median else {
      return .tooFew(count: count, needed: needed)
    }
    var random = SplitMix64(seed: seed)
    let resampledFirst = OrderStatisticBootstrap(first, quantile: 0.5)
    let resampledSecond = OrderStatisticBootstrap(second, quantile: 0.5)
    let differences = (0..<repetitions).map { _ in
      resampledSecond.draw(&random) - resampledFirst.draw(&random)
    }.sorted()
    // With 9,999 repetitions the ends are the 250th from either side.
    let outside = max(Int(((1 - confidence) / 2 * Double(repetitions + 1)).rounded()), 1)
    return .value(
      after - before,
      ConfidenceInterval(
        low: differences[outside - 1], high: differences[repetitions - outside],
        confidence: confidence))
  }
}
