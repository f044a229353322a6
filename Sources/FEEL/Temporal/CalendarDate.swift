/// A day of the proleptic Gregorian calendar, from year 1 to year 9999, without a time.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01; 32 bits keep `Value` small.
  private let storedDayNumber: Int32

  private static let dayNumbers =
    CivilCalendar.dayNumber(
      year: 1, month: 1, day: 1)...CivilCalendar.dayNumber(year: 9999, month: 12, day: 31)

  /// Nil when the day is not within year 1 to year 9999.
  public init?(dayNumber: Int) {
    guard Self.dayNumbers.contains(dayNumber) else { return nil }
    storedDayNumber = Int32(dayNumber)
  }

  /// Nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilCalendar.days(inMonth: month, of: year)
    else { return nil }
    self.init(dayNumber: CivilCalendar.dayNumber(year: year, month: month, day: day))
  }

  /// Reads `YYYY-MM-DD`.
  public init(_ text: String) throws(TemporalError) {
    var scanner = ISO8601Scanner(text)
    guard let date = scanner.date(), scanner.isAtEnd else {
      throw TemporalError(kind: "date", text: text, reason: "expected a day written YYYY-MM-DD")
    }
    self = date
  }

  /// Reads `YYYY-MM-DD`; nil for any other text, where why does not matter.
  public init?(parsing text: String) {
    do { try self.init(text) } catch { return nil }
  }

  /// Midnight UTC; nil where a `Timestamp` does not reach so far.
  public var start: Timestamp? {
    TimeOfDay(microseconds: 0, offset: .utc).flatMap { DateTime(date: self, time: $0).timestamp }
  }

  /// Days since 1970-01-01.
  public var dayNumber: Int { Int(storedDayNumber) }

  /// Year, month from 1, day from 1.
  public var fields: (year: Int, month: Int, day: Int) {
    CivilCalendar.date(ofDayNumber: dayNumber)
  }

  public var year: Int { fields.year }
  public var month: Int { fields.month }
  public var day: Int { fields.day }

  /// Monday 1 to Sunday 7 (ISO 8601).
  public var weekday: Int { CivilCalendar.floorDivide(dayNumber + 3, by: 7).remainder + 1 }

  /// 1 on the first of January.
  public var dayOfYear: Int {
    dayNumber - CivilCalendar.dayNumber(year: year, month: 1, day: 1) + 1
  }

  /// The ISO 8601 week, 1 to 53: the week belongs to the year of its Thursday.
  public var weekOfYear: Int {
    let thursday = dayNumber - weekday + 4
    let year = CivilCalendar.date(ofDayNumber: thursday).year
    return (thursday - CivilCalendar.dayNumber(year: year, month: 1, day: 1)) / 7 + 1
  }

  /// This day and `days` more; nil outside year 1 to year 9999.
  public func adding(days: Int) -> CalendarDate? {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return overflow ? nil : CalendarDate(dayNumber: sum)
  }

  /// The same day `months` later, or the last day of that month if it is shorter; nil outside year 1 to year 9999.
  public func adding(months: Int) -> CalendarDate? {
    let (year, month, day) = fields
    let (total, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    if overflow { return nil }
    let (newYear, newMonth) = CivilCalendar.floorDivide(total, by: 12)
    guard (1...9999).contains(newYear) else { return nil }
    let lastDay = CivilCalendar.days(inMonth: newMonth + 1, of: newYear)
    return CalendarDate(year: newYear, month: newMonth + 1, day: min(day, lastDay))
  }

  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.storedDayNumber < right.storedDayNumber
  }

  /// `YYYY-MM-DD`.
  public var description: String {
    var writer = ISO8601Writer()
    let (year, month, day) = fields
    writer.writeDate(year: year, month: month, day: day)
    return writer.text
  }
}
