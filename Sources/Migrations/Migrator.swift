package import PostgreSQL

/// Brings a database to the newest schema.
///
/// Each migration is one transaction, recorded in the table `schema_version` together with a digest of its text. An
/// advisory lock keeps several processes that start at once from doing it twice.
package struct Migrator: Sendable {
  private let migrations: [Migration]

  /// - Parameter migrations: numbered from 1 without gaps, as `Migration.all(inFolder:)` gives them.
  package init(_ migrations: [Migration]) {
    precondition(
      migrations.map(\.number) == Array(1..<(migrations.count + 1)),
      "migrations are numbered from 1 without gaps")
    self.migrations = migrations
  }

  /// The advisory lock of everybody who migrates: the bytes of "duet:sch".
  private static let lock: Int64 = 0x6475_6574_3A73_6368

  /// Applies what the database does not have yet.
  ///
  /// - Returns: what was applied now.
  /// - Throws: `MigrationFailure`; what was applied before the failing migration stays applied.
  @discardableResult
  package func migrate(
    _ configuration: Connection.Configuration
  ) async throws(MigrationFailure) -> [Migration] {
    let connection = try await Self.database { () throws(PostgreSQLError) in
      try await Connection.open(configuration)
    }
    do throws(MigrationFailure) {
      let applied = try await migrate(on: connection)
      await connection.close()
      return applied
    } catch {
      // Closing gives the lock back, whatever happened.
      await connection.close()
      throw error
    }
  }

  private func migrate(on connection: Connection) async throws(MigrationFailure) -> [Migration] {
    let (applied, digests) = try await Self.database { () throws(PostgreSQLError) in
      try await connection.execute(Query("select pg_advisory_lock($1)", Self.lock))
      try await connection.runScript(AppliedMigration.createTable)
      let answers = try await connection.pipeline([
        Query(AppliedMigration.select), Query(Migration.digests, migrations.map(\.sql)),
      ])
      var applied: [AppliedMigration] = []
      for row in answers[0] { applied.append(try AppliedMigration(row)) }
      var digests: [String] = []
      for row in answers[1] { digests.append(try row.value(at: 0)) }
      return (applied, digests)
    }
    try check(applied, digests)
    let pending = zip(migrations, digests).dropFirst(applied.count)
    for (migration, digest) in pending {
      do {
        try await connection.runScript(migration.script(digest: digest))
      } catch {
        throw .failed(fileName: migration.fileName, error)
      }
    }
    return pending.map(\.0)
  }

  /// Compares what was applied with what there is.
  private func check(
    _ applied: [AppliedMigration], _ digests: [String]
  ) throws(MigrationFailure) {
    if applied.count > migrations.count {
      throw .databaseIsNewer(version: applied.count, newest: migrations.count)
    }
    for (index, row) in applied.enumerated()
    where row.number != migrations[index].number || row.digest != digests[index] {
      throw .changed(fileName: migrations[index].fileName)
    }
  }

  private static func database<Value: Sendable>(
    _ work: () async throws(PostgreSQLError) -> Value
  ) async throws(MigrationFailure) -> Value {
    do { return try await work() } catch { throw .database(error) }
  }
}
