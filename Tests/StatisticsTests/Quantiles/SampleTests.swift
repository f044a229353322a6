import Statistics
import Testing

@Suite struct SampleTests {
  @Test func `an empty sample has no numbers`() {
    let sample = Sample([])
    #expect(sample.count == 0 && sample.isEmpty)
    #expect(sample.median == nil && sample.mean == nil)
    #expect(sample.estimate(quantile: 0.5) == .tooFew(count: 0, needed: 6))
    #expect(sample.count(atMost: 5) == 0)
  }

  @Test func `one observation is its own median and mean`() {
    let sample = Sample([7])
    #expect(sample.median == 7 && sample.mean == 7)
  }

  @Test func `equal values are kept once and all counted`() {
    let sample = Sample([3, 1, 3, 3])
    #expect(sample.values == [1, 3] && sample.cumulativeCounts == [1, 4])
    #expect(sample.count == 4 && sample.maximum == 3)
  }

  @Test(arguments: 1...20)
  func `quantiles grow with their probability and stay within the sample`(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    let sample = Sample(inputs.durations(1 + Int(seed) * 7, ties: seed % 2 == 0))
    let quantiles = (0...200).compactMap { sample.quantile(Double($0) / 200) }
    #expect(quantiles == quantiles.sorted())
    #expect(quantiles.first == sample.minimum && quantiles.last == sample.maximum)
  }

  @Test(arguments: 1...20)
  func `the order of the observations does not matter`(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    let values = inputs.durations(100, ties: true)
    #expect(Sample(values) == Sample(inputs.shuffled(values)))
  }

  @Test func `small values are not lost beside great ones`() {
    let sample = Sample([1e16] + [Double](repeating: 1, count: 1_000) + [-1e16])
    #expect(sample.sum == 1_000)
  }

  @Test func `observations up to a limit are counted`() {
    let sample = Sample([1, 2, 2, 5])
    #expect([0, 1, 2, 4.9, 5, 6].map { sample.count(atMost: $0) } == [0, 1, 3, 3, 4, 4])
  }
}
