extension Timestamp: CustomStringConvertible {
  /// Reads a date and time with its offset (RFC 3339): `2026-11-21T09:30:00+01:00`; a fraction has at most microseconds.
  public init(_ text: String) throws(TemporalError) {
    let dateTime: DateTime
    do { dateTime = try DateTime(text) } catch {
      throw TemporalError(kind: "timestamp", text: text, reason: error.reason)
    }
    guard let timestamp = dateTime.timestamp else {
      throw TemporalError(
        kind: "timestamp", text: text, reason: "the offset from UTC is missing; write Z or +hh:mm")
    }
    self = timestamp
  }

  /// Reads a date and time with its offset (RFC 3339); nil for any other text, where why does not matter.
  public init?(parsing text: String) {
    do { try self.init(text) } catch { return nil }
  }

  /// `2026-11-21T08:30:00.123Z`: always UTC, milliseconds, or microseconds when they are needed.
  public var description: String {
    let (days, time) = CivilCalendar.floorDivide(
      microseconds, by: CivilCalendar.microsecondsPerDay)
    let (year, month, day) = CivilCalendar.date(ofDayNumber: Int(days))
    var writer = ISO8601Writer()
    writer.writeDate(year: year, month: month, day: day)
    writer.write("T")
    writer.writeTime(time)
    writer.writeFraction(Int(time % CivilCalendar.microsecondsPerSecond))
    writer.write("Z")
    return writer.text
  }
}

extension Timestamp {
  /// This time and `duration` more, to the microsecond; stops at the ends of what can be told (about 292,000 years).
  public func adding(_ duration: Swift.Duration) -> Timestamp {
    let limit = duration < .zero ? Int64.min : Int64.max
    guard let shift = DayTimeDuration(duration) else { return Timestamp(microseconds: limit) }
    let (sum, overflow) = microseconds.addingReportingOverflow(shift.microseconds)
    return Timestamp(microseconds: overflow ? limit : sum)
  }

  /// How long after `start` this is; negative when it is before.
  public func duration(since start: Timestamp) -> Swift.Duration {
    .microseconds(microseconds) - .microseconds(start.microseconds)
  }

  public static func + (left: Timestamp, right: Swift.Duration) -> Timestamp { left.adding(right) }

  public static func - (left: Timestamp, right: Timestamp) -> Swift.Duration {
    left.duration(since: right)
  }
}
