import Access
import FEEL
import HTTPTypes
import Hummingbird
import Ordering
package import Participant
import ProcessEngine

/// `/catalog`: the supplier's price list; at the buyer's, what was last loaded of it.
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

  /// The most bytes that a price list may have.
  private static let fileLimit = 16 * 1024 * 1024

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["after", "limit", "text", "format"])
    let hasLimit = reader.text("limit") != nil
    let limit = reader.integer("limit", within: 1...500, default: 100)
    let after = reader.term("after")
    let text = reader.term("text")
    let format = reader.choice("format") ?? ListFormat(accept: request.headers[.accept])
    try reader.finish()
    guard format == .json else {
      return try await file(format, of: text, after: after, limit: hasLimit ? limit : nil)
    }
    do {
      let version = try await prices.current()
      let page = try await prices.page(with: text, after: after, limit: limit)
      return .json(
        .context(
          Context(compact: [
            ("version", version.map(CatalogView.version)),
            ("items", .list(page.items.map(CatalogView.item))),
            ("next", page.next.map { .string($0) }),
          ]).listing), headers: [.vary: "Accept"])
    } catch {
      throw StoreError(error)
    }
  }

  /// How many SKUs of a file are read at once.
  private static let filePage = 500

  /// - Parameter limit: nil for all.
  private func file(
    _ format: ListFormat, of text: String?, after sku: String?, limit: Int?
  ) async throws -> Response {
    try await ListFile(name: "prices", columns: PriceListFile.columns, format: format).response {
      [prices] cursor in
      do throws(PriceBookError) {
        let page = try await prices.page(
          with: text, after: cursor ?? sku, limit: limit ?? Self.filePage)
        let rows = page.items.map(format == .csv ? CatalogView.cells : CatalogView.item)
        return (rows, limit == nil ? page.next : nil)
      } catch {
        throw StoreError(error)
      }
    }
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

  /// An item by the columns of a price list.
  static func cells(_ item: PriceListItem) -> Value {
    var row = Context()
    for (column, cell) in zip(PriceListFile.columns, PriceListFile.cells(of: item)) {
      row[column] = .string(cell)
    }
    return .context(row)
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
