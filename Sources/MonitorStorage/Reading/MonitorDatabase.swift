import FoundationEssentials
package import Migrations
package import Monitoring
package import PostgreSQL

/// The reading side of the monitor's database.
package struct MonitorDatabase: MonitorReading {
  let pool: ConnectionPool
  private let knownVariants = KnownVariants()

  /// - Parameter connections: the most at a time.
  package init(_ configuration: Connection.Configuration, connections: Int = 4) {
    var configuration = configuration
    configuration.isForShortStatements = true
    // Most of what is looked at is in memory. With the server's own guess it reads whole tables where an index has the few
    // rows that are wanted.
    configuration.randomPageCost = 1.1
    pool = ConnectionPool(configuration, limit: connections, leaseTimeout: .seconds(10))
  }

  package func close() async { await pool.shutdown() }

  /// How much the connections are used.
  package var poolUsage: ConnectionPool.Usage { pool.usage }

  /// Brings a database to the schema that this program needs.
  ///
  /// - Parameter folder: where the files `0001_….sql` of the monitor are.
  @discardableResult
  package static func migrate(
    _ configuration: Connection.Configuration, folder: String
  ) async throws(MigrationFailure) -> [Migration] {
    try await Migrator(try Migration.all(inFolder: folder)).migrate(configuration)
  }

  /// The ways that orders went. Reads those that are new since the last time.
  package func variants() async throws -> VariantCatalogue {
    try await knownVariants.catalogue(pool)
  }

  /// What a filter means in SQL.
  func selection(_ filter: OrderFilter) async throws -> OrderSelection {
    var (ways, orders): (Set<VariantID>, [UUID]?) = ([], nil)
    if let way = filter.way {
      let known = try await variants()
      ways = known.variants(way)
      // Few have none of the others: who asks for all others by name can use the index. 0 stands for a missing side.
      if way.isNegated {
        ways = Set(known.all.lazy.map(\.id)).union([VariantID(value: 0)]).subtracting(ways)
      }
    }
    if let element = filter.element, let time = filter.openAt {
      orders = try await self.orders(goneFrom: element, since: time)
    }
    return OrderSelection(filter, variants: ways, gone: orders)
  }

  /// What has been heard.
  package func reception() async throws -> Reception {
    try await pool.withConnection { connection in
      let found = try await connection.pipeline(ReceptionQueries.all, timeout: .seconds(10))
      return try ReceptionQueries.read(found)
    }
  }
}
