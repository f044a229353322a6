/// A part of a price list: whole SKUs, so that nobody who reads page by page takes some prices of one for all.
package struct PriceListPage: Hashable, Sendable {
  /// By SKU; of each all items, in every currency and for every time.
  package let items: [PriceListItem]
  /// The SKU behind which the next page begins; nil on the last one.
  package let next: String?

  package init(items: [PriceListItem], next: String?) {
    self.items = items
    self.next = next
  }

  /// - Parameters:
  ///   - items: by SKU, all of each.
  ///   - limit: how many SKUs there may be; with so many the list may go on.
  package init(_ items: [PriceListItem], limit: Int) {
    self.init(items: items, next: items.bySKU.count < limit ? nil : items.last?.sku)
  }

  /// A page of a list that is in memory.
  package init(of list: [PriceListItem], after sku: String?, limit: Int) {
    let rest = list.filter { item in sku.map { item.sku > $0 } ?? true }.sorted { $0.sku < $1.sku }
    self.init(rest.bySKU.prefix(limit).flatMap(\.self), limit: limit)
  }
}

extension PriceBook {
  /// How many SKUs a search looks through at once.
  private var searchStep: Int { 500 }

  /// As `page`, but only the SKUs that have the text, in any case, in themselves or in a description.
  ///
  /// - Parameter text: nil for all.
  package func page(
    with text: String?, after sku: String?, limit: Int
  ) async throws(PriceBookError) -> PriceListPage {
    guard let text = text?.lowercased() else { return try await page(after: sku, limit: limit) }
    var found: [[PriceListItem]] = []
    var next = sku
    repeat {
      let page = try await page(after: next, limit: searchStep)
      found += page.items.bySKU.filter { items in items.contains { $0.has(text) } }
      next = page.next
    } while next != nil && found.count < limit
    if found.count > limit { next = found[limit - 1].first?.sku }
    return PriceListPage(items: found.prefix(limit).flatMap(\.self), next: next)
  }
}

extension PriceListItem {
  /// - Parameter text: in lower case.
  fileprivate func has(_ text: String) -> Bool {
    sku.lowercased().contains(text) || description.lowercased().contains(text)
  }
}

extension [PriceListItem] {
  /// Neighbours with the same SKU together.
  fileprivate var bySKU: [[PriceListItem]] {
    var groups: [[PriceListItem]] = []
    for item in self {
      if groups.last?.first?.sku == item.sku {
        groups[groups.count - 1].append(item)
      } else {
        groups.append([item])
      }
    }
    return groups
  }
}
