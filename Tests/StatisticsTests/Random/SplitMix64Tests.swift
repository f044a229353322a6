import SplitMix
import Statistics
import Testing

@Suite struct SplitMix64Tests {
  /// The first numbers of the authors' program for the seed 1234567.
  @Test func `the numbers are those of the published generator`() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test func `indices are spread evenly`() {
    var random = SplitMix64(seed: 1)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[random.index(below: 7)] += 1 }
    // Five standard deviations of a binomial count.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 463 })
  }

  @Test(arguments: [1.0, 2.5, 40])
  func `gamma variables have the mean and the variance of their shape`(shape: Double) {
    var random = SplitMix64(seed: 2)
    let values = (0..<100_000).map { _ in random.gamma(shape: shape) }
    let mean = Sample(values).mean ?? 0
    let variance = Sample(values.map { ($0 - mean) * ($0 - mean) }).mean ?? 0
    #expect(abs(mean - shape) < 5 * (shape / 100_000).squareRoot())
    #expect(abs(variance / shape - 1) < 0.05)
  }

  @Test func `normal variables fall within 1.96 in 95 of 100 cases`() {
    var random = SplitMix64(seed: 3)
    let within = (0..<100_000).count { _ in abs(random.normal()) <= 1.959964 }
    #expect(Proportion(within, of: 100_000).wilson(confidence: 0.9999)?.contains(0.95) == true)
  }
}
