import FoundationEssentials
import Ordering
import Testing

struct MoneyTests {
  @Test(arguments: [
    ("12.50", "EUR", 1250, "12.50"), ("12.5", "EUR", 1250, "12.50"), ("12", "EUR", 1200, "12.00"),
    ("0.05", "USD", 5, "0.05"), ("-0.05", "USD", -5, "-0.05"), ("1200", "JPY", 1200, "1200"),
    ("1.25", "KWD", 1250, "1.250"), ("0.0001", "CLF", 1, "0.0001"), ("0", "EUR", 0, "0.00"),
    ("0000000000000000012.50", "EUR", 1250, "12.50"),
  ])
  func `an amount is read and written with the digits of its currency`(
    text: String, code: String, minorUnits: Int64, written: String
  ) throws {
    let currency = try #require(Currency(code))
    let money = try #require(Money(text, currency: currency))
    #expect(money.minorUnits == minorUnits)
    #expect(money.decimal == written)
    #expect(money.description == "\(written) \(code)")
  }

  @Test(arguments: [
    ("", "EUR"), ("1.234", "EUR"), ("1.5", "JPY"), ("1,50", "EUR"), (".5", "EUR"), ("5.", "EUR"),
    ("+5", "EUR"), ("1e3", "EUR"), ("12 ", "EUR"), ("٣", "EUR"), ("--1", "EUR"),
    ("12345678901234.00", "EUR"), ("nan", "EUR"),
  ])
  func `what is no amount of the currency is refused`(text: String, code: String) throws {
    let currency = try #require(Currency(code))
    #expect(Money(text, currency: currency) == nil)
  }

  @Test(arguments: [("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3), ("CLF", 4)])
  func `a currency knows its minor unit`(code: String, exponent: Int) {
    #expect(Currency(code)?.exponent == exponent)
  }

  @Test(arguments: ["", "EURO", "eur", "XXX", "XAU", "ABC"])
  func `what is no currency in use is refused`(code: String) {
    #expect(Currency(code) == nil)
  }

  @Test func `a fraction is exact`() {
    #expect(Fraction("0.19")?.millionths == 190_000)
    #expect(Fraction(percent: "8.875")?.millionths == 88_750)
    #expect(Fraction("0.0000001") == nil)
    #expect(Fraction(millionths: 88_750).percent.description == "8.875")
    #expect(Fraction(millionths: 88_750).decimal.description == "0.08875")
  }
}
