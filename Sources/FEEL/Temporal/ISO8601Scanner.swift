/// Takes an ISO 8601 text apart, byte by byte.
struct ISO8601Scanner {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard let next, next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Exactly `count` digits.
  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var number = 0
    for index in position..<position + count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    position += count
    return number
  }

  /// One or more digits; nil when there are none or the number does not fit.
  mutating func number() -> Int64? {
    let start = position
    var number: Int64 = 0
    while let next, next &- UInt8(ascii: "0") < 10 {
      let (scaled, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(Int64(next - UInt8(ascii: "0")))
      if overflow || carry { return nil }
      number = sum
      position += 1
    }
    return position == start ? nil : number
  }

  /// The digits of a fraction of a second, in microseconds; nil when there are none, or more that are not zero.
  mutating func fraction() -> Int64? {
    let start = position
    var microseconds: Int64 = 0
    var weight: Int64 = 100_000
    while let next, next &- UInt8(ascii: "0") < 10 {
      let digit = Int64(next - UInt8(ascii: "0"))
      if weight == 0, digit != 0 { return nil }
      microseconds += digit * weight
      weight /= 10
      position += 1
    }
    return position == start ? nil : microseconds
  }

  /// `YYYY-MM-DD`; nil when it is not one or there is no such day.
  mutating func date() -> CalendarDate? {
    guard let year = digits(4), accept("-"), let month = digits(2), accept("-"),
      let day = digits(2)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// `hh:mm:ss` with an optional fraction and offset; nil when it is not one or there is no such time.
  mutating func time() -> TimeOfDay? {
    guard let hour = digits(2), accept(":"), let minute = digits(2), accept(":"),
      let second = digits(2)
    else { return nil }
    var microsecond: Int64 = 0
    if accept(".") {
      guard let fraction = fraction() else { return nil }
      microsecond = fraction
    }
    guard
      let local = TimeOfDay(
        hour: hour, minute: minute, second: second, microsecond: Int(microsecond))
    else { return nil }
    guard let next, next != UInt8(ascii: "@") else { return local }
    guard let offset = offset() else { return nil }
    return local.with(offset: offset)
  }

  /// `Z`, `+hh:mm` or `-hh:mm`; nil when it is none or beyond 18 hours.
  mutating func offset() -> UTCOffset? {
    if accept("Z") || accept("z") { return .utc }
    let isNegative = accept("-")
    guard isNegative || accept("+"), let hours = digits(2), accept(":"), let minutes = digits(2),
      minutes < 60
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return UTCOffset(seconds: isNegative ? -seconds : seconds)
  }
}
