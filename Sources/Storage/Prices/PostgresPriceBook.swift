package import FEEL
package import Ordering
package import Participant
package import PostgreSQL

/// The supplier's price list in its database.
///
/// Prices are kept for a moment, so that not every quote asks for them again.
package struct PostgresPriceBook: AuditedPriceBook {
  let pool: ConnectionPool
  private let cache: PriceCache

  /// - Parameter freshness: how long an import by another process may go unnoticed.
  package init(
    _ configuration: Connection.Configuration, freshness: Duration = .milliseconds(200)
  ) {
    cache = PriceCache(freshness: freshness)
    var limited = configuration
    limited.statementTimeout = configuration.statementTimeout ?? .seconds(30)
    pool = ConnectionPool(limited, limit: 2, leaseTimeout: .seconds(5))
  }

  package func close() async { await pool.shutdown() }

  package func items(skus: [String]) async throws(PriceBookError) -> [PriceListItem] {
    let now = ContinuousClock.now
    if let known = cache.items(skus: skus, at: now) { return known }
    return try await pricing {
      let (items, version) = try await items(
        PriceListTable.items(skus: skus), PriceListTable.breaks(skus: skus))
      cache.keep(items, of: skus, version: version, at: now)
      return items
    }
  }

  package func page(after sku: String?, limit: Int) async throws(PriceBookError) -> PriceListPage {
    try await pricing {
      let (items, _) = try await items(
        PriceListTable.items(after: sku, limit: limit),
        PriceListTable.breaks(after: sku, limit: limit))
      return PriceListPage(items, limit: limit)
    }
  }

  package func current() async throws(PriceBookError) -> PriceListVersion? {
    try await pricing {
      try await pool.execute(PriceListTable.current).first.map(PriceListTable.version)
    }
  }

  package func replace(
    with items: [PriceListItem], by user: String, at time: Timestamp,
    audit: @Sendable (PriceListVersion?, PriceListVersion) -> AuditRecord
  ) async throws(PriceBookError) -> PriceListVersion {
    defer { cache.clear() }
    return try await pricing {
      try await pool.withConnection { connection in
        try await connection.transaction { transaction in
          let begun = try await transaction.pipeline([
            PriceListTable.lock, PriceListTable.current,
            PriceListTable.insert(by: user, at: time, itemCount: items.count),
          ])
          let before = try begun[1].first.map(PriceListTable.version)
          let version = try PriceListTable.version(begun[2].soleRow())
          try await transaction.pipeline(
            PriceListTable.insert(items, version: version.number)
              + [
                PriceListTable.forget(before: version.number),
                AuditTable.insert([audit(before, version)]),
              ])
          return version
        }
      }
    }
  }

  /// Reads items and their breaks as of one moment, and which version they are of.
  private func items(
    _ items: Query, _ breaks: Query
  ) async throws -> (items: [PriceListItem], version: Int?) {
    try await pool.withConnection { connection in
      let answers = try await connection.pipeline([
        "begin isolation level repeatable read read only", PriceListTable.current, items, breaks,
        "commit",
      ])
      return (
        try PriceListTable.read(items: answers[2], breaks: answers[3]),
        try answers[1].first.map(PriceListTable.version)?.number
      )
    }
  }

  private func pricing<Value>(
    _ work: () async throws -> Value
  ) async throws(PriceBookError) -> Value {
    do throws(StoreError) {
      return try await storing(work)
    } catch {
      switch error {
      case .unavailable(let reason), .outcomeUnknown(let reason): throw .unavailable(reason)
      case .laneLost: throw .unavailable("\(error)")
      case .invalidCursor: throw .broken("\(error)")
      case .broken(let reason): throw .broken(reason)
      }
    }
  }
}
