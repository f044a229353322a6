import FEEL
import Participant
import ProcessEngine

/// What the latest orders had, for the look-up of a new one.
struct KnownItems {
  /// By SKU, each with the description that it had last.
  let items: [(sku: String, description: String)]
  /// Who bought last.
  let buyer: (id: String, name: String)?

  private static let ordersRead = 40

  init(of records: any Records) async throws {
    var query = OrderQuery()
    query.limit = Self.ordersRead
    let newest = try await records.orders(query).items.map(\.id)
    let orders = try await records.orders(newest)
      .sorted { $0.instance.startedAt > $1.instance.startedAt }
      .map { OrderData($0.instance, events: []) }
    var descriptions: [String: String] = [:]
    for order in orders {
      for line in (order.quote?["lines"].list ?? []) + (order.order["lines"].list ?? []) {
        guard let sku = line["sku"].string, descriptions[sku, default: ""].isEmpty else { continue }
        descriptions[sku] = line["description"].string ?? ""
      }
    }
    items = descriptions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    buyer =
      orders.lazy.compactMap { order in
        guard let id = order.order["buyer"]["id"].string, let name = order.buyer else { return nil }
        return (id, name)
      }.first
  }
}
