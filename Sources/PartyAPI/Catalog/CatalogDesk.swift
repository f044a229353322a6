import FEEL
package import Ordering
package import Participant

/// Where the price list is imported, for the HTTP interface and for the pages.
package struct CatalogDesk: Sendable {
  private let prices: any AuditedPriceBook
  private let clock: any WallClock

  package init(prices: any AuditedPriceBook, clock: any WallClock) {
    self.prices = prices
    self.clock = clock
  }

  /// Makes the file's items the price list; who did it is recorded in the same transaction as `catalog.import`.
  package func replace(
    with file: PriceListFile, by actor: String, origin: Origin
  ) async throws(PriceBookError) -> PriceListVersion {
    let at = clock.now
    return try await prices.replace(with: file.items, by: actor, at: at) { before, after in
      AuditRecord(
        at: at, actor: actor, action: "catalog.import", subject: "price list",
        before: before.map(Self.summary) ?? .null, after: Self.summary(after), origin: origin)
    }
  }

  /// How many SKUs are read at once.
  private static let pageSize = 500

  /// What the file would change now. Nothing is changed by asking.
  package func changes(
    to file: PriceListFile
  ) async throws(PriceBookError) -> PriceListChanges {
    var items: [PriceListItem] = []
    var next: String?
    repeat {
      let page = try await prices.page(after: next, limit: Self.pageSize)
      items += page.items
      next = page.next
    } while next != nil
    return PriceListChanges(from: items, to: file.items)
  }

  /// When and by whom is in the records of both imports.
  private static func summary(_ version: PriceListVersion) -> Value {
    ["number": .number(version.number), "itemCount": .number(version.itemCount)]
  }
}
