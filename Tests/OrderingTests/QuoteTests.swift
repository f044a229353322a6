import FEEL
import Ordering
import Testing

struct QuoteTests {
  private let now = Timestamp(microseconds: 1_795_253_400_000_000)

  @Test func `a quote has all its amounts, and they add up`() throws {
    let prices = try list(
      """
      BOLT,Bolt M8x40,0.35,EUR,0.19,100=0.29 1000=12%,,
      NUT,Nut M8,0.05,EUR,0.07,,,
      """)
    let quote = try Quote(
      id: "q-1",
      lines: [
        OrderLine(sku: "BOLT", quantity: 150), OrderLine(sku: "NUT", quantity: 33),
        OrderLine(sku: "BOLT", quantity: 1_001),
      ],
      prices: prices, currency: "EUR", revision: 2, discount: Fraction(millionths: 20_000),
      validity: .seconds(3 * 86_400), now: now)
    let expected: Context = [
      "id": "q-1", "revision": 2, "currency": "EUR", "net": "345.55", "tax": "65.46",
      "total": "411.01", "issuedAt": "2026-11-21T09:30:00.000Z",
      "validUntil": "2026-11-24T09:30:00.000Z",
      "lines": [
        [
          "sku": "BOLT", "description": "Bolt M8x40", "quantity": 150, "unitPrice": "0.29",
          "discountPercent": 2, "net": "42.63",
          "taxRate": .number(Fraction(millionths: 190_000).decimal),
          "tax": "8.10", "gross": "50.73",
        ],
        [
          "sku": "NUT", "description": "Nut M8", "quantity": 33, "unitPrice": "0.05",
          "discountPercent": 2, "net": "1.62",
          "taxRate": .number(Fraction(millionths: 70_000).decimal),
          "tax": "0.11", "gross": "1.73",
        ],
        [
          "sku": "BOLT", "description": "Bolt M8x40", "quantity": 1001, "unitPrice": "0.35",
          "discountPercent": 14, "net": "301.30",
          "taxRate": .number(Fraction(millionths: 190_000).decimal),
          "tax": "57.25", "gross": "358.55",
        ],
      ],
    ]
    #expect(quote.context == expected)
    #expect(quote.net.minorUnits == quote.lines.reduce(0) { $0 + $1.net.minorUnits })
    #expect(quote.tax.minorUnits == quote.lines.reduce(0) { $0 + $1.tax.minorUnits })
    #expect(quote.total.minorUnits == quote.net.minorUnits + quote.tax.minorUnits)
  }

