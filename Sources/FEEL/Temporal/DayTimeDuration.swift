/// A duration of days, hours, minutes and seconds: an exact length, in microseconds.
public struct DayTimeDuration: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Nil when the length does not fit; parts of a microsecond are dropped.
  public init?(_ duration: Swift.Duration) {
    let (seconds, attoseconds) = duration.components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    let (sum, carry) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000)
    if overflow || carry { return nil }
    microseconds = sum
  }

  /// Reads an ISO 8601 duration without years and months: `PT48H`, `P3DT4H5M`, `-PT0.5S`, `P2W`.
  public init(_ text: String) throws(TemporalError) {
    guard let microseconds = Self.parse(text) else {
      throw TemporalError(
        kind: "days and time duration", text: text,
        reason: "expected days, hours, minutes and seconds such as P3DT4H5M")
    }
    self.microseconds = microseconds
  }

  private static func parse(_ text: String) -> Int64? {
    var scanner = ISO8601Scanner(text)
    let isNegative = scanner.accept("-")
    guard scanner.accept("P") else { return nil }
    var sum: Int64 = 0
    var unit = 0
    var isTime = false
    while !scanner.isAtEnd {
      if !isTime, scanner.accept("T") {
        isTime = true
        if scanner.isAtEnd { return nil }
      }
      guard let part = parsePart(&scanner, isTime: isTime, after: &unit) else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(part)
      if overflow { return nil }
      sum = total
    }
    if unit == 0 { return nil }
    return isNegative ? -sum : sum
  }

  /// One number with its unit, in microseconds; units come in descending order and only once.
  private static func parsePart(
    _ scanner: inout ISO8601Scanner, isTime: Bool, after unit: inout Int
  ) -> Int64? {
    guard let number = scanner.number() else { return nil }
    var fraction: Int64 = 0
    let hasFraction = scanner.accept(".")
    if hasFraction {
      guard let digits = scanner.fraction() else { return nil }
      fraction = digits
    }
    let order: Int
    let length: Int64
    switch (isTime, hasFraction) {
    case (false, false) where scanner.accept("W"):
      (order, length) = (1, 7 * CivilCalendar.microsecondsPerDay)
    case (false, false) where scanner.accept("D"):
      (order, length) = (2, CivilCalendar.microsecondsPerDay)
    case (true, false) where scanner.accept("H"):
      (order, length) = (3, CivilCalendar.microsecondsPerHour)
    case (true, false) where scanner.accept("M"):
      (order, length) = (4, CivilCalendar.microsecondsPerMinute)
    case (true, _) where scanner.accept("S"):
      (order, length) = (5, CivilCalendar.microsecondsPerSecond)
    default: return nil
    }
    if order <= unit { return nil }
    unit = order
    let (product, overflow) = number.multipliedReportingOverflow(by: length)
    let (sum, carry) = product.addingReportingOverflow(fraction)
    return overflow || carry ? nil : sum
  }

  /// The same length for the standard library's clocks.
  public var duration: Swift.Duration { .microseconds(microseconds) }

  public static func < (left: DayTimeDuration, right: DayTimeDuration) -> Bool {
    left.microseconds < right.microseconds
  }

  /// Canonical ISO 8601: `P3DT4H5M`, `PT0S`, `-PT1.5S`.
  public var description: String {
    var rest = microseconds.magnitude
    func take(_ unit: Int64) -> UInt64 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: UInt64(unit))
      rest = remainder
      return quotient
    }
    if rest == 0 { return "PT0S" }
    var text = microseconds < 0 ? "-P" : "P"
    let days = take(CivilCalendar.microsecondsPerDay)
    if days > 0 { text += "\(days)D" }
    if rest > 0 { text += "T" }
    let hours = take(CivilCalendar.microsecondsPerHour)
    if hours > 0 { text += "\(hours)H" }
    let minutes = take(CivilCalendar.microsecondsPerMinute)
    if minutes > 0 { text += "\(minutes)M" }
    if rest > 0 {
      let seconds = take(CivilCalendar.microsecondsPerSecond)
      var fraction = ISO8601Writer()
      if rest > 0 { fraction.writeFraction(Int(rest)) }
      text += "\(seconds)\(fraction.text)S"
    }
    return text
  }
}
