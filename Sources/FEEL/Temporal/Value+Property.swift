extension Value {
  /// A property of a temporal value or a range (DMN 1.5, table 65); nil when this has none of that name.
  func property(_ name: String) -> Value? {
    switch self {
    case .date(let date): date.property(name)
    case .time(let time): time.property(name)
    case .dateTime(let dateTime):
      dateTime.date.property(name) ?? dateTime.time.property(name)
    case .duration(let duration): duration.property(name)
    case .yearMonthDuration(let months):
      switch name {
      case "years": .number(months / 12)
      case "months": .number(months % 12)
      default: nil
      }
    case .range(let range):
      switch name {
      case "start": range.lower
      case "end": range.upper
      case "start included": .boolean(range.includesLower)
      case "end included": .boolean(range.includesUpper)
      default: nil
      }
    case .null, .boolean, .number, .string, .list, .context: nil
    }
  }
}

extension CalendarDate {
  fileprivate func property(_ name: String) -> Value? {
    switch name {
    case "year": .number(year)
    case "month": .number(month)
    case "day": .number(day)
    case "weekday": .number(weekday)
    default: nil
    }
  }
}

extension TimeOfDay {
  fileprivate func property(_ name: String) -> Value? {
    switch name {
    case "hour": .number(hour)
    case "minute": .number(minute)
    case "second": .number(second)
    case "time offset":
      offset.map { .duration(DayTimeDuration(microseconds: $0.microseconds)) } ?? .null
    // Times have offsets but no zones, as if none had been given.
    case "timezone": .null
    default: nil
    }
  }
}

extension DayTimeDuration {
  fileprivate func property(_ name: String) -> Value? {
    switch name {
    case "days": .number(Int(microseconds / CivilCalendar.microsecondsPerDay))
    case "hours": .number(Int(microseconds / CivilCalendar.microsecondsPerHour % 24))
    case "minutes": .number(Int(microseconds / CivilCalendar.microsecondsPerMinute % 60))
    case "seconds": .number(Int(microseconds / CivilCalendar.microsecondsPerSecond % 60))
    default: nil
    }
  }
}