  /// Worked out with Python's decimal module, `ROUND_HALF_EVEN` at each amount.
  private static let known: [(String, String, Int, String, String, String, String, String)] = [
    ("EUR", "0.05", 1, "50", "0.5", "0.02", "0.01", "0.03"),
    ("EUR", "0.15", 1, "50", "0.5", "0.08", "0.04", "0.12"),
    ("EUR", "0.25", 3, "50", "0.1", "0.38", "0.04", "0.42"),
    ("EUR", "0.01", 1, "50", "0.19", "0.00", "0.00", "0.00"),
    ("EUR", "0.03", 1, "50", "0.19", "0.02", "0.00", "0.02"),
    ("EUR", "0.00", 7, "0", "0.19", "0.00", "0.00", "0.00"),
    ("EUR", "9.99", 1, "100", "0.19", "0.00", "0.00", "0.00"),
    ("EUR", "333.33", 3, "33.3333", "0.08875", "666.66", "59.17", "725.83"),
    ("EUR", "89906.09", 6, "0", "0.055", "539436.54", "29669.01", "569105.55"),
    ("EUR", "0.12", 55643, "0", "0.055", "6677.16", "367.24", "7044.40"),
    ("EUR", "519.94", 4, "0", "0.055", "2079.76", "114.39", "2194.15"),
    ("EUR", "0.10", 574, "2", "0", "56.25", "0.00", "56.25"),
    ("JPY", "5", 1, "50", "0.5", "2", "1", "3"),
    ("JPY", "15", 1, "50", "0.5", "8", "4", "12"),
    ("JPY", "25", 3, "50", "0.1", "38", "4", "42"),
    ("JPY", "1", 1, "50", "0.19", "0", "0", "0"),
    ("JPY", "3", 1, "50", "0.19", "2", "0", "2"),
    ("JPY", "0", 7, "0", "0.19", "0", "0", "0"),
    ("JPY", "999", 1, "100", "0.19", "0", "0", "0"),
    ("JPY", "33333", 3, "33.3333", "0.08875", "66666", "5917", "72583"),
    ("JPY", "64", 557550, "12.3456", "0.19", "31277895", "5942800", "37220695"),
    ("JPY", "3015986", 817711, "2", "0", "2416880829485", "0", "2416880829485"),
    ("JPY", "624", 2, "12.3456", "0.07", "1094", "77", "1171"),
    ("JPY", "81391", 75108, "2.5", "0.19", "5960287347", "1132454596", "7092741943"),
    ("KWD", "0.005", 1, "50", "0.5", "0.002", "0.001", "0.003"),
    ("KWD", "0.015", 1, "50", "0.5", "0.008", "0.004", "0.012"),
    ("KWD", "0.025", 3, "50", "0.1", "0.038", "0.004", "0.042"),
    ("KWD", "0.001", 1, "50", "0.19", "0.000", "0.000", "0.000"),
    ("KWD", "0.003", 1, "50", "0.19", "0.002", "0.000", "0.002"),
    ("KWD", "0.000", 7, "0", "0.19", "0.000", "0.000", "0.000"),
    ("KWD", "0.999", 1, "100", "0.19", "0.000", "0.000", "0.000"),
    ("KWD", "33.333", 3, "33.3333", "0.08875", "66.666", "5.917", "72.583"),
    ("KWD", "735.568", 663, "12.3456", "0.19", "427474.366", "81220.130", "508694.496"),
    ("KWD", "0.173", 15348, "12.3456", "0", "2327.403", "0.000", "2327.403"),
    ("KWD", "8.135", 3, "12.3456", "0.08875", "21.392", "1.899", "23.291"),
    ("KWD", "0.700", 3781, "2", "0", "2593.766", "0.000", "2593.766"),
  ]

