import Charts
import FEEL
import Testing

@Suite struct TickTests {
  @Test(arguments: [
    (0.0, 10.0, Axis.Unit.number, [0, 2, 4, 6, 8, 10]),
    (0, 1, .percent, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (0, 3, .count, [0, 1, 2, 3]),
    (-3, 7, .number, [-2, 0, 2, 4, 6]),
    (0, 3600, .duration, [0, 600, 1200, 1800, 2400, 3000, 3600]),
    (0, 100_000, .duration, [0, 21_600, 43_200, 64_800, 86_400]),
    (1, 1, .number, [1]),
  ])
  func `ticks stand at numbers that people would choose`(
    _ low: Double, _ high: Double, _ unit: Axis.Unit, _ values: [Double]
  ) {
    let ticks = Ticks(from: low, to: high, unit: unit).values
    #expect(ticks.count == values.count)
    for (tick, value) in zip(ticks, values) { #expect(abs(tick - value) < 1e-9) }
  }

  private func seconds(_ text: String) throws -> Double {
    Double(try Timestamp(text).microseconds) / 1e6
  }

  @Test(arguments: [
    (
      "2026-11-22T03:17:00Z", "2026-11-22T09:40:00Z", TimeStep.hour, 6,
      "2026-11-22T04:00:00Z"
    ),
    ("2026-11-17T03:00:00Z", "2026-12-20T03:00:00Z", .day, 4, "2026-11-23T00:00:00Z"),
    ("2026-01-17T03:00:00Z", "2026-06-20T03:00:00Z", .month, 5, "2026-02-01T00:00:00Z"),
    ("2019-05-17T03:00:00Z", "2026-06-20T03:00:00Z", .year, 4, "2020-01-01T00:00:00Z"),
    ("2026-11-22T03:17:01Z", "2026-11-22T03:17:25Z", .second, 5, "2026-11-22T03:17:05Z"),
  ])
  func `times have ticks at full hours, Mondays, months and years`(
    _ from: String, _ to: String, _ step: TimeStep, _ count: Int, _ first: String
  ) throws {
    let ticks = Ticks(from: try seconds(from), to: try seconds(to), unit: .time)
    #expect(ticks.timeStep == step)
    #expect(ticks.values.count == count)
    let expected = try seconds(first)
    #expect(ticks.values.first == expected)
  }

  @Test func `never are there many more ticks than have room, at any range`() {
    for power in -6...11 {
      for factor in [1.0, 1.7, 3.3, 9.9] {
        let high =
          factor
          * (0..<abs(power)).reduce(1.0) { value, _ in
            power < 0 ? value / 10 : value * 10
          }
        for unit in [Axis.Unit.number, .count, .percent, .duration, .time] {
          let ticks = Ticks(from: 0, to: high, unit: unit).values
          #expect(ticks.count <= 8, "\(high) \(unit)")
        }
      }
    }
  }
}
