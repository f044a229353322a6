package import Participant
package import PostgreSQL

/// The audit trail in a party's database.
package struct PostgresAuditTrail: AuditTrail {
  let pool: ConnectionPool

  package init(_ configuration: Connection.Configuration, connections: Int = 2) {
    var limited = configuration
    limited.statementTimeout = configuration.statementTimeout ?? .seconds(10)
    pool = ConnectionPool(limited, limit: connections, leaseTimeout: .seconds(5))
  }

  package func close() async { await pool.shutdown() }

  package func add(_ records: [AuditRecord]) async throws(StoreError) {
    guard !records.isEmpty else { return }
    _ = try await storing { try await pool.execute(AuditTable.insert(records)) }
  }

  package func records(_ query: AuditQuery) async throws(StoreError) -> Page<AuditRecord> {
    let cursor = try query.cursor.map(AuditCursor.init(text:))
    return try await storing {
      let rows = try await pool.execute(AuditTable.list(query, after: cursor))
      let items = try rows.prefix(query.limit).map(AuditTable.read)
      let next = rows.count > query.limit ? items.last : nil
      return Page(
        items: items.map(\.record), next: next.map { AuditCursor($0.id, $0.record).text })
    }
  }
}
