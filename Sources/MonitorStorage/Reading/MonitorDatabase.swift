package import Migrations
package import Monitoring
package import PostgreSQL

/// The reading side of the monitor's database.
package struct MonitorDatabase: MonitorReading {
  let pool: ConnectionPool

  /// - Parameter connections: the most at a time.
  package init(_ configuration: Connection.Configuration, connections: Int = 2) {
    var configuration = configuration
    configuration.isForShortStatements = true
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

  /// Answers when the database can be reached.
  package func check() async throws { try await pool.execute("select 1", timeout: .seconds(5)) }

  /// What has been heard.
  package func reception() async throws -> Reception {
    try await pool.withConnection { connection in
      let found = try await connection.pipeline(ReceptionQueries.all, timeout: .seconds(10))
      return try ReceptionQueries.read(found)
    }
  }
}
