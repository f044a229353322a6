/// Puts ISO 8601 texts together.
struct ISO8601Writer {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(32) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A number that is not negative, with leading zeros up to `width`.
  mutating func write(_ number: Int, width: Int) {
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    while number / scale >= 10 { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / scale % 10))
      scale /= 10
    }
  }

  /// `YYYY-MM-DD`; years beyond four digits carry a sign, as ISO 8601 demands.
  mutating func writeDate(year: Int, month: Int, day: Int) {
    if year < 0 { write("-") } else if year > 9999 { write("+") }
    write(abs(year), width: 4)
    write("-")
    write(month, width: 2)
    write("-")
    write(day, width: 2)
  }

  /// `hh:mm:ss` of a time of day in microseconds.
  mutating func writeTime(_ microseconds: Int64) {
    let seconds = Int(microseconds / CivilCalendar.microsecondsPerSecond)
    write(seconds / 3600, width: 2)
    write(":")
    write(seconds / 60 % 60, width: 2)
    write(":")
    write(seconds % 60, width: 2)
  }

  /// A fraction of a second as three digits if they say it all, else as six.
  mutating func writeFraction(_ microseconds: Int) {
    write(".")
    if microseconds % 1000 == 0 {
      write(microseconds / 1000, width: 3)
    } else {
      write(microseconds, width: 6)
    }
  }
}
