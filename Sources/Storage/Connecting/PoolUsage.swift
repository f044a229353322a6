package import PostgreSQL

/// What a party's database is asked through: how much its pool is used.
package protocol Pooled: Sendable {
  var poolUsage: ConnectionPool.Usage { get }
}

extension PostgresStore: Pooled {
  package var poolUsage: ConnectionPool.Usage { pool.usage }
}

extension PostgresRecords: Pooled {
  package var poolUsage: ConnectionPool.Usage { pool.usage }
}

extension PostgresPriceBook: Pooled {
  package var poolUsage: ConnectionPool.Usage { pool.usage }
}

extension PostgresPeople: Pooled {
  package var poolUsage: ConnectionPool.Usage { pool.usage }
}

extension PostgresAuditTrail: Pooled {
  package var poolUsage: ConnectionPool.Usage { pool.usage }
}
