import FEEL

/// The ISO 8601 texts of timers.
enum TimerText {
  /// What is wrong with a constant of the model; nil when it is fine.
  static func fault(in text: String, kind: Trigger.TimerKind) -> String? {
    let isFine =
      switch kind {
      case .date: Timestamp(parsing: text) != nil
      case .duration: interval(text) != nil
      case .cycle: cycle(text) != nil
      }
    return isFine
      ? nil : "`\(text)` is no ISO 8601 \(kind == .cycle ? "cycle such as R3/PT8H" : "\(kind)")"
  }

  /// The end of an ISO 8601 duration that begins at `start`; nil when the text is none, or not positive.
  static func end(of text: String, from start: Timestamp) -> Timestamp? {
    interval(text).flatMap { $0.end(from: start) }
  }

  /// The parts of `R3/PT8H`: how often, nil for ever, and the interval's text.
  static func cycle(_ text: String) -> (repetitions: Int?, interval: String)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].first == "R", interval(String(parts[1])) != nil else {
      return nil
    }
    let count = parts[0].dropFirst()
    if count.isEmpty { return (nil, String(parts[1])) }
    guard let repetitions = Int(count), repetitions > 0 else { return nil }
    return (repetitions, String(parts[1]))
  }

  private enum Interval {
    case days(DayTimeDuration)
    case months(Int)

    func end(from start: Timestamp) -> Timestamp? {
      guard let start = DateTime(start) else { return nil }
      return switch self {
      case .days(let duration): start.adding(duration)?.timestamp
      case .months(let months): start.adding(months: months)?.timestamp
      }
    }
  }

  private static func interval(_ text: String) -> Interval? {
    if let months = YearMonthDuration(parsing: text)?.months {
      return months > 0 ? .months(months) : nil
    }
    guard let duration = DayTimeDuration(parsing: text), duration.microseconds > 0 else {
      return nil
    }
    return .days(duration)
  }
}

extension DayTimeDuration {
  fileprivate init?(parsing text: String) {
    do { try self.init(text) } catch { return nil }
  }
}

extension YearMonthDuration {
  fileprivate init?(parsing text: String) {
    do { try self.init(text) } catch { return nil }
  }
}
