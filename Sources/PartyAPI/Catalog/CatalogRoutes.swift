import FEEL
import HTTPTypes
import Hummingbird
package import Ordering
package import Participant
import ProcessEngine

/// `/catalog`: the supplier's price list.
package struct CatalogRoutes: Sendable {
  private let prices: any PriceBook
  private let clock: any WallClock

  package init(prices: any PriceBook, clock: any WallClock) {
    self.prices = prices
    self.clock = clock
  }

  package var routes: [Route] {
    [Route(.get, "/catalog", list), Route(.put, "/catalog", replace)]
  }

  /// The most bytes that a price list may have.
  private static let fileLimit = 16 * 1024 * 1024

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["after", "limit"])
    let limit = reader.integer("limit", within: 1...500, default: 100)
    try reader.finish()
    do {
      let version = try await prices.current()
      let items = try await prices.items(after: reader.text("after"), limit: limit)
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

  /// Takes the place of the whole price list, or of nothing when a line is wrong.
  @Sendable private func replace(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try request.actor()
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
      let version = try await prices.replace(with: file.items, by: actor.user, at: clock.now)
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
