import Statistics
import Testing

@Suite struct SampleTests {
  @Test func `an empty sample has no numbers`() {
    let sample = Sample([])
    #expect(sample.count == 0 && sample.isEmpty)
    #expect(sample.median == nil && sample.mean == nil && sample.standardDeviation == nil)
    #expect(sample.estimate(quantile: 0.5) == .tooFew(count: 0, needed: 6))
    #expect(sample.count(atMost: 5) == 0)
  }

  @Test func `one observation is its own median and has no deviation`() {
    let sample = Sample([7])
    #expect(sample.median == 7 && sample.mean == 7 && sample.standardDeviation == nil)
  }

  @Test func `values with counts are the same sample as the values one by one`() {
    let counted = Sample(
      counted: [(3.0, 2), (1, 1), (3, 1), (9, 0)].map { (value: $0, count: $1) })
    #expect(counted == Sample([1, 3, 3, 3]))
    #expect(counted.count == 4 && counted.maximum == 3)
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
