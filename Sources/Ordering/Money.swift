package import FoundationEssentials

/// An amount of money, exact to the minor unit of its currency.
package struct Money: Hashable, Sendable, CustomStringConvertible {
  /// Cents for EUR, yen for JPY, fils for KWD.
  package let minorUnits: Int64
  package let currency: Currency

  package init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// Reads a plain decimal such as `12.50`; nil when it is none, has more digits after the point than the currency, or is
  /// too large.
  package init?(_ text: String, currency: Currency) {
    guard let units = DecimalText.integer(text, scale: currency.exponent) else { return nil }
    self.init(minorUnits: units, currency: currency)
  }

  /// The amount with all digits that its currency has after the point, and without the currency: `12.50`.
  package var decimal: String { DecimalText.text(minorUnits, scale: currency.exponent) }

  package var description: String { "\(decimal) \(currency)" }
}

/// A part of a whole, exact to a millionth: a tax rate or a discount.
package struct Fraction: Hashable, Comparable, Sendable {
  /// 190,000 for 19 %.
  package let millionths: Int64

  package static let zero = Fraction(millionths: 0)
  package static let one = Fraction(millionths: 1_000_000)

  package init(millionths: Int64) { self.millionths = millionths }

  /// Reads a plain decimal such as `0.19`; nil when it is none or has more than six digits after the point.
  package init?(_ text: String) {
    guard let millionths = DecimalText.integer(text, scale: 6) else { return nil }
    self.init(millionths: millionths)
  }

  /// Reads a percentage such as `19` or `2.5`; nil when it is none or has more than four digits after the point.
  package init?(percent text: String) {
    guard let millionths = DecimalText.integer(text, scale: 4) else { return nil }
    self.init(millionths: millionths)
  }

  /// 0.19 for 19 %.
  package var decimal: Decimal { Decimal(millionths) / 1_000_000 }
  /// 19 for 19 %.
  package var percent: Decimal { Decimal(millionths) / 10_000 }

  package static func < (left: Fraction, right: Fraction) -> Bool {
    left.millionths < right.millionths
  }

  package static func + (left: Fraction, right: Fraction) -> Fraction {
    Fraction(millionths: left.millionths + right.millionths)
  }
}

/// Whole numbers written with a decimal point: `1250` with scale 2 is `12.50`.
enum DecimalText {
  /// The most digits before and after the point together; what they make fits an `Int64` a thousand times.
  private static let maximumDigits = 15

  /// Nil unless the text is digits, with at most `scale` more after a point, and an optional minus before them.
  static func integer(_ text: String, scale: Int) -> Int64? {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...]).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, isNumber(whole) else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || isNumber(fraction), fraction.utf8.count <= scale else { return nil }
    let digits = whole + fraction + String(repeating: "0", count: scale - fraction.utf8.count)
    guard digits.drop(while: { $0 == "0" }).utf8.count <= maximumDigits else { return nil }
    return Int64(digits).map { isNegative ? -$0 : $0 }
  }

  static func text(_ integer: Int64, scale: Int) -> String {
    var digits = String(integer.magnitude)
    if digits.count <= scale {
      digits = String(repeating: "0", count: scale + 1 - digits.count) + digits
    }
    if scale > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale)) }
    return integer < 0 ? "-" + digits : digits
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
