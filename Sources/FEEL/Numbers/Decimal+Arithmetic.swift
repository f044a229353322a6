import FoundationEssentials

/// Arithmetic that tells when there is no result, with at least the 34 digits that DMN asks for (clause 10.3.2.3.1).
extension Decimal {
  /// The digits of IEEE 754 decimal128, to which inexact results are rounded.
  private static let precision = 34

  func adding(_ other: Decimal) -> Decimal? {
    DecimalParts.sum(DecimalParts(self), DecimalParts(other))?.decimal ?? (self + other).checked
  }

  func subtracting(_ other: Decimal) -> Decimal? { adding(-other) }

  func multiplied(by other: Decimal) -> Decimal? {
    DecimalParts.product(DecimalParts(self), DecimalParts(other))?.decimal
      ?? (self * other).checked
  }

  /// Nil when `other` is zero.
  func divided(by other: Decimal) -> Decimal? {
    other == 0 ? nil : (self / other).checked
  }

  /// The remainder with the sign of the divisor, as FEEL's `modulo` defines it; nil when `other` is zero.
  func modulo(_ other: Decimal) -> Decimal? {
    guard let quotient = divided(by: other)?.rounded(scale: 0, .floor),
      let product = quotient.multiplied(by: other)
    else { return nil }
    return subtracting(product)
  }

  /// This number to a whole power; nil when the result is too large, or zero is to be divided by.
  func raised(to exponent: Int) -> Decimal? {
    if exponent < 0 {
      guard exponent > Int.min, let power = raised(to: -exponent) else { return nil }
      return Decimal(1).divided(by: power)
    }
    if self == 0 || self == 1 { return exponent == 0 ? 1 : self }
    if self == -1 { return exponent % 2 == 0 ? 1 : -1 }
    var result = Decimal(1)
    var factor = self
    var rest = exponent
    while rest > 0 {
      if rest % 2 == 1 {
        guard let product = result.multiplied(by: factor) else { return nil }
        result = product
      }
      rest /= 2
      if rest > 0 {
        guard let square = factor.multiplied(by: factor) else { return nil }
        factor = square
      }
    }
    return result
  }

  /// The square root; nil of a negative number.
  var squareRoot: Decimal? {
    if self < 0 || isNaN { return nil }
    if self == 0 { return 0 }
    var parts = DecimalParts(self)
    if parts.exponent % 2 != 0 {
      // The exponent is halved, so it has to be even: one digit moves.
      let (scaled, overflow) = parts.coefficient.multipliedReportingOverflow(by: 10)
      parts.coefficient = overflow ? parts.coefficient / 10 : scaled
      parts.exponent += overflow ? 1 : -1
    }
    // A first guess of about 15 digits, which each step of Newton's method doubles.
    let guess = Double(parts.coefficient).squareRoot() * 1e15
    let start = DecimalParts(
      isNegative: false, coefficient: UInt128(guess), exponent: parts.exponent / 2 - 15)
    guard var root = start.decimal else { return nil }
    for _ in 0..<3 {
      guard let quotient = divided(by: root), let sum = root.adding(quotient),
        let half = sum.divided(by: 2)
      else { return nil }
      root = half
    }
    return root.checked
  }

  /// Nil when it is no number, else rounded to the digits that inexact results have.
  private var checked: Decimal? {
    if isNaN { return nil }
    let parts = DecimalParts(self)
    let excess = parts.digitCount - Self.precision
    return excess > 0 ? parts.rounded(dropping: excess, .halfEven)?.decimal : self
  }
}

/// Which of the two nearest numbers a rounding takes.
enum Rounding {
  case floor
  case ceiling
  /// Towards zero.
  case down
  /// Away from zero.
  case up
  case halfDown
  case halfUp
  case halfEven
}

extension Decimal {
  /// This number with at most `scale` digits after the point; a negative scale rounds before it. Nil when that has no
  /// result that can be kept.
  func rounded(scale: Int, _ rounding: Rounding) -> Decimal? {
    let parts = DecimalParts(self)
    let excess = -parts.exponent - scale
    return excess > 0 ? parts.rounded(dropping: excess, rounding)?.decimal : self
  }
}

extension DecimalParts {
  /// The number without its last `count` digits; nil when the result does not fit.
  func rounded(dropping count: Int, _ rounding: Rounding) -> DecimalParts? {
    var result = self
    result.exponent += count
    let half: Int
    let isExact: Bool
    if let divisor = Self.powerOfTen(count) {
      let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
      result.coefficient = quotient
      isExact = remainder == 0
      let rest = divisor - remainder
      half = remainder < rest ? -1 : remainder == rest ? 0 : 1
    } else {
      // More digits than there are go: what is left is less than half of a unit.
      result.coefficient = 0
      isExact = coefficient == 0
      half = -1
    }
    if isExact { return result }
    let awayFromZero =
      switch rounding {
      case .floor: isNegative
      case .ceiling: !isNegative
      case .down: false
      case .up: true
      case .halfDown: half > 0
      case .halfUp: half >= 0
      case .halfEven: half > 0 || (half == 0 && result.coefficient % 2 == 1)
      }
    if awayFromZero { result.coefficient += 1 }
    return result
  }

  /// The exact sum; nil when it does not fit.
  static func sum(_ left: DecimalParts, _ right: DecimalParts) -> DecimalParts? {
    var (left, right) = (left, right)
    if left.exponent < right.exponent { swap(&left, &right) }
    guard let scale = powerOfTen(left.exponent - right.exponent) else { return nil }
    let (scaled, overflow) = left.coefficient.multipliedReportingOverflow(by: scale)
    if overflow { return nil }
    var result = right
    if left.isNegative == right.isNegative {
      let (sum, overflow) = scaled.addingReportingOverflow(right.coefficient)
      if overflow { return nil }
      result.coefficient = sum
    } else if scaled >= right.coefficient {
      result.coefficient = scaled - right.coefficient
      result.isNegative = left.isNegative
    } else {
      result.coefficient = right.coefficient - scaled
    }
    return result.coefficient < powersOfTen[maximumDigits] ? result : nil
  }

  /// The exact product; nil when it does not fit.
  static func product(_ left: DecimalParts, _ right: DecimalParts) -> DecimalParts? {
    let (product, overflow) = left.coefficient.multipliedReportingOverflow(by: right.coefficient)
    guard !overflow, product < powersOfTen[maximumDigits] else { return nil }
    return DecimalParts(
      isNegative: left.isNegative != right.isNegative, coefficient: product,
      exponent: left.exponent + right.exponent)
  }
}
