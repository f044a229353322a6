/// A duration of years and months, whose length in days depends on where it begins.
public struct YearMonthDuration: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let months: Int

  public init(months: Int) { self.months = months }

  /// Reads an ISO 8601 duration of years and months only: `P1Y2M`, `-P3M`.
  public init(_ text: String) throws(TemporalError) {
    guard let months = Self.parse(text) else {
      throw TemporalError(
        kind: "years and months duration", text: text,
        reason: "expected years and months such as P1Y2M")
    }
    self.months = months
  }

  private static func parse(_ text: String) -> Int? {
    var scanner = ISO8601Scanner(text)
    let isNegative = scanner.accept("-")
    guard scanner.accept("P"), var number = scanner.number() else { return nil }
    var months: Int64 = 0
    if scanner.accept("Y") {
      let (product, overflow) = number.multipliedReportingOverflow(by: 12)
      if overflow { return nil }
      months = product
      if scanner.isAtEnd { return Int(isNegative ? -months : months) }
      guard let following = scanner.number() else { return nil }
      number = following
    }
    guard scanner.accept("M"), scanner.isAtEnd else { return nil }
    let (sum, overflow) = months.addingReportingOverflow(number)
    return overflow ? nil : Int(isNegative ? -sum : sum)
  }

  public static func < (left: YearMonthDuration, right: YearMonthDuration) -> Bool {
    left.months < right.months
  }

  /// Canonical ISO 8601: `P1Y2M`, `P0M`.
  public var description: String {
    if months == 0 { return "P0M" }
    let (years, rest) = months.magnitude.quotientAndRemainder(dividingBy: 12)
    return (months < 0 ? "-P" : "P") + (years > 0 ? "\(years)Y" : "") + (rest > 0 ? "\(rest)M" : "")
  }
}
