import SplitMix
import Statistics
import Testing

@Suite struct ClockOffsetTests {
  @Test(arguments: [-30.0, -0.5, 0, 0.002, 7])
  func `the true offset lies in the interval, however slow a direction is`(offset: Double) throws {
    for seed in 1...50 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      let forth = (0..<40).map { _ in 0.001 + random.exponential() * 0.05 + offset }
      let back = (0..<25).map { _ in 0.004 + random.exponential() * 0.5 - offset }
      let found = ClockOffset(forth: forth, back: back)
      let narrower = ClockOffset(forth: forth, back: back, minimum: 0.001)
      guard case .between(let low, let high) = found,
        case .between(let narrowLow, let narrowHigh) = narrower
      else {
        Issue.record("messages went both ways: \(found), \(narrower)")
        return
      }
      #expect(low < narrowLow && narrowHigh < high && high - low < 0.4)
      #expect(narrowLow <= offset && offset <= narrowHigh)
      let estimate = try #require(found.estimate)
      #expect(low < estimate && estimate < high)
    }
  }

  @Test func `one direction alone gives one bound`() {
    #expect(ClockOffset(forth: [3, 2], back: []) == .atMost(2))
    #expect(ClockOffset(forth: [], back: [3, 2]) == .atLeast(-2))
    #expect(ClockOffset(forth: [], back: []) == .unknown)
    #expect(ClockOffset(forth: [3], back: []).estimate == nil)
  }

  @Test func `what a message takes at least narrows both bounds`() {
    #expect(ClockOffset(forth: [5], back: [1], minimum: 0.5) == .between(-0.5, 4.5))
  }

  @Test func `a clock that was set between the messages contradicts itself`() {
    let found = ClockOffset(forth: [0.1, -9.9], back: [0.1])
    #expect(found == .contradiction(lower: -0.1, upper: -9.9))
    #expect(found.estimate == nil && !found.allowsEqualClocks)
  }

  @Test func `clocks that agree are not accused`() {
    #expect(ClockOffset(forth: [0.2], back: [0.1]).allowsEqualClocks)
    #expect(!ClockOffset(forth: [-0.2], back: [0.5]).allowsEqualClocks)
    #expect(!ClockOffset(forth: [-0.2], back: []).allowsEqualClocks)
  }
}
