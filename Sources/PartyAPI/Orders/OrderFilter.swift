package import Participant

/// Which orders somebody wants to see, as a query says it: `status=running&sku=BOLT-M8&sort=-total`.
package struct OrderFilter: Hashable, Sendable {
  package var query = OrderQuery()
  /// Whether the query itself says how many.
  package var hasLimit = false

  package static let parameters = [
    "status", "outcome", "partner", "reference", "sku", "minimumTotal", "maximumTotal", "currency",
    "placedFrom", "placedTo", "text", "element", "sort", "cursor", "limit",
  ]

  init(_ reader: inout QueryReader) {
    query.status = reader.choice("status")
    query.outcome = reader.term("outcome")
    query.partner = reader.term("partner")
    query.reference = reader.term("reference")
    query.sku = reader.term("sku")
    query.minimumTotal = reader.amount("minimumTotal")
    query.maximumTotal = reader.amount("maximumTotal")
    query.currency = reader.term("currency")
    query.placedFrom = reader.time("placedFrom")
    query.placedTo = reader.time("placedTo")
    query.text = reader.term("text")
    query.element = reader.term("element")
    if let sort = reader.sort(OrderQuery.Sort.self) {
      query.sort = sort.by
      query.descending = sort.descending
    }
    query.cursor = reader.term("cursor")
    hasLimit = reader.text("limit") != nil
    query.limit = reader.integer("limit", within: 1...500, default: query.limit)
  }
}

/// A page of orders, and how many there are by outcome under the same filter.
package struct OrderList: Sendable {
  package let page: Page<OrderRow>
  package let counts: OrderCounts
}
