import Statistics
import Testing

@Suite struct ProcessBehaviourChartTests {
  /// Alternating about 10, so that nothing is a signal.
  private let steady = (0..<20).map { $0 % 2 == 0 ? 11.0 : 9 }

  @Test func `a steady process has one segment and no signals`() {
    let chart = ProcessBehaviourChart(steady)
    #expect(chart.segments.map(\.range) == [0..<20])
    #expect(chart.segments.flatMap(\.signals).isEmpty && chart.changes.isEmpty)
    #expect(chart.segments[0].limits.centre == 10)
    #expect(chart.segments[0].limits.upper == 10 + 2.66 * 2)
  }

  @Test func `a value outside the limits is a signal`() {
    let chart = ProcessBehaviourChart(steady + [30, 9])
    #expect(chart.segments.flatMap(\.signals) == [ChangeSignal(rule: .outside, range: 20..<21)])
    #expect(chart.changes.isEmpty)
  }

  @Test func `eight in a row on one side begin a new segment with its own limits`() {
    let chart = ProcessBehaviourChart(steady + steady.map { $0 + 4 })
    #expect(chart.segments.map(\.range) == [0..<20, 20..<40])
    #expect(chart.changes == [20])
    #expect(chart.segments.map(\.limits.centre) == [10, 14])
  }

  @Test func `seven in a row are no change, eight are`() {
    let seven = [10.5, 11, 10.5, 11, 10.5, 11, 10.5]
    #expect(ProcessBehaviourChart(steady + seven + [9]).changes.isEmpty)
    #expect(ProcessBehaviourChart(steady + seven + [11]).changes == [20])
    // What lies on the centre ends a run.
    #expect(ProcessBehaviourChart(steady + seven + [10, 11]).changes.isEmpty)
  }

  @Test func `three of four near the same limit are a signal`() {
    let signals = ProcessBehaviourChart(steady + [13.5, 13.5, 9, 13.5, 9]).segments.flatMap(
      \.signals)
    #expect(signals == [ChangeSignal(rule: .threeOfFourNearLimit, range: 20..<24)])
    let mixed = ProcessBehaviourChart(steady + [13.5, 6.5, 9, 13.5, 9]).segments.flatMap(\.signals)
    #expect(mixed.isEmpty)
  }

  @Test func `a run that begins with the segment is a signal and no change`() {
    let values = [9.0, 9, 9, 9, 9, 9, 9, 9, 9, 14, 9, 14]
    let chart = ProcessBehaviourChart(values)
    #expect(chart.changes.isEmpty)
    #expect(chart.segments[0].signals.contains(ChangeSignal(rule: .eightOnOneSide, range: 0..<9)))
  }

  @Test func `too few values have no limits`() {
    #expect(ProcessBehaviourChart([Double](repeating: 1, count: 7)).segments.isEmpty)
    #expect(ControlLimits([1], method: .mean) == nil)
  }

  @Test func `the segments cover the values without gaps, whatever comes`() {
    for seed in 1...50 as ClosedRange<UInt64> {
      var inputs = RandomInputs(seed: seed)
      let values = inputs.durations(8 + Int(seed) * 3, ties: seed % 2 == 0)
      let segments = ProcessBehaviourChart(values, method: seed % 3 == 0 ? .median : .mean).segments
      #expect(segments.flatMap { Array($0.range) } == Array(values.indices))
      #expect(segments.allSatisfy { !$0.range.isEmpty })
    }
  }

  /// With random values about once in 255, as the documentation says, a little more often for limits from 20 values.
  @Test func `a steady random process seldom seems to change`() {
    var inputs = RandomInputs(seed: 8)
    let changes = (0..<200).reduce(0) { sum, _ in
      let values = (0..<50).map { _ in inputs.random.normal() }
      return sum + ProcessBehaviourChart(values).changes.count
    }
    #expect(20...120 ~= changes)
  }
}
