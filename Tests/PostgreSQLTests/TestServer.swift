import Foundation
import PostgreSQL
import Testing

/// The real server that the tests talk to.
enum TestServer {
  /// A `postgresql://` URL of a superuser; without it the tests that need a server are skipped.
  static let variable = "DUET_TEST_POSTGRES"

  static var url: String? { ProcessInfo.processInfo.environment[variable] }

  static func configuration() throws -> Connection.Configuration {
    try Connection.Configuration(url: try #require(url))
  }

  static func connect(
    onNotice: @escaping @Sendable (Notice) -> Void = { _ in }
  ) async throws -> Connection {
    try await Connection.open(try configuration(), onNotice: onNotice)
  }

  /// Opens a connection for the time of a test.
  @discardableResult
  static func withConnection<Value>(
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await connect()
    do {
      let value = try await body(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Creates a table that other connections see too, for the time of a test.
  @discardableResult
  static func withTable<Value>(
    _ columns: String, _ body: (String) async throws -> Value
  ) async throws -> Value {
    let table = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
    try await withConnection { try await $0.runScript("create table \(table) (\(columns))") }
    do {
      let value = try await body(table)
      try await withConnection { try await $0.runScript("drop table \(table)") }
      return value
    } catch {
      try await withConnection { try await $0.runScript("drop table \(table)") }
      throw error
    }
  }

  /// Waits until a session of the server waits for what `event` names, such as `PgSleep`.
  static func waitUntil(process: Int32, waitsFor event: String) async throws {
    let query = Query(
      "select coalesce(wait_event, '') from pg_stat_activity where pid = $1", process)
    try await withConnection { connection in
      var current = ""
      while current != event {
        current = try await connection.execute(query).soleRow().value(at: 0)
      }
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the tests unless a server is there.
  static var needsPostgres: Self {
    .enabled(
      if: TestServer.url != nil,
      "needs PostgreSQL: set \(TestServer.variable) to the URL of a superuser")
  }
}

/// The error that `body` throws, as the driver's.
func failure<Value>(
  of body: () async throws -> Value, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> PostgreSQLError {
  do {
    _ = try await body()
  } catch let error as PostgreSQLError {
    return error
  }
  throw Unexpected()
}

/// Thrown when something that must fail did not.
struct Unexpected: Error {}
