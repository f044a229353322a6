import FEEL
import Ordering
import Testing

@Suite struct PriceListPageTests {
  /// A price list that nobody changes.
  private struct FixedPriceBook: PriceBook {
    let list: [PriceListItem]

    func items(skus: [String]) async throws(PriceBookError) -> [PriceListItem] {
      list.filter { skus.contains($0.sku) }
    }
    func current() async throws(PriceBookError) -> PriceListVersion? { nil }
    func page(after sku: String?, limit: Int) async throws(PriceBookError) -> PriceListPage {
      PriceListPage(of: list, after: sku, limit: limit)
    }
  }

  private static func book(_ rows: String) throws -> FixedPriceBook {
    let header = "sku,description,unit_price,currency,tax_rate\n"
    return FixedPriceBook(list: try PriceListFile(csv: header + rows).items)
  }

  /// The pages of a search as lines of `SKU currency`, and where each goes on.
  private static func pages(
    of book: FixedPriceBook, with text: String? = nil, limit: Int
  ) async throws -> [(items: [String], next: String?)] {
    var pages: [(items: [String], next: String?)] = []
    repeat {
      let page = try await book.page(with: text, after: pages.last?.next, limit: limit)
      pages.append((page.items.map { "\($0.sku) \($0.unitPrice.currency)" }, page.next))
    } while pages.last?.next != nil
    return pages
  }

  @Test func `a page ends behind all prices of its last SKU`() async throws {
    let book = try Self.book(
      """
      B,Nut,2,EUR,0.19
      A,Bolt,1,EUR,0.19
      A,Bolt,1.1,CHF,0.08
      B,Nut,2.2,CHF,0.08
      C,Pin,3,EUR,0.19
      A,Bolt,1.2,GBP,0.2

      """)
    let pages = try await Self.pages(of: book, limit: 1)
    #expect(pages.map(\.items.count) == [3, 2, 1, 0])
    #expect(pages.map(\.next) == ["A", "B", "C", nil])
    let whole = try await Self.pages(of: book, limit: 4)
    #expect(whole.map(\.items.count) == [6])
    #expect(Set(whole[0].items) == Set(pages.flatMap(\.items)))
  }

  @Test func `an item that is written is read again as it was`() throws {
    let items = try PriceListFile(
      csv: #"""
        valid_to,sku,description,unit_price,currency,tax_rate,breaks,valid_from
        2027-12-31,A,"Bolt, ""hex""",1.250,KWD,0.075,10=1.200 100=12.5% 1000=0.0001%,2026-01-01
        ,B,,0,JPY,0,,
        """#
    ).items
    let rows = [PriceListFile.columns] + items.map(PriceListFile.cells)
    #expect(try PriceListFile(csv: rows.map(CSVLine.text).joined()).items == items)
  }

  @Test func `a search finds whole SKUs, whichever of their descriptions has the text`()
    async throws
  {
    let book = try Self.book(
      """
      A,Hex bolt,1,EUR,0.19
      A,Vis hexagonale,1,CHF,0.08
      B,Nut,2,EUR,0.19
      HEX-C,Pin,3,EUR,0.19

      """)
    let bolts = try await Self.pages(of: book, with: "BOLT", limit: 5)
    #expect(bolts.map(\.items) == [["A EUR", "A CHF"]])
    let first = try await Self.pages(of: book, with: "hex", limit: 1)
    #expect(first.map(\.items) == [["A EUR", "A CHF"], ["HEX-C EUR"]])
    #expect(first.map(\.next) == ["A", nil])
    #expect(try await Self.pages(of: book, with: "washer", limit: 1).map(\.items) == [[]])
  }

  @Test func `a search looks through a long list until its page is full`() async throws {
    let rows = (1000..<2300).map { number in
      "S\(number),\(number.isMultiple(of: 400) ? "Bolt" : "Nut"),1,EUR,0.19\n"
    }
    let book = try Self.book(rows.joined())
    let pages = try await Self.pages(of: book, with: "bolt", limit: 2)
    #expect(pages.flatMap(\.items) == ["S1200 EUR", "S1600 EUR", "S2000 EUR"])
  }
}