  @Test(arguments: known)
  func `amounts are rounded half to even to the minor unit`(
    code: String, price: String, quantity: Int, discount: String, taxRate: String, net: String,
    tax: String, gross: String
  ) throws {
    let currency = try #require(Currency(code))
    let item = PriceListItem(
      sku: "A", description: "", unitPrice: try #require(Money(price, currency: currency)),
      taxRate: try #require(Fraction(taxRate)))
    let quote = try quote(
      [OrderLine(sku: "A", quantity: quantity)], [item],
      discount: try #require(Fraction(percent: discount)))
    #expect(quote.lines[0].net.decimal == net)
    #expect(quote.lines[0].tax.decimal == tax)
    #expect(quote.lines[0].gross.decimal == gross)
    #expect(quote.total.decimal == gross)
  }

  @Test(arguments: [
    (1, "9.00"), (9, "9.00"), (10, "8.00"), (99, "8.00"), (100, "7.50"), (5_000, "7.50"),
  ])
  func `the break with the highest minimum that is reached holds`(
    quantity: Int, unitPrice: String
  ) throws {
    let prices = try list("A,A,9.00,EUR,0,100=7.50 10=8.00,,")
    let quote = try quote([OrderLine(sku: "A", quantity: quantity)], prices)
    #expect(quote.lines[0].unitPrice.decimal == unitPrice)
  }

  @Test func `discounts add up to no more than everything`() throws {
    let prices = try list("A,A,9.00,EUR,0.19,10=99%,,")
    let quote = try quote(
      [OrderLine(sku: "A", quantity: 10)], prices, discount: Fraction(millionths: 20_000))
    #expect(quote.lines[0].discount == .one)
    #expect(quote.total.decimal == "0.00")
  }

  @Test func `all items without a valid price are named once`() throws {
    let prices = try list(
      """
      A,A,9.00,EUR,0,,,
      OLD,Old,9.00,EUR,0,,,2026-11-20
      NEW,New,9.00,EUR,0,,2026-11-22,
      USD,Dollars,9.00,USD,0,,,
      """)
    let lines = ["A", "OLD", "NONE", "NEW", "NONE", "USD"].map { OrderLine(sku: $0, quantity: 1) }
    let error = #expect(throws: QuoteError.self) { try quote(lines, prices, currency: "EUR") }
    #expect(error == .unknownItems(["OLD", "NONE", "NEW", "USD"]))
    #expect(error?.description == "the price list has no valid price for OLD, NONE, NEW, USD")
  }

  @Test func `of several prices the one of the day holds`() throws {
    let prices = try list(
      """
      A,A,1.00,EUR,0,,,2026-11-20
      A,A,2.00,EUR,0,,2026-11-21,2026-11-21
      A,A,3.00,EUR,0,,2026-11-22,
      """)
    #expect(try quote([OrderLine(sku: "A", quantity: 1)], prices).total.decimal == "2.00")
  }

  @Test func `the currency is the order's, or the only one there is`() throws {
    let prices = try list("A,A,1.00,EUR,0,,,\nA,A,130,JPY,0,,,\nB,B,2.00,EUR,0,,,")
    let both = [OrderLine(sku: "A", quantity: 1), OrderLine(sku: "B", quantity: 1)]
    #expect(try quote(both, prices, currency: "EUR").total.description == "3.00 EUR")
    #expect(try quote([both[0]], prices, currency: "JPY").total.description == "130 JPY")
    #expect(try quote([both[1]], prices).total.description == "2.00 EUR")
    #expect(throws: QuoteError.severalCurrencies(["EUR", "JPY"])) { try quote(both, prices) }
    #expect(throws: QuoteError.unknownCurrency("EURO")) {
      try quote(both, prices, currency: "EURO")
    }
  }

  @Test func `what cannot be quoted is refused`() throws {
    let prices = try list("A,A,9999999999999.99,EUR,1,,,")
    #expect(throws: QuoteError.noLines) { try quote([], prices) }
    #expect(throws: QuoteError.amountTooLarge) {
      try quote([OrderLine(sku: "A", quantity: 1_000_000_000)], prices)
    }
    for millionths: Int64 in [-1, 1_000_001] {
      #expect(throws: QuoteError.self) {
        try quote(
          [OrderLine(sku: "A", quantity: 1)], prices, discount: Fraction(millionths: millionths))
      }
    }
  }

  @Test func `the lines of an order are read from its data`() throws {
    let order: Context = [
      "lines": [["sku": "A", "quantity": 3, "description": "An A"], ["sku": "B", "quantity": 1]]
    ]
    #expect(
      try OrderLine.lines(of: order) == [
        OrderLine(sku: "A", description: "An A", quantity: 3), OrderLine(sku: "B", quantity: 1),
      ])
    #expect(try OrderLine.lines(of: [:]).isEmpty)
  }

  @Test(
    arguments: [
      ["sku": "A"], ["quantity": 1], ["sku": "", "quantity": 1], ["sku": "A", "quantity": 0],
      ["sku": "A", "quantity": -1], ["sku": "A", "quantity": "3"], ["sku": 7, "quantity": 1],
      ["sku": "A", "quantity": 1_000_000_001], [],
    ] as [Value])
  func `a line that is none is refused by its number`(line: Value) {
    let good: Value = ["sku": "A", "quantity": 1]
    let error = #expect(throws: QuoteError.self) {
      try OrderLine.lines(of: ["lines": .list([good, line])])
    }
    #expect(error?.description.hasPrefix("line 2 of the order: ") == true)
  }

  private func list(_ rows: String) throws -> [PriceListItem] {
    let header = "sku,description,unit_price,currency,tax_rate,breaks,valid_from,valid_to\n"
    return try PriceListFile(csv: header + rows).items
  }

  private func quote(
    _ lines: [OrderLine], _ prices: [PriceListItem], currency: String? = nil,
    discount: Fraction = .zero
  ) throws(QuoteError) -> Quote {
    try Quote(
      id: "q", lines: lines, prices: prices, currency: currency, revision: 1, discount: discount,
      validity: .seconds(60), now: now)
  }
}
