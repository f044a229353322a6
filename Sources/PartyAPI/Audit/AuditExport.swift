import FEEL
package import Hummingbird
package import Participant

/// The audit trail as a file: everything that the filter lets through, from its cursor on.
package struct AuditExport: Sendable {
  private let trail: any AuditTrail
  private var query: AuditQuery

  package init(trail: any AuditTrail, query: AuditQuery) {
    self.trail = trail
    self.query = query
    self.query.limit = 500
  }

  private static let columns = [
    "at", "actor", "action", "orderId", "reference", "subject", "before", "after", "address",
    "channel", "traceId",
  ]

  /// - Parameter format: CSV or JSON lines.
  package func response(as format: ListFormat) async throws -> Response {
    try await ListFile(name: "audit", columns: Self.columns, format: format).response { cursor in
      var query = query
      if let cursor { query.cursor = cursor }
      let page = try await trail.records(query)
      return (page.items.map(\.json), page.next)
    }
  }
}
