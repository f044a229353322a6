import FoundationEssentials

/// A decimal number taken apart: `(-1)^negative × coefficient × 10^exponent`.
///
/// Foundation's `Decimal` shows its digits only by way of its description, which costs more than everything else in
/// reading and writing a message. Numbers are therefore taken apart here, and simple arithmetic is done on the parts.
struct DecimalParts {
  var isNegative: Bool
  var coefficient: UInt128
  var exponent: Int

  /// The most digits that every `Decimal` can hold.
  static let maximumDigits = 38

  init(isNegative: Bool, coefficient: UInt128, exponent: Int) {
    self.isNegative = isNegative
    self.coefficient = coefficient
    self.exponent = exponent
  }

  /// The parts of a number, which must not be NaN.
  init(_ number: Decimal) {
    self = Self.layoutIsKnown ? Self(layoutOf: number) : Self(descriptionOf: number)
  }

  /// Powers of ten, by exponent, up to the largest that fits.
  static let powersOfTen: [UInt128] = {
    var powers: [UInt128] = [1]
    for _ in 1...maximumDigits { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// `10^exponent`, or nil when it does not fit 128 bits.
  static func powerOfTen(_ exponent: Int) -> UInt128? {
    powersOfTen.indices.contains(exponent) ? powersOfTen[exponent] : nil
  }

  /// The number of decimal digits of the coefficient; 1 for zero.
  var digitCount: Int {
    var count = 1
    while count < Self.powersOfTen.count, coefficient >= Self.powersOfTen[count] { count += 1 }
    return count
  }
}

// MARK: - To Decimal

extension DecimalParts {
  /// The number itself; nil when its exponent is beyond what `Decimal` holds (-128 to 127).
  var decimal: Decimal? {
    if coefficient == 0 { return Decimal() }
    guard (-128...127).contains(exponent) else { return nil }
    let significand: Decimal
    if coefficient <= UInt128(UInt64.max) {
      significand = Decimal(UInt64(truncatingIfNeeded: coefficient))
    } else {
      let split = Self.powersOfTen[19]
      let (high, low) = coefficient.quotientAndRemainder(dividingBy: split)
      let upper = Decimal(
        sign: .plus, exponent: 19, significand: Decimal(UInt64(truncatingIfNeeded: high % split)))
      let top = Decimal(
        sign: .plus, exponent: 38, significand: Decimal(UInt64(truncatingIfNeeded: high / split)))
      significand = top + upper + Decimal(UInt64(truncatingIfNeeded: low))
    }
    let shifted = exponent + significand.exponent
    guard (-128...127).contains(shifted) else { return nil }
    return Decimal(
      sign: isNegative ? .minus : .plus, exponent: exponent, significand: significand)
  }

  /// The same number without trailing zeros in its coefficient.
  var compacted: DecimalParts {
    var result = self
    if coefficient == 0 {
      result.exponent = 0
      result.isNegative = false
      return result
    }
    while true {
      let (quotient, remainder) = result.coefficient.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { return result }
      result.coefficient = quotient
      result.exponent += 1
    }
  }
}

// MARK: - From Decimal

extension DecimalParts {
  /// Reads the 20 bytes of a `Decimal`: exponent, flags (length, sign, compactness), two unused bytes, sixteen bytes of
  /// coefficient. Only used after `layoutIsKnown` has checked that this toolchain lays it out so.
  private init(layoutOf number: Decimal) {
    self = withUnsafeBytes(of: number) { bytes in
      let low = bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self)
      let high = bytes.loadUnaligned(fromByteOffset: 12, as: UInt64.self)
      return DecimalParts(
        isNegative: bytes[1] & 0b1000 != 0,
        coefficient: UInt128(_low: UInt64(littleEndian: low), _high: UInt64(littleEndian: high)),
        exponent: Int(Int8(bitPattern: bytes[0])))
    }
  }

  /// Reads the description, as a toolchain with another layout needs it.
  private init(descriptionOf number: Decimal) {
    self.init(isNegative: number < 0, coefficient: 0, exponent: 0)
    var isFraction = false
    for byte in number.description.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        coefficient = coefficient &* 10 &+ UInt128(byte - UInt8(ascii: "0"))
        if isFraction { exponent -= 1 }
      case UInt8(ascii: "."): isFraction = true
      default: break
      }
    }
  }

  /// Whether reading the bytes gives the same as reading the description, on numbers that use every field.
  private static let layoutIsKnown: Bool = {
    guard MemoryLayout<Decimal>.size == 20 else { return false }
    let samples = [
      "0", "1", "-1", "123.45", "-0.001", "65536", "-4294967296.5", "18446744073709551616",
      "12345678901234567890123456789012345678", "-0.12345678901234567890123456789012345678",
    ]
    return samples.allSatisfy { sample in
      guard let number = Decimal(string: sample) else { return false }
      let left = DecimalParts(layoutOf: number).compacted
      let right = DecimalParts(descriptionOf: number).compacted
      return left.coefficient == right.coefficient && left.exponent == right.exponent
        && left.isNegative == right.isNegative
    }
  }()
}

extension Decimal {
  /// This number as an `Int` when it is whole and fits, else nil.
  var wholeNumber: Int? {
    if isNaN { return nil }
    let parts = DecimalParts(self)
    var magnitude = parts.coefficient
    if magnitude == 0 { return 0 }
    guard let scale = DecimalParts.powerOfTen(abs(parts.exponent)) else { return nil }
    if parts.exponent < 0 {
      let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: scale)
      if remainder != 0 { return nil }
      magnitude = quotient
    } else if parts.exponent > 0 {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: scale)
      if overflow { return nil }
      magnitude = product
    }
    guard let signed = Int128(exactly: magnitude) else { return nil }
    return Int(exactly: parts.isNegative ? -signed : signed)
  }
}
