import Statistics
import Testing

@Suite struct ProportionTests {
  @Test func `of nothing there is no share`() {
    let none = Proportion(0, of: 0)
    #expect(none.share == nil && none.wilson() == nil)
  }

  @Test(arguments: [(0, 10), (10, 10), (3, 10), (1, 1_000_000)])
  func `intervals contain the share and stay within 0 and 1`(hits: Int, trials: Int) throws {
    let proportion = Proportion(hits, of: trials)
    let share = try #require(proportion.share)
    let interval = try #require(proportion.wilson())
    #expect(interval.contains(share))
    #expect(0 <= interval.low && interval.high <= 1)
  }

  @Test(arguments: [0, 1, 5, 12_345])
  func `the interval of a rate contains it`(count: Int) {
    let rate = PoissonRate(count: count, exposure: 24)
    #expect(rate.interval().contains(rate.rate))
  }

  /// The rule of three: nothing seen in n hours leaves 3/n possible, with the one-sided confidence of 95 %.
  @Test func `nothing counted still leaves a rate possible`() {
    let interval = PoissonRate(count: 0, exposure: 10).interval(confidence: 0.9)
    #expect(interval.low == 0)
    #expect(isClose(interval.high, 0.29957322735539907))
  }
}
