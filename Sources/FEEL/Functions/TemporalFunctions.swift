import FoundationEssentials

/// Functions on dates, times and durations.
enum TemporalFunctions {
  static let all = [
    BuiltinFunction("date", "from|year, month, day", date),
    BuiltinFunction("time", "from|hour, minute, second, offset?", time),
    BuiltinFunction("date and time", "from|date, time", dateTime),
    BuiltinFunction("duration", "from", duration),
    BuiltinFunction("years and months duration", "from, to", months),
    BuiltinFunction("now", "") { _, evaluator throws(Interruption) in
      .dateTime(try currentTime(evaluator))
    },
    BuiltinFunction("today", "") { _, evaluator throws(Interruption) in
      .date(try currentTime(evaluator).date)
    },
    BuiltinFunction("day of week", "date") { arguments, _ throws(Interruption) in
      .string(weekdays[try arguments.date(0).weekday - 1])
    },
    BuiltinFunction("day of year", "date") { arguments, _ throws(Interruption) in
      .number(try arguments.date(0).dayOfYear)
    },
    BuiltinFunction("week of year", "date") { arguments, _ throws(Interruption) in
      .number(try arguments.date(0).weekOfYear)
    },
    BuiltinFunction("month of year", "date") { arguments, _ throws(Interruption) in
      .string(monthNames[try arguments.date(0).month - 1])
    },
    BuiltinFunction("last day of month", "date") { arguments, _ throws(Interruption) in
      let (year, month, _) = try arguments.date(0).fields
      let day = CivilCalendar.days(inMonth: month, of: year)
      return CalendarDate(year: year, month: month, day: day).map(Value.date) ?? .null
    },
  ]

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October",
    "November", "December",
  ]

  /// The value of `@"…"`: whatever kind of temporal value the text is; nil when it is none.
  static func literal(_ text: String) -> Value? {
    func first<Parsed>(_ parse: (String) throws(TemporalError) -> Parsed) -> Parsed? {
      do { return try parse(text) } catch { return nil }
    }
    if let date = first(CalendarDate.init) { return .date(date) }
    if let dateTime = first(DateTime.init) { return .dateTime(dateTime) }
    if let time = first(TimeOfDay.init) { return .time(time) }
    return durationLiteral(text)
  }

  private static func durationLiteral(_ text: String) -> Value? {
    do { return .yearMonthDuration(months: try YearMonthDuration(text).months) } catch {
      do { return .duration(try DayTimeDuration(text)) } catch { return nil }
    }
  }

  private static func currentTime(_ evaluator: Evaluator) throws(Interruption) -> DateTime {
    guard let now = DateTime(evaluator.now) else {
      throw .refused("the present time is beyond year 9999")
    }
    return now
  }

  /// What `parse` gives, with its error as the refusal.
  private static func parsed<Parsed>(
    _ text: String, _ parse: (String) throws(TemporalError) -> Parsed
  ) throws(Interruption) -> Parsed {
    do { return try parse(text) } catch { throw .refused("\(error)") }
  }

  private static func date(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    if arguments.count == 1 {
      guard case .string(let text) = arguments[0] else { return .date(try arguments.date(0)) }
      return .date(try parsed(text, CalendarDate.init))
    }
    let fields = (try arguments.integer(0), try arguments.integer(1), try arguments.integer(2))
    guard let date = CalendarDate(year: fields.0, month: fields.1, day: fields.2) else {
      throw .refused("there is no day \(fields.0)-\(fields.1)-\(fields.2)")
    }
    return .date(date)
  }

  private static func time(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    guard arguments.count == 1 else { return try timeOfFields(arguments) }
    switch arguments[0] {
    case .string(let text): return .time(try parsed(text, TimeOfDay.init))
    case .time: return arguments[0]
    case .dateTime(let dateTime): return .time(dateTime.time)
    case .date: return TimeOfDay(microseconds: 0, offset: .utc).map(Value.time) ?? .null
    default: throw arguments.mismatch(0, "string")
    }
  }

  private static func timeOfFields(_ arguments: Arguments) throws(Interruption) -> Value {
    // Seconds may have a fraction.
    let seconds = try arguments.number(2)
    let micros = seconds.multiplied(by: 1_000_000)?.rounded(scale: 0, .down)?.wholeNumber ?? -1
    let (second, microsecond) = CivilCalendar.floorDivide(micros, by: 1_000_000)
    guard
      let time = TimeOfDay(
        hour: try arguments.integer(0), minute: try arguments.integer(1), second: second,
        microsecond: microsecond)
    else { throw .refused("there is no such time of day") }
    guard let offset = arguments.optional(3) else { return .time(time) }
    guard case .duration(let duration) = offset,
      let offset = UTCOffset(
        seconds: Int(duration.microseconds / CivilCalendar.microsecondsPerSecond))
    else { throw .refused("the offset must be a duration of at most 18 hours") }
    return .time(time.with(offset: offset))
  }

  private static func dateTime(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    if arguments.count == 2 {
      guard case .time(let time) = arguments[1] else { throw arguments.mismatch(1, "time") }
      return .dateTime(DateTime(date: try arguments.date(0), time: time))
    }
    switch arguments[0] {
    case .dateTime: return arguments[0]
    case .date(let date):
      return TimeOfDay(microseconds: 0, offset: .utc).map {
        .dateTime(DateTime(date: date, time: $0))
      } ?? .null
    default:
      return .dateTime(try parsed(try arguments.string(0), DateTime.init))
    }
  }

  private static func duration(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    switch arguments[0] {
    case .duration, .yearMonthDuration: return arguments[0]
    default:
      guard let value = durationLiteral(try arguments.string(0)) else {
        throw .refused("\(arguments[0].excerpt) is not a duration such as PT48H or P1Y2M")
      }
      return value
    }
  }

  /// The whole months between two dates.
  private static func months(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let (from, to) = (try arguments.date(0).fields, try arguments.date(1).fields)
    var months = (to.year - from.year) * 12 + to.month - from.month
    if months > 0, to.day < from.day { months -= 1 }
    if months < 0, to.day > from.day { months += 1 }
    return .yearMonthDuration(months: months)
  }
}
