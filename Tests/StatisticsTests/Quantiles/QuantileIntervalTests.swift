import Foundation
import Statistics
import Testing

@Suite struct QuantileIntervalTests {
  @Test(arguments: [(0.5, 6), (0.85, 19), (0.95, 59), (0.99, 299)])
  func `a percentile exists from so many observations on`(probability: Double, needed: Int) {
    let values = (1...needed).map(Double.init)
    #expect(
      Sample(values.dropLast()).estimate(quantile: probability)
        == .tooFew(count: needed - 1, needed: needed))
    #expect(Sample(values).estimate(quantile: probability).value != nil)
  }

  @Test(arguments: 1...30)
  func `the interval contains the quantile and narrows with the confidence`(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    let sample = Sample(inputs.durations(300 + Int(seed) * 10, ties: seed % 3 == 0))
    for probability in [0.05, 0.5, 0.85, 0.95, 0.99] {
      let wide = sample.estimate(quantile: probability, confidence: 0.95)
      let narrow = sample.estimate(quantile: probability, confidence: 0.8)
      guard let value = wide.value, let outer = wide.interval, let inner = narrow.interval else {
        Issue.record("\(sample.count) observations have no percentile \(probability)")
        continue
      }
      #expect(outer.contains(value))
      #expect(outer.low <= inner.low && inner.high <= outer.high)
    }
  }

  /// The binomial probabilities are added up here one by one.
  @Test(arguments: [0.05, 0.5, 0.85, 0.95])
  func `the ranks enclose the quantile at least as often as stated, and no closer ones do`(
    probability: Double
  ) {
    for count in QuantileRanks.needed(probability: probability)...160 {
      guard let ranks = QuantileRanks(of: count, probability: probability, confidence: 0.95) else {
        Issue.record("\(count) observations should do")
        continue
      }
      var point = [pow(1 - probability, Double(count))]
      for k in 0..<count {
        point.append(
          point[k] * Double(count - k) / Double(k + 1) * probability / (1 - probability))
      }
      #expect(point[ranks.lower..<ranks.upper].reduce(0, +) >= 0.95 - 1e-12)
      // Half of what may be missed would be missed below the next rank already, if all of it cannot be used above.
      let above = point[ranks.upper...].reduce(0, +)
      let isUsedUp = point[...ranks.lower].reduce(0, +) > 0.05 - max(above, 0.025)
      #expect(isUsedUp || ranks.upper - ranks.lower < 2)
    }
  }

  @Test func `a million observations have narrow intervals`() {
    let ranks = QuantileRanks(of: 1_000_000, probability: 0.5, confidence: 0.95)
    // The normal approximation: half a million minus and plus 1.96 · √(n/4) = 980.
    #expect(ranks.map { 499_018...499_022 ~= $0.lower } == true)
    #expect(ranks.map { 500_979...500_983 ~= $0.upper } == true)
  }
}
