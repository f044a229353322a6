/// A date with a time of day, either local or with its offset from UTC.
public struct DateTime: Hashable, Sendable, CustomStringConvertible {
  // The time comes first because this order packs both into 20 bytes, the size of a number.
  public let time: TimeOfDay
  public let date: CalendarDate

  /// The offset from UTC; nil for a local time.
  public var offset: UTCOffset? { time.offset }

  static let zoneRefusal = "time zone names are not supported; write an offset such as +01:00"

  public init(date: CalendarDate, time: TimeOfDay) {
    self.date = date
    self.time = time
  }

  /// The local date and time at an offset; nil outside year 1 to year 9999.
  public init?(_ timestamp: Timestamp, offset: UTCOffset = .utc) {
    let (sum, overflow) = timestamp.microseconds.addingReportingOverflow(offset.microseconds)
    if overflow { return nil }
    self.init(localMicroseconds: sum, offset: offset)
  }

  /// Nil outside year 1 to year 9999.
  init?(localMicroseconds: Int64, offset: UTCOffset?) {
    let (days, rest) = CivilCalendar.floorDivide(
      localMicroseconds, by: CivilCalendar.microsecondsPerDay)
    guard let date = CalendarDate(dayNumber: Int(days)),
      let time = TimeOfDay(microseconds: rest, offset: offset)
    else { return nil }
    self.init(date: date, time: time)
  }

  /// Reads `YYYY-MM-DDThh:mm:ss` with an optional fraction (at most microseconds) and an optional `Z` or `+hh:mm`.
  public init(_ text: String) throws(TemporalError) {
    var scanner = ISO8601Scanner(text)
    guard let date = scanner.date(), scanner.accept("T"), let time = scanner.time(),
      scanner.isAtEnd
    else {
      throw TemporalError(
        kind: "date and time", text: text,
        reason: scanner.next == UInt8(ascii: "@")
          ? Self.zoneRefusal
          : "expected YYYY-MM-DDThh:mm:ss, optionally followed by Z or +hh:mm")
    }
    self.init(date: date, time: time)
  }

  /// Microseconds since 1970-01-01T00:00:00 on the local clock.
  var localMicroseconds: Int64 {
    Int64(date.dayNumber) * CivilCalendar.microsecondsPerDay + time.microseconds
  }

  /// The point in time; nil for a local time, whose point is not known.
  public var timestamp: Timestamp? {
    offset.map { Timestamp(microseconds: localMicroseconds - $0.microseconds) }
  }

  /// This time and `duration` more; nil outside year 1 to year 9999.
  public func adding(_ duration: DayTimeDuration) -> DateTime? {
    let (sum, overflow) = localMicroseconds.addingReportingOverflow(duration.microseconds)
    return overflow ? nil : DateTime(localMicroseconds: sum, offset: offset)
  }

  /// The same time of day `months` later, on the last day of that month if it is shorter; nil outside year 1 to 9999.
  public func adding(months: Int) -> DateTime? {
    date.adding(months: months).map { DateTime(date: $0, time: time) }
  }

  /// `YYYY-MM-DDThh:mm:ss`, a fraction if there is one, and the offset if there is one.
  public var description: String { "\(date)T\(time)" }
}
