package import FEEL

/// How a chart writes numbers and its few words of its own, in the reader's language.
package struct ChartText: Sendable {
  package var number: @Sendable (Double) -> String
  /// Of seconds.
  package var duration: @Sendable (Double) -> String
  /// Of a time, to the step of the axis it stands at.
  package var time: @Sendable (Timestamp, TimeStep) -> String
  package var percent: @Sendable (Double) -> String
  package var words: Words

  package init(
    number: @escaping @Sendable (Double) -> String,
    duration: @escaping @Sendable (Double) -> String,
    time: @escaping @Sendable (Timestamp, TimeStep) -> String,
    percent: @escaping @Sendable (Double) -> String, words: Words = Words()
  ) {
    self.number = number
    self.duration = duration
    self.time = time
    self.percent = percent
    self.words = words
  }

  /// Words that stand in tables and titles.
  package struct Words: Hashable, Sendable {
    package var unfinished = "not over yet"
    package var from = "From"
    package var to = "To"
    package var lower = "Lower"
    package var upper = "Upper"
    package var cumulative = "Cumulative"
    package var minimum = "Minimum"
    package var quartile1 = "1st quartile"
    package var median = "Median"
    package var quartile3 = "3rd quartile"
    package var maximum = "Maximum"
    package var count = "n"
    package var signal = "Signal"

    package init() {}
  }

  /// Of how many things a value is, for its words; nothing when the value is that count.
  func note(_ count: Int?, _ unit: Axis.Unit) -> String {
    guard let count, unit != .count else { return "" }
    return " (\(words.count) = \(number(Double(count))))"
  }

  /// A value as an axis of this unit has it.
  func text(_ value: Double, _ unit: Axis.Unit, step: TimeStep = .minute) -> String {
    switch unit {
    case .number, .count: number(value)
    case .percent: percent(value)
    case .duration: duration(value)
    case .time: time(Timestamp(epochSeconds: value), step)
    }
  }
}

/// How finely times are told apart.
package enum TimeStep: Int, Comparable, Hashable, Sendable {
  case second, minute, hour, day, month, year

  package static func < (left: TimeStep, right: TimeStep) -> Bool {
    left.rawValue < right.rawValue
  }
}
