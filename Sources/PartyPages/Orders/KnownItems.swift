import FEEL
import Ordering
import Participant
import ProcessEngine

/// What the latest orders had and the catalogue has, for the look-up of a new order.
struct KnownItems {
  /// By SKU, each with the description that it had last.
  let items: [(sku: String, description: String)]
  /// Whether the catalogue goes on.
  let hasMore: Bool
  /// Who bought last.
  let buyer: (id: String, name: String)?

  private static let ordersRead = 40
  /// How many SKUs of the catalogue are read.
  private static let catalogueLimit = 500

  init(of records: any Records, and catalogue: any PriceBook) async throws {
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
    let page = try await catalogue.page(after: nil, limit: Self.catalogueLimit)
    for item in page.items where descriptions[item.sku, default: ""].isEmpty {
      descriptions[item.sku] = item.description
    }
    hasMore = page.next != nil
    items = descriptions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    buyer =
      orders.lazy.compactMap { order in
        guard let id = order.order["buyer"]["id"].string, let name = order.buyer else { return nil }
        return (id, name)
      }.first
  }
}
