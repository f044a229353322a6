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

  /// How many items are read at once.
  private static let pageSize = 500

  /// What the file would change now. Nothing is changed by asking.
  package func changes(
    to file: PriceListFile
  ) async throws(PriceBookError) -> PriceListChanges {
    var items: [PriceListItem] = []
    while true {
      let page = try await prices.items(after: items.last?.sku, limit: Self.pageSize)
      guard page.count == Self.pageSize, let last = page.last?.sku else {
        return PriceListChanges(from: items + page, to: file.items)
      }
      // A full page may end amid the items of its last SKU.
      items += page.prefix { $0.sku != last }
      items += try await prices.items(skus: [last])
    }
  }

  /// When and by whom is in the records of both imports.
  private static func summary(_ version: PriceListVersion) -> Value {
    ["number": .number(version.number), "itemCount": .number(version.itemCount)]
  }
}
