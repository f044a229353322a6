/// A time of day to the microsecond, either local or with its offset from UTC.
public struct TimeOfDay: Hashable, Sendable, CustomStringConvertible {
  /// Microseconds since midnight, local.
  public let microseconds: Int64
  /// The offset from UTC; nil for a local time.
  public let offset: UTCOffset?

  /// Nil when `microseconds` is not within a day.
  public init?(microseconds: Int64, offset: UTCOffset? = nil) {
    guard (0..<CivilCalendar.microsecondsPerDay).contains(microseconds) else { return nil }
    self.microseconds = microseconds
    self.offset = offset
  }

  /// Nil when there is no such time. Leap seconds are not known.
  public init?(
    hour: Int, minute: Int, second: Int, microsecond: Int = 0, offset: UTCOffset? = nil
  ) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
      (0..<1_000_000).contains(microsecond)
    else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second)
    self.init(
      microseconds: seconds * CivilCalendar.microsecondsPerSecond + Int64(microsecond),
      offset: offset)
  }

  /// Reads `hh:mm:ss` with an optional fraction (at most microseconds) and an optional `Z` or `+hh:mm`.
  public init(_ text: String) throws(TemporalError) {
    var scanner = ISO8601Scanner(text)
    _ = scanner.accept("T")
    guard let time = scanner.time(), scanner.isAtEnd else {
      throw TemporalError(
        kind: "time", text: text,
        reason: scanner.next == UInt8(ascii: "@")
          ? DateTime.zoneRefusal : "expected hh:mm:ss, optionally followed by Z or +hh:mm")
    }
    self = time
  }

  public var hour: Int { Int(microseconds / CivilCalendar.microsecondsPerHour) }
  public var minute: Int { Int(microseconds / CivilCalendar.microsecondsPerMinute % 60) }
  public var second: Int { Int(microseconds / CivilCalendar.microsecondsPerSecond % 60) }
  /// The fraction of the second, in microseconds.
  public var microsecond: Int { Int(microseconds % CivilCalendar.microsecondsPerSecond) }

  /// The same local time with another offset, or none.
  public func with(offset: UTCOffset?) -> TimeOfDay {
    // Only the offset changes, so the time is still within a day.
    TimeOfDay(microseconds: microseconds, offset: offset) ?? self
  }

  /// This time and `duration` more, around midnight.
  public func adding(_ duration: DayTimeDuration) -> TimeOfDay {
    let day = CivilCalendar.microsecondsPerDay
    let shift = CivilCalendar.floorDivide(duration.microseconds, by: day).remainder
    let sum = (microseconds + shift) % day
    // A remainder of a day is within a day.
    return TimeOfDay(microseconds: sum, offset: offset) ?? self
  }

  /// `hh:mm:ss`, a fraction if there is one, and the offset if there is one.
  public var description: String {
    var writer = ISO8601Writer()
    writer.writeTime(microseconds)
    if microsecond != 0 { writer.writeFraction(microsecond) }
    if let offset { writer.write(offset.description) }
    return writer.text
  }
}
