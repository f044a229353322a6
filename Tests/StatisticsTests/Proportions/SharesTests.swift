import SplitMix
import Statistics
import Testing

@Suite struct SharesTests {
  @Test func `three thirds add up to one hundred`() {
    #expect(Shares(of: [1, 1, 1], whole: 100)?.units == [34, 33, 33])
  }

  @Test func `of nothing there are no shares`() {
    #expect(Shares(of: []) == nil && Shares(of: [0, 0]) == nil)
  }

  @Test func `great counts do not overflow`() {
    #expect(Shares(of: [.max / 2, .max / 2], whole: 1_000)?.units == [500, 500])
  }

  @Test(arguments: 1...200)
  func `shares add up exactly and are off by less than a unit`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let counts = (0...random.index(below: 12)).map { _ in random.index(below: 1_000) }
    let whole = [100, 1_000, 10_000][random.index(below: 3)]
    let total = counts.reduce(0, +)
    try #require(total > 0)
    let units = try #require(Shares(of: counts, whole: whole)).units
    #expect(units.reduce(0, +) == whole)
    for (unit, count) in zip(units, counts) {
      #expect(abs(unit * total - count * whole) < total)
    }
  }
}
