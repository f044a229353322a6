import FEEL

/// Where an axis has marks: at numbers that people would choose.
package struct Ticks: Hashable, Sendable {
  package let values: [Double]
  /// Of times: how finely their labels have to tell them apart.
  package let timeStep: TimeStep

  /// - Parameter most: About how many have room.
  package init(from low: Double, to high: Double, unit: Axis.Unit, most: Int = 6) {
    guard low < high, low.isFinite, high.isFinite else {
      values = [low]
      timeStep = .minute
      return
    }
    if unit == .time {
      (values, timeStep) = TimeTicks.between(low, high, most: most)
      return
    }
    timeStep = .minute
    let step = Self.step(from: low, to: high, unit: unit, most: most)
    let first = Int((low / step - 1e-9).rounded(.up))
    let last = Int((high / step + 1e-9).rounded(.down))
    values = first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// Durations, in seconds: what clocks and calendars have.
  private static let durations: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 432_000, 604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
  ]

  /// The smallest nice distance with which no more than `most` parts are needed.
  static func step(from low: Double, to high: Double, unit: Axis.Unit, most: Int = 6) -> Double {
    let raw = (high - low) / Double(most)
    if unit == .duration, raw >= 0.5, let step = durations.first(where: { $0 >= raw }) {
      return step
    }
    let power = decimalPower(below: raw)
    let nice = [1, 2, 5, 10].first { $0 * power >= raw * (1 - 1e-9) } ?? 10
    return unit == .count ? max(1, nice * power) : nice * power
  }

  private static func decimalPower(below number: Double) -> Double {
    var power = 1.0
    while power > number && power > 1e-300 { power /= 10 }
    while power * 10 <= number { power *= 10 }
    return power
  }
}

/// Ticks of times: at full minutes, hours, days, Mondays, months, and years, in UTC.
enum TimeTicks {
  private static let seconds: [(step: Double, name: TimeStep)] = [
    (1, .second), (5, .second), (15, .second), (30, .second), (60, .minute), (300, .minute),
    (900, .minute), (1800, .minute), (3600, .hour), (10_800, .hour), (21_600, .hour),
    (43_200, .hour), (86_400, .day), (172_800, .day), (604_800, .day),
  ]
  private static let months = [1, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12_000]

  static func between(_ low: Double, _ high: Double, most: Int) -> ([Double], TimeStep) {
    let parts = Double(most)
    if let (step, name) = seconds.first(where: { ((high - low) / $0.step).rounded(.down) <= parts })
    {
      // The first Monday of 1970 was the 5th.
      let offset = step == 604_800 ? 4 * 86_400.0 : 0
      let first = ((low - offset) / step).rounded(.up) * step + offset
      return (Array(stride(from: first, through: high, by: step)), name)
    }
    let step = months.first { (high - low) / (Double($0) * 2_629_746) <= parts } ?? 12_000
    return (starts(of: step, low, high), step >= 12 ? .year : .month)
  }

  private static func starts(of months: Int, _ low: Double, _ high: Double) -> [Double] {
    guard let first = DateTime(Timestamp(epochSeconds: low)) else { return [] }
    var month = (first.date.year * 12 + first.date.month - 1) / months * months
    var values: [Double] = []
    while let date = CalendarDate(year: month / 12, month: month % 12 + 1, day: 1) {
      guard let time = date.start?.epochSeconds else { break }
      if time > high { break }
      if time >= low { values.append(time) }
      month += months
    }
    return values
  }
}

extension Timestamp {
  init(epochSeconds seconds: Double) {
    let limited = min(max(seconds, -1e12), 1e12)
    self.init(microseconds: Int64((limited * 1e6).rounded()))
  }

  var epochSeconds: Double { Double(microseconds) / 1e6 }
}
