import FEEL
import Ordering
import Participant
import PostgreSQL
import Storage
import Testing

@Suite(.needsPostgres)
struct PriceBookTests {
  @Test func `an imported list is read back as it was`() async throws {
    try await withPriceBook { book, _ in
      #expect(try await book.current() == nil)
      #expect(try await book.items(skus: ["BOLT"]).isEmpty)
      let items = try Self.items()
      let version = try await book.replace(
        with: items, by: "olga", at: Timestamp(microseconds: 1_795_253_400_000_000))
      #expect(version.number == 1)
      #expect(version.itemCount == items.count)
      #expect(try await book.current() == version)
      #expect(
        try await book.items(skus: ["NUT", "BOLT", "NONE"]) == items.sorted { $0.sku < $1.sku })
    }
  }

  @Test func `a new import takes the place of the whole list`() async throws {
    try await withPriceBook { book, database in
      let time = Timestamp(microseconds: 1_795_253_400_000_000)
      _ = try await book.replace(with: try Self.items(), by: "olga", at: time)
      let nut = try Self.items().filter { $0.sku == "NUT" }
      let second = try await book.replace(with: nut, by: "omar", at: time)
      #expect(second.number == 2)
      #expect(try await book.items(skus: ["BOLT", "NUT"]) == nut)
      for _ in 3...25 { _ = try await book.replace(with: nut, by: "omar", at: time) }
      let kept: Int = try await database.execute("select count(*) from price_list").soleRow()
        .value(at: 0)
      #expect(kept == 20)
    }
  }

  @Test func `an import that fails leaves the list as it was`() async throws {
    try await withPriceBook { book, _ in
      let time = Timestamp(microseconds: 1_795_253_400_000_000)
      let items = try Self.items()
      let first = try await book.replace(with: items, by: "olga", at: time)
      let euro = try #require(Currency("EUR"))
      let free = PriceListItem(
        sku: "BAD", description: "", unitPrice: Money(minorUnits: -1, currency: euro),
        taxRate: .zero)
      await #expect(throws: PriceBookError.self) {
        _ = try await book.replace(with: [free], by: "olga", at: time)
      }
      #expect(try await book.current() == first)
      #expect(try await book.items(skus: ["BOLT"]).count == 1)
    }
  }

  @Test func `an import is recorded with the version before it, or not at all`() async throws {
    try await withPriceBook { book, database in
      let trail = PostgresAuditTrail(database.configuration)
      let time = Timestamp(microseconds: 1_795_253_400_000_000)
      @Sendable func record(_ before: PriceListVersion?, _ after: PriceListVersion) -> AuditRecord {
        AuditRecord(
          at: time, actor: "olga", action: "catalog.import", subject: "price list",
          before: before.map { .number($0.number) } ?? .null, after: .number(after.number),
          origin: .system)
      }
      let items = try Self.items()
      let first = try await book.replace(with: items, by: "olga", at: time, audit: record)
      let second = try await book.replace(with: items, by: "olga", at: time, audit: record)
      let expected = [record(first, second), record(nil, first)]
      #expect(try await trail.records(AuditQuery()).items == expected)
      await #expect(throws: PriceBookError.self) {
        let free = PriceListItem(
          sku: "BAD", description: "",
          unitPrice: Money(minorUnits: -1, currency: items[0].unitPrice.currency), taxRate: .zero)
        _ = try await book.replace(with: [free], by: "olga", at: time, audit: record)
      }
      #expect(try await trail.records(AuditQuery()).items == expected)
      await trail.close()
    }
  }

  @Test func `two imports at once are two versions`() async throws {
    try await withPriceBook { book, _ in
      let time = Timestamp(microseconds: 1_795_253_400_000_000)
      let items = try Self.items()
      async let one = book.replace(with: items, by: "olga", at: time)
      async let two = book.replace(with: items, by: "omar", at: time)
      #expect(try await Set([one.number, two.number]) == [1, 2])
      #expect(try await book.items(skus: ["BOLT", "NUT"]).count == 2)
    }
  }

  @Test func `prices are not read again while they are fresh`() async throws {
    try await withPriceBook { book, database in
      let time = Timestamp(microseconds: 1_795_253_400_000_000)
      _ = try await book.replace(with: try Self.items(), by: "olga", at: time)
      let other = PostgresPriceBook(database.configuration, freshness: .seconds(600))
      #expect(try await other.items(skus: ["BOLT"]).count == 1)
      try await database.execute("alter table price_list_item rename to hidden")
      #expect(try await other.items(skus: ["BOLT"]).count == 1)
      await #expect(throws: PriceBookError.self) { try await other.items(skus: ["BOLT", "NUT"]) }
      await other.close()
    }
  }

  @Test func `an import by another process is heeded`() async throws {
    try await withPriceBook { book, database in
      let time = Timestamp(microseconds: 1_795_253_400_000_000)
      let items = try Self.items()
      _ = try await book.replace(with: items, by: "olga", at: time)
      let other = PostgresPriceBook(database.configuration)
      #expect(try await other.items(skus: ["BOLT", "NUT"]).count == 2)
      let nut = items.filter { $0.sku == "NUT" }
      _ = try await book.replace(with: nut, by: "omar", at: time)
      let start = ContinuousClock.now
      while try await other.items(skus: ["BOLT", "NUT"]) != nut {
        try #require(ContinuousClock.now - start < .seconds(5))
      }
      await other.close()
    }
  }

  @Test func `a long list is read page by page`() async throws {
    try await withPriceBook { book, _ in
      let euro = try #require(Currency("EUR"))
      let items = (0..<12_000).map { number in
        PriceListItem(
          sku: "SKU-\(10_000 + number)", description: "Part \(number)",
          unitPrice: Money(minorUnits: Int64(number), currency: euro), taxRate: .zero,
          breaks: [QuantityBreak(minimum: 10, terms: .discount(Fraction(millionths: 50_000)))])
      }
      _ = try await book.replace(
        with: items, by: "olga", at: Timestamp(microseconds: 1_795_253_400_000_000))
      let first = PriceListPage(items: Array(items[..<3]), next: "SKU-10002")
      #expect(try await book.page(after: nil, limit: 3) == first)
      let last = PriceListPage(items: [items[11_999]], next: nil)
      #expect(try await book.page(after: "SKU-21998", limit: 3) == last)
    }
  }

  @Test func `a page has all prices of its SKUs, with their breaks`() async throws {
    try await withPriceBook { book, _ in
      let items = try PriceListFile(
        csv: """
          sku,description,unit_price,currency,tax_rate,breaks,valid_from,valid_to
          NUT,Nut,0.10,EUR,0.07,,,
          BOLT,Bolt,1.25,EUR,0.19,10=1.20,,2026-12-31
          PIN,Pin,3,EUR,0.19,,,
          BOLT,Bolt,1.30,EUR,0.19,10=1.25,2027-01-01,
          BOLT,Bolt,1.40,CHF,0.08,100=5%,,
          """
      ).items
      _ = try await book.replace(
        with: items, by: "olga", at: Timestamp(microseconds: 1_795_253_400_000_000))
      let bolts = PriceListPage(items: [items[1], items[3], items[4]], next: "BOLT")
      #expect(try await book.page(after: nil, limit: 1) == bolts)
      let rest = PriceListPage(items: [items[0], items[2]], next: "PIN")
      #expect(try await book.page(after: "BOLT", limit: 2) == rest)
      #expect(
        try await book.page(after: "PIN", limit: 2) == PriceListPage(items: [], next: nil))
    }
  }

  private static func items() throws -> [PriceListItem] {
    try PriceListFile(
      csv: """
        sku,description,unit_price,currency,tax_rate,breaks,valid_from,valid_to
        NUT,"Nut ""M8"" A2",0.10,EUR,0.07,,2026-01-01,
        BOLT,Bolt,1.250,KWD,0.19,10=1.200 100=12.5%,,2027-12-31
        """
    ).items
  }

  private func withPriceBook(
    _ body: (PostgresPriceBook, TestDatabase) async throws -> Void
  ) async throws {
    try await TestDatabase.with { database in
      let book = PostgresPriceBook(database.configuration)
      let failure: (any Error)?
      do {
        try await body(book, database)
        failure = nil
      } catch {
        failure = error
      }
      await book.close()
      if let failure { throw failure }
    }
  }
}

extension PostgresPriceBook {
  /// An import whose record does not matter.
  fileprivate func replace(
    with items: [PriceListItem], by user: String, at time: Timestamp
  ) async throws(PriceBookError) -> PriceListVersion {
    try await replace(with: items, by: user, at: time) { _, _ in
      AuditRecord(
        at: time, actor: user, action: "catalog.import", subject: "price list", origin: .system)
    }
  }
}
