import FEEL
import Monitoring
import SplitMix
import SyntheticJournal
import Testing

@Suite struct TimeScaleTests {
  private func scale(_ seconds: [Double], limit: Duration? = nil) -> TimeScale {
    TimeScale(of: seconds.map(TwoParties.time), width: 1000, limit: limit)
  }

  @Test func `long gaps are folded to less than twice the limit, and longer ones stay longer`() {
    let scale = scale([0, 10, 20, 3_620, 3_630, 90_030], limit: .seconds(10))
    #expect(scale.segments.map(\.isFolded) == [false, false, true, false, true])
    let widths = scale.segments.map(\.width)
    #expect(widths[0] == widths[1] && widths[0] < widths[2] && widths[2] < widths[4])
    #expect(widths[4] < 2 * widths[0])
    #expect(abs(widths.reduce(0, +) - 1000) < 1e-9)
    #expect(scale.segments[2].duration == .seconds(3_600))
  }

  @Test func `the limit follows the pace of the order`() {
    let scale = scale([0, 1, 2, 3, 4, 5, 3_600])
    #expect(scale.limit == .seconds(4) && scale.least == .milliseconds(400))
    #expect(scale.segments.filter(\.isFolded).count == 1)
  }

  @Test func `times outside lie at the ends`() {
    let scale = scale([10, 20])
    #expect(scale.x(of: TwoParties.time(0)) == 0 && scale.x(of: TwoParties.time(99)) == 1000)
    #expect(scale.x(of: TwoParties.time(15)) == 500)
    let point = self.scale([10, 10])
    #expect(point.segments.isEmpty && point.x(of: TwoParties.time(10)) == 0)
  }

  @Test func `two times that are close are still apart`() {
    let scale = scale([0, 0.001, 100, 200, 300])
    #expect(scale.segments[0].width > 5)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `every time has a place, in order`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let times = (0..<20).map { _ in
      TwoParties.start + .microseconds(Int64(generator.next() % 1_000_000_000_000 >> (seed % 30)))
    }
    let scale = TimeScale(of: times, width: 640)
    var last = -1.0
    for time in Set(times).sorted() {
      let x = scale.x(of: time)
      #expect(x > last && x >= 0 && x <= 640)
      last = x
    }
    for segment in scale.segments {
      #expect(segment.width > 0 && segment.isFolded == (segment.duration > scale.limit))
    }
  }
}
