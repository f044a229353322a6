package import FEEL
package import ProcessEngine

/// A new order as the buyer's side hands it in.
package struct Placement: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package let sku: String
    package let quantity: Int
    package let description: String?
  }

  package let reference: String?
  package let buyerID: String
  package let buyerName: String
  package let currency: String
  package let neededBy: CalendarDate?
  package let note: String?
  package let lines: [Line]

  /// What an order without a currency is in.
  package static let usualCurrency = "EUR"
  package static let lineLimit = 200
  package static let quantityLimit = 1_000_000

  /// The variables that the process begins with: the model's `order`.
  package func variables(id: InstanceID, placedAt: Timestamp) -> Context {
    let order = Context(compact: [
      ("id", .string(id.description)),
      ("reference", .string(reference ?? Self.reference(for: id, placedAt: placedAt))),
      ("buyer", ["id": .string(buyerID), "name": .string(buyerName)]),
      ("currency", .string(currency)),
      ("neededBy", neededBy.map { .string($0.description) }),
      ("placedAt", .time(placedAt)),
      ("note", note.map { .string($0) }),
      ("lines", .list(lines.map(\.json))),
    ])
    return ["order": .context(order)]
  }

  /// What makes two placements the same.
  var digest: String {
    IdempotencyKey.digest(
      of: Context(compact: [
        ("reference", reference.map { .string($0) }), ("buyerId", .string(buyerID)),
        ("buyerName", .string(buyerName)), ("currency", .string(currency)),
        ("neededBy", neededBy.map { .string($0.description) }), ("note", note.map { .string($0) }),
        ("lines", .list(lines.map(\.json))),
      ]))
  }

  /// `20261121-7f3a9c`: the day, and the end of the id, where ids differ most.
  private static func reference(for id: InstanceID, placedAt: Timestamp) -> String {
    let day = placedAt.description.prefix(10).filter { $0 != "-" }
    return "\(day)-\(id.description.suffix(6))"
  }
}

extension Placement.Line {
  fileprivate var json: Value {
    .context(
      Context(compact: [
        ("sku", .string(sku)), ("quantity", .number(quantity)),
        ("description", description.map { .string($0) }),
      ]))
  }
}
