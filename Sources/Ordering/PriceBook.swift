package import FEEL

/// The supplier's price list: versions of which the last one holds.
package protocol PriceBook: Sendable {
  /// The items of the present version with these SKUs, in every currency and for every time, in no particular order.
  func items(skus: [String]) async throws(PriceBookError) -> [PriceListItem]

  /// The present version; nil before the first import.
  func current() async throws(PriceBookError) -> PriceListVersion?

  /// The first SKUs of the present version behind `sku`, each with all of its items.
  ///
  /// - Parameter limit: how many SKUs at most.
  func page(after sku: String?, limit: Int) async throws(PriceBookError) -> PriceListPage
}

/// One import of the price list.
package struct PriceListVersion: Hashable, Sendable {
  /// Counts the imports, from 1.
  package let number: Int
  package let importedAt: Timestamp
  package let importedBy: String
  package let itemCount: Int

  package init(number: Int, importedAt: Timestamp, importedBy: String, itemCount: Int) {
    self.number = number
    self.importedAt = importedAt
    self.importedBy = importedBy
    self.itemCount = itemCount
  }
}

/// Why the price list could not be read or written.
package enum PriceBookError: Error, Hashable, Sendable {
  /// The database is away or overloaded: the same may work later.
  case unavailable(String)
  /// It will not work later either: a bug or a damaged database.
  case broken(String)
}
