import FEEL
import Ordering
import Testing

struct PriceListFileTests {
  private static let header =
    "sku,description,unit_price,currency,tax_rate,breaks,valid_from,valid_to\n"

  @Test func `a file is read with everything in it`() throws {
    let file = try PriceListFile(
      csv: "\u{FEFF}SKU , Unit_Price,currency,tax_rate,description,valid_to,breaks\r\n"
        + "A-1,12.50,EUR,0.19,\"Bolt, \"\"M8\"\"\r\nzinc\",2026-12-31,10=12.00  100=12.5%\r\n\r\n"
        + "A-2,130,JPY,0.1,Nut,,")
    let (euro, yen) = (try #require(Currency("EUR")), try #require(Currency("JPY")))
    #expect(
      file.items == [
        PriceListItem(
          sku: "A-1", description: "Bolt, \"M8\"\r\nzinc",
          unitPrice: Money(minorUnits: 1250, currency: euro),
          taxRate: Fraction(millionths: 190_000),
          breaks: [
            QuantityBreak(
              minimum: 10, terms: .unitPrice(Money(minorUnits: 1200, currency: euro))),
            QuantityBreak(minimum: 100, terms: .discount(Fraction(millionths: 125_000))),
          ], validTo: try CalendarDate("2026-12-31")),
        PriceListItem(
          sku: "A-2", description: "Nut", unitPrice: Money(minorUnits: 130, currency: yen),
          taxRate: Fraction(millionths: 100_000)),
      ])
  }

  @Test(arguments: [
    (",Bolt,1.00,EUR,0.19,,,", "a sku has from 1 to 64 bytes"),
    ("A,Bolt,1.00,EURO,0.19,,,", "\"EURO\" is no currency"),
    ("A,Bolt,1.005,EUR,0.19,,,", "\"1.005\" is no price in EUR, which has 2 digits"),
    ("A,Bolt,-1.00,EUR,0.19,,,", "\"-1.00\" is no price"),
    ("A,Bolt,\"1,00\",EUR,0.19,,,", "\"1,00\" is no price"),
    ("A,Bolt,1.00,EUR,19,,,", "\"19\" is no tax rate; 19 % is written 0.19"),
    ("A,Bolt,1.00,EUR,19%,,,", "\"19%\" is no tax rate"),
    ("A,Bolt,1.00,EUR,0.19,10,,", "\"10\" is no quantity break"),
    ("A,Bolt,1.00,EUR,0.19,1=0.90,,", "\"1=0.90\" is no quantity break"),
    ("A,Bolt,1.00,EUR,0.19,10=101%,,", "\"101%\" is no discount"),
    ("A,Bolt,1.00,EUR,0.19,10=0.9 10=0.8,,", "two quantity breaks from 10 on"),
    ("A,Bolt,1.00,EUR,0.19,,2026-13-01,", "2026-13-01"),
    ("A,Bolt,1.00,EUR,0.19,,2026-02-01,2026-01-31", "it ends on 2026-01-31, before it begins"),
    ("A,Bolt,1.00,EUR,0.19,,", "7 fields; the header has 8"),
    ("A,Bo\"lt,1.00,EUR,0.19,,,", "a quote inside an unquoted field"),
    ("A,\"Bolt\"x,1.00,EUR,0.19,,,", "text after the end of a quoted field"),
    ("A,\"Bolt,1.00,EUR,0.19,,,", "a quoted field that does not end"),
  ])
  func `a line that is wrong is told with its number and why`(line: String, reason: String) {
    let error = #expect(throws: PriceListFile.Failure.self) {
      try PriceListFile(csv: Self.header + "GOOD,\"two\nlines\",1.00,EUR,0.19,,,\n" + line)
    }
    #expect(error?.problems.map(\.line) == [4])
    #expect(error?.description.contains(reason) == true)
  }

  @Test(arguments: [
    ("", "line 1: the file is empty"), ("\n\n", "line 1: the file is empty"),
    ("sku,price\n", "line 1: \"price\" is no column of a price list"),
    ("sku,sku\n", "line 1: the column sku is there twice"),
    ("sku,description\n", "line 1: missing columns: unit_price, currency, tax_rate"),
    (header, "line 1: no items follow the header"),
  ])
  func `a file without a usable header is refused`(text: String, reason: String) {
    let error = #expect(throws: PriceListFile.Failure.self) { try PriceListFile(csv: text) }
    #expect(error?.description.hasPrefix(reason) == true)
  }

  @Test func `all wrong lines are told up to a bound`() {
    let rows = (1...30).map { "A\($0),Bolt,x,EUR,0.19,,," }.joined(separator: "\n")
    let error = #expect(throws: PriceListFile.Failure.self) {
      try PriceListFile(csv: Self.header + rows)
    }
    #expect(error?.problems.map(\.line) == Array(2...21))
  }

  @Test(arguments: [
    (",", ",", true), (",2026-06-30", "2026-07-01,", false), (",2026-06-30", "2026-06-30,", true),
    ("2026-01-01,2026-12-31", "2026-05-01,2026-05-02", true), ("2027-01-01,", ",2026-12-31", false),
  ])
  func `two prices for the same day are refused`(first: String, second: String, overlap: Bool) {
    let text = Self.header + "A,Bolt,1.00,EUR,0.19,,\(first)\nA,Bolt,2.00,EUR,0.19,,\(second)"
    do throws(PriceListFile.Failure) {
      _ = try PriceListFile(csv: text)
      #expect(!overlap)
    } catch {
      #expect(overlap)
      #expect(
        error.description == "line 3: A has a price in EUR for the same time in line 2")
    }
  }

  @Test func `one item may have prices in several currencies`() throws {
    let file = try PriceListFile(
      csv: Self.header + "A,Bolt,1.00,EUR,0.19,,,\nA,Bolt,130,JPY,0.1,,,")
    #expect(file.items.map(\.unitPrice.currency.code) == ["EUR", "JPY"])
  }
}
