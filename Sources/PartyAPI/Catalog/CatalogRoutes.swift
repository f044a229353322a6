import Access
import FEEL
import HTTPTypes
import Hummingbird
import Ordering
package import Participant
import ProcessEngine

/// `/catalog`: the supplier's price list.
package struct CatalogRoutes: Sendable {
  private let prices: any PriceBook
  private let desk: CatalogDesk

  package init(prices: any AuditedPriceBook, clock: any WallClock) {
    self.prices = prices
    desk = CatalogDesk(prices: prices, clock: clock)
  }

  package var routes: [Route] {
    [
      Route(.get, "/catalog", .signedIn, list), Route(.get, "/catalog/{sku}", .signedIn, show),
      Route(.put, "/catalog", .pricing, replace),
    ]
  }

  /// How many items are looked through at once.
  private static let scan = 500
  /// The most bytes that a price list may have.
  private static let fileLimit = 16 * 1024 * 1024

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["after", "limit", "text"])
    let limit = reader.integer("limit", within: 1...500, default: 100)
    let after = reader.term("after")
    let text = reader.term("text")
    try reader.finish()
    do {
      let version = try await prices.current()
      let items = try await items(after: after, limit: limit, text: text)
      return .json(
        .context(
          Context(compact: [
            ("version", version.map(CatalogView.version)),
            ("items", .list(items.map(CatalogView.item))),
            ("next", items.count == limit ? items.last.map { .string($0.sku) } : nil),
          ]).listing))
    } catch {
      throw StoreError(error)
    }
  }

  /// Without a text, or with one that the SKU or the description has, in any case.
  private func items(
    after sku: String?, limit: Int, text: String?
  ) async throws(PriceBookError) -> [PriceListItem] {
    guard let text = text?.lowercased() else {
      return try await prices.items(after: sku, limit: limit)
    }
    var found: [PriceListItem] = []
    var after = sku
    while found.count < limit {
      let page = try await prices.items(after: after, limit: Self.scan)
      found += page.filter {
        $0.sku.lowercased().contains(text) || $0.description.lowercased().contains(text)
      }
      guard page.count == Self.scan, let last = page.last else { break }
      after = last.sku
    }
    return Array(found.prefix(limit))
  }

  /// All prices of one item: in every currency, and for every time.
  @Sendable private func show(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let sku = try context.name("sku")
    do {
      let version = try await prices.current()
      let items = try await prices.items(skus: [sku])
      guard !items.isEmpty else {
        throw Problem(.itemNotFound, "The price list has no \(sku).")
      }
      return .json(
        .context(
          Context(compact: [
            ("version", version.map(CatalogView.version)),
            ("items", .list(items.map(CatalogView.item))),
          ])))
    } catch let error as PriceBookError {
      throw StoreError(error)
    }
  }

  /// Takes the place of the whole price list, or of nothing when a line is wrong. With `dryRun` only says what would change.
  @Sendable private func replace(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try context.actor
    var reader = try QueryReader(request, known: ["dryRun"])
    let isDryRun = reader.flag("dryRun")
    try reader.finish()
    try request.requireMediaType("text/csv")
    guard
      let text = String(validating: try await request.bytes(limit: Self.fileLimit), as: UTF8.self)
    else {
      throw Problem(.invalidCatalog, "The price list is not UTF-8.")
    }
    let file: PriceListFile
    do { file = try PriceListFile(csv: text) } catch {
      let errors = error.problems.map { FormError(field: "line \($0.line)", message: $0.reason) }
      throw Problem(
        .invalidCatalog, "The price list was not taken: see the errors of each line.",
        errors: errors)
    }
    do {
      if isDryRun { return .json(CatalogView.changes(try await desk.changes(to: file))) }
      let version = try await desk.replace(with: file, by: actor.user, origin: context.origin)
      return .json(CatalogView.version(version))
    } catch {
      throw StoreError(error)
    }
  }
}

extension StoreError {
  fileprivate init(_ error: PriceBookError) {
    switch error {
    case .unavailable(let reason): self = .unavailable(reason)
    case .broken(let reason): self = .broken(reason)
    }
  }
}

/// How the price list looks to those who ask.
enum CatalogView {
  static func version(_ version: PriceListVersion) -> Value {
    [
      "number": .number(version.number), "importedAt": .time(version.importedAt),
      "importedBy": .string(version.importedBy), "itemCount": .number(version.itemCount),
    ]
  }

  static func changes(_ changes: PriceListChanges) -> Value {
    [
      "dryRun": true, "added": .number(changes.count(.added)),
      "changed": .number(changes.count(.changed)), "removed": .number(changes.count(.removed)),
      "same": .number(changes.same), "items": .list(changes.changes.map(change)),
    ]
  }

  private static func change(_ change: PriceListChanges.Change) -> Value {
    [
      "sku": .string(change.sku), "description": .string(change.description),
      "change": .string(change.kind.rawValue), "before": .list(change.before.map(item)),
      "after": .list(change.after.map(item)),
    ]
  }

  static func item(_ item: PriceListItem) -> Value {
    .context(
      Context(compact: [
        ("sku", .string(item.sku)), ("description", .string(item.description)),
        ("unitPrice", .string(item.unitPrice.decimal)),
        ("currency", .string(item.unitPrice.currency.description)),
        ("taxRate", .number(item.taxRate.decimal)),
        ("breaks", .list(item.breaks.map(quantityBreak))),
        ("validFrom", item.validFrom.map { .string($0.description) }),
        ("validTo", item.validTo.map { .string($0.description) }),
      ]))
  }

  private static func quantityBreak(_ quantityBreak: QuantityBreak) -> Value {
    switch quantityBreak.terms {
    case .unitPrice(let price):
      ["minimum": .number(quantityBreak.minimum), "unitPrice": .string(price.decimal)]
    case .discount(let fraction):
      ["minimum": .number(quantityBreak.minimum), "discount": .number(fraction.decimal)]
    }
  }
}
