import FEEL
package import Hummingbird
package import Participant

/// A list of orders as a file.
package struct OrderExport: Sendable {
  private let records: any Records
  private var query: OrderQuery
  private let isWhole: Bool

  /// - Parameter isWhole: everything that the filter lets through; otherwise one page of it, as long as the query says.
  package init(records: any Records, query: OrderQuery, isWhole: Bool) {
    self.records = records
    self.query = query
    self.isWhole = isWhole
    if isWhole { self.query.limit = 500 }
  }

  private static let columns = [
    "id", "reference", "buyer", "status", "outcome", "total", "currency", "lines", "openTasks",
    "elements", "startedAt", "updatedAt",
  ]

  /// - Parameter format: CSV or JSON lines.
  package func response(as format: ListFormat) async throws -> Response {
    try await ListFile(name: "orders", columns: Self.columns, format: format).response { cursor in
      var query = query
      if let cursor { query.cursor = cursor }
      let page = try await records.orders(query)
      return (page.items.map(OrderView.row), isWhole ? page.next : nil)
    }
  }
}
