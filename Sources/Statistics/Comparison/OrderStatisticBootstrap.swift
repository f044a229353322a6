import SplitMix

/// The quantile of a bootstrap resample, drawn directly instead of by drawing all of its members.
///
/// Of n observations drawn with replacement the k-th smallest is the observation at ⌊n·U⌋, where U is the k-th smallest
/// of n uniform variables: beta distributed with k and n − k + 1, and the next one is spread from U to 1 like the
/// smallest of n − k. So one resample costs the same for ten observations as for ten million.
struct OrderStatisticBootstrap {
  private let sample: Sample
  private let rank: Int
  private let fraction: Double

  /// For a quantile (``Sample/quantile(_:)``) of a sample that is not empty.
  init(_ sample: Sample, quantile probability: Double) {
    self.sample = sample
    let position = probability * Double(sample.count - 1)
    rank = Int(position)
    fraction = position - Double(rank)
  }

  func draw(_ random: inout SplitMix64) -> Double {
    let above = sample.count - rank - 1
    let gammaBelow = random.gamma(shape: Double(rank + 1))
    let gammaAbove = random.gamma(shape: Double(above + 1))
    let position = gammaBelow / (gammaBelow + gammaAbove)
    let low = observation(at: position)
    guard fraction > 0 else { return low }
    let share = 1 - uniformMaximum(of: above, &random)
    return low + fraction * (observation(at: position + (1 - position) * share) - low)
  }

  /// The greatest of `count` uniform variables.
  private func uniformMaximum(of count: Int, _ random: inout SplitMix64) -> Double {
    (-random.exponential() / Double(count)).exponential
  }

  private func observation(at position: Double) -> Double {
    sample.observation(rank: min(Int(position * Double(sample.count)), sample.count - 1))
  }
}
