/// The ranks, counted from 1, of the two observations between which a quantile lies with at least the stated confidence,
/// whatever the distribution (David and Nagaraja: Order Statistics, 2003, section 7.1).
///
/// The number B of observations below the quantile is binomial, so the interval from rank l to rank u misses it with
/// probability P(B < l) + P(B ≥ u). Each side gets half of what may be missed; when one side cannot use its half,
/// because even the outermost observation misses the quantile more often, the other side gets the rest.
package struct QuantileRanks: Hashable, Sendable {
  package let lower: Int
  package let upper: Int

  /// Nil when not even the smallest and the greatest of `count` observations enclose the quantile often enough.
  package init?(of count: Int, probability: Double, confidence: Double) {
    Self.check(probability, confidence)
    guard count > 0 else { return nil }
    let missed = 1 - confidence
    let below = BinomialDistribution(trials: count, probability: probability)
    let allBelow = below.atLeast(count)
    let noneBelow = below.atMost(0)
    guard allBelow + noneBelow <= missed else { return nil }
    let half = missed / 2
    let lowerShare = allBelow > half ? missed - allBelow : half
    let upperShare = noneBelow > half ? missed - noneBelow : half
    // The first rank whose lower tail is too much comes right after the one that is sought.
    let tooHigh = firstInteger(in: 1...count) { below.atMost($0 - 1) > lowerShare } ?? count + 1
    lower = max(tooHigh - 1, 1)
    upper = firstInteger(in: 1...count) { below.atLeast($0) <= upperShare } ?? count
  }

  /// How many observations it takes for there to be an interval: the smallest n with 1 − pⁿ − (1−p)ⁿ ≥ confidence.
  /// At 95 % these are 6 for the median, 19 for 85 %, 59 for 95 % and 299 for 99 %.
  package static func needed(probability: Double, confidence: Double = 0.95) -> Int {
    check(probability, confidence)
    func isEnough(_ count: Int) -> Bool {
      let below = probability.raised(to: Double(count))
      let above = (1 - probability).raised(to: Double(count))
      return below + above <= 1 - confidence
    }
    var bound = 1
    while !isEnough(bound) { bound *= 2 }
    return firstInteger(in: 1...bound, where: isEnough) ?? bound
  }

  private static func check(_ probability: Double, _ confidence: Double) {
    precondition(
      0 < probability && probability < 1 && 0 < confidence && confidence < 1,
      "an interval needs a probability and a confidence strictly between 0 and 1")
  }
}
