import FoundationEssentials

/// Reads one number as JSON writes it (RFC 8259, section 6), exactly or not at all.
struct NumberScanner {
  enum Failure: Error {
    /// No number; something else was expected at this position.
    case malformed(at: Int)
    /// A well-formed number with more digits, or a larger exponent, than can be kept.
    case inexact
  }

  private let bytes: [UInt8]
  private(set) var position: Int
  private var coefficient: UInt128 = 0
  private var significantDigits = 0
  /// Zeros are held back until a digit follows, so that trailing ones do not count against the precision.
  private var pendingZeros = 0

  /// A scanner for the number that begins at `position`.
  init(_ bytes: [UInt8], at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// An optional minus, digits without a leading zero, an optional fraction, an optional exponent.
  mutating func scan() throws(Failure) -> Decimal {
    let isNegative = accept(UInt8(ascii: "-"))
    let first = position
    let whole = try takeDigits()
    if whole > 1, bytes[first] == UInt8(ascii: "0") { throw .malformed(at: first) }
    let fraction = accept(UInt8(ascii: ".")) ? try takeDigits() : 0
    let zeros = pendingZeros
    let exponent = try takeExponent()
    guard significantDigits <= DecimalParts.maximumDigits,
      let number = DecimalParts(
        isNegative: isNegative, coefficient: coefficient, exponent: exponent - fraction + zeros
      ).decimal
    else { throw .inexact }
    return number
  }

  private var digit: UInt8? {
    guard position < bytes.count else { return nil }
    let digit = bytes[position] &- UInt8(ascii: "0")
    return digit < 10 ? digit : nil
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Takes one or more digits and tells how many.
  private mutating func takeDigits() throws(Failure) -> Int {
    let start = position
    while let digit {
      position += 1
      if digit == 0 {
        if coefficient != 0 { pendingZeros += 1 }
        continue
      }
      significantDigits += pendingZeros + 1
      if significantDigits <= DecimalParts.maximumDigits {
        coefficient = coefficient * DecimalParts.powersOfTen[pendingZeros + 1] + UInt128(digit)
      }
      pendingZeros = 0
    }
    if position == start { throw .malformed(at: position) }
    return position - start
  }

  private mutating func takeExponent() throws(Failure) -> Int {
    guard accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) else { return 0 }
    let isNegative = accept(UInt8(ascii: "-"))
    if !isNegative { _ = accept(UInt8(ascii: "+")) }
    let start = position
    var exponent = 0
    while let digit {
      exponent = min(exponent * 10 + Int(digit), 1_000_000)
      position += 1
    }
    if position == start { throw .malformed(at: position) }
    return isNegative ? -exponent : exponent
  }
}
