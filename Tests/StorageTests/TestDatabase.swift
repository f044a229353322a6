import Foundation
import Migrations
import Participant
import PostgreSQL
import Storage
import StoreConformance
import Testing

/// A database of its own for a test, on the server that the environment names.
struct TestDatabase: Sendable {
  /// A `postgresql://` URL of a superuser; without it the tests that need a server are skipped.
  static let variable = "DUET_TEST_POSTGRES"
  static var url: String? { ProcessInfo.processInfo.environment[variable] }

  let configuration: Connection.Configuration

  /// Makes a database with the participant's schema for the time of a test.
  ///
  /// - Parameter version: how many of the migrations it has; nil for all of them.
  static func with(
    version: Int? = nil, _ body: (TestDatabase) async throws -> Void
  ) async throws {
    let server = try Connection.Configuration(url: try #require(url))
    let name = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
    try await administrate(server, "create database \(name)")
    var configuration = server
    configuration.database = name
    let failure: (any Error)?
    do {
      let database = TestDatabase(configuration: configuration)
      try await database.migrate(to: version)
      try await body(database)
      failure = nil
    } catch {
      failure = error
    }
    try await administrate(server, "drop database \(name) with (force)")
    if let failure { throw failure }
  }

  /// Applies what is missing of the first migrations, or of all.
  func migrate(to version: Int? = nil) async throws {
    let all = try Migration.all(inFolder: Self.migrations)
    try await Migrator(Array(all.prefix(version ?? all.count))).migrate(configuration)
  }

  private static var migrations: String {
    let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return repository.appendingPathComponent("migrations/participant").path
  }

  private static func administrate(
    _ configuration: Connection.Configuration, _ sql: String
  ) async throws {
    let connection = try await Connection.open(configuration)
    try await connection.execute(Query(sql, prepared: false))
    await connection.close()
  }

  /// Runs one query on a connection of its own.
  @discardableResult
  func execute(_ query: Query) async throws -> QueryResult {
    let connection = try await Connection.open(configuration)
    let result = try await connection.execute(query)
    await connection.close()
    return result
  }

  /// Ends a session of the server, and waits until it has ended.
  func terminate(process: Int32) async throws {
    try await execute(Query("select pg_terminate_backend($1, 10000)", process))
  }
}

/// The PostgreSQL store, as the conformance suite sees it.
struct PostgresUnderTest: StoreUnderTest {
  let database: TestDatabase
  let postgres: PostgresStore
  let postgresRecords: PostgresRecords

  init(_ database: TestDatabase) {
    self.database = database
    postgres = PostgresStore(database.configuration)
    postgresRecords = PostgresRecords(database.configuration)
  }

  var store: any Store { postgres }
  var records: any Records { postgresRecords }

  func killHolder(of lane: any Lane) async throws {
    let lane = try #require(lane as? PostgresLane)
    try await database.terminate(process: await lane.backendProcess)
  }

  func close() async {
    await postgres.close()
    await postgresRecords.close()
  }

  /// Gives a test a store over a fresh database.
  static func with(_ body: (PostgresUnderTest) async throws -> Void) async throws {
    try await TestDatabase.with { database in
      let world = PostgresUnderTest(database)
      let failure: (any Error)?
      do {
        try await body(world)
        failure = nil
      } catch {
        failure = error
      }
      await world.close()
      if let failure { throw failure }
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the tests unless a server is there.
  static var needsPostgres: Self {
    .enabled(
      if: TestDatabase.url != nil,
      "needs PostgreSQL: set \(TestDatabase.variable) to the URL of a superuser")
  }
}
