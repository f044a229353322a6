import FEEL
import FoundationEssentials
import SplitMix
import Testing

@Suite struct ArithmeticTests {
  private func result(_ text: String, _ left: Value, _ right: Value) throws -> Value {
    try Expression(parsing: text).evaluate(
      in: ["a": left, "b": right] as Context, now: Fixture.now
    ).value
  }

  /// The quotient to 34 digits, half to even, by long division as at school.
  private func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Value? {
    var digits: [UInt8] = []
    var point = 0
    var remainder = UInt128(dividend % divisor)
    if dividend >= divisor {
      digits = Array(String(dividend / divisor).utf8)
    }
    while digits.count < 34, remainder > 0 {
      remainder *= 10
      let digit = UInt8(remainder / UInt128(divisor))
      remainder %= UInt128(divisor)
      point += 1
      if digit > 0 || !digits.isEmpty { digits.append(UInt8(ascii: "0") + digit) }
    }
    var coefficient = Decimal(string: String(decoding: digits, as: UTF8.self)) ?? 0
    let isOdd = (digits.last ?? 0) % 2 == 1
    if remainder * 2 > divisor || (remainder * 2 == divisor && isOdd) { coefficient += 1 }
    return .number(Decimal(sign: .plus, exponent: -point, significand: coefficient))
  }

  @Test func `a quotient is correct to 34 digits`() throws {
    var random = SplitMix64(seed: 21)
    for round in 0..<2000 {
      let limit: UInt64 = round % 2 == 0 ? 1000 : 1_000_000_000_000
      let dividend = UInt64.random(in: 1...limit, using: &random)
      let divisor = UInt64.random(in: 1...limit, using: &random)
      let found = try result("a / b", .number(Decimal(dividend)), .number(Decimal(divisor)))
      #expect(found == quotient(dividend, divisor), "\(dividend) / \(divisor)")
    }
  }

  @Test func `sums, differences and products of amounts are exact`() throws {
    var random = SplitMix64(seed: 22)
    for _ in 0..<2000 {
      let (left, right) = (
        Int.random(in: -1_000_000_000...1_000_000_000, using: &random),
        Int.random(in: -1_000_000_000...1_000_000_000, using: &random)
      )
      func cents(_ count: Int, scale: Int) -> Value {
        .number(Decimal(sign: .plus, exponent: scale, significand: Decimal(count)))
      }
      let (a, b) = (cents(left, scale: -2), cents(right, scale: -2))
      #expect(try result("a + b", a, b) == cents(left + right, scale: -2))
      #expect(try result("a - b", a, b) == cents(left - right, scale: -2))
      #expect(try result("a * b", a, b) == cents(left * right, scale: -4))
      #expect(
        try result("a + b", a, cents(right, scale: 0)) == cents(left + right * 100, scale: -2))
      if right != 0 {
        let found = try result("modulo(a, b)", cents(left, scale: 0), cents(right, scale: 0))
        let remainder = left % right
        let expected =
          remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder
        #expect(found == .number(expected))
      }
    }
  }

  @Test func `rounding whole quotients agrees with integer arithmetic`() throws {
    var random = SplitMix64(seed: 23)
    for _ in 0..<1000 {
      let tenths = Int.random(in: -10_000...10_000, using: &random)
      let number = Value.number(Decimal(sign: .plus, exponent: -1, significand: Decimal(tenths)))
      let floor = Int((Double(tenths) / 10).rounded(.down))
      let halfEven = Int((Double(tenths) / 10).rounded(.toNearestOrEven))
      let halfUp = Int((Double(tenths) / 10).rounded(.toNearestOrAwayFromZero))
      #expect(try result("floor(a)", number, .null) == .number(floor))
      #expect(
        try result("ceiling(a)", number, .null) == .number(tenths % 10 == 0 ? floor : floor + 1))
      #expect(try result("decimal(a, 0)", number, .null) == .number(halfEven))
      #expect(try result("round half up(a, 0)", number, .null) == .number(halfUp))
      #expect(try result("round down(a, 0)", number, .null) == .number(tenths / 10))
    }
  }

  @Test func `numbers of more than 34 digits are rounded when a result does not fit`() throws {
    let long = try Value(json: "12345678901234567890123456789012345678")
    #expect(try result("a * a", long, .null).jsonString == "1524157875323883675049535156256668e41")
    #expect(try result("a + b", long, 1).jsonString == "12345678901234567890123456789012345679")
    #expect(try result("sqrt(a * a)", 123_456_789, .null) == 123_456_789)
  }
}
