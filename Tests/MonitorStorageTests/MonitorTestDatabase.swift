import Foundation
import MonitorStorage
import PostgreSQL
import Testing

/// A fresh database for the time of a test, on the server of `DUET_TEST_POSTGRES`.
enum MonitorTestDatabase {
  static let variable = "DUET_TEST_POSTGRES"

  static var url: String? { ProcessInfo.processInfo.environment[variable] }

  /// The folder with the monitor's migrations, found from where this file lies.
  static var migrations: String {
    URL(filePath: #filePath).deletingLastPathComponent().resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "migrations/monitor").path
  }

  /// A database with the monitor's schema.
  @discardableResult
  static func with<Value>(
    _ body: (Connection.Configuration) async throws -> Value
  ) async throws -> Value {
    try await withServerDatabase { configuration in
      try await MonitorDatabase.migrate(configuration, folder: migrations)
      return try await body(configuration)
    }
  }

  /// An empty database.
  @discardableResult
  static func withServerDatabase<Value>(
    _ body: (Connection.Configuration) async throws -> Value
  ) async throws -> Value {
    var configuration = try Connection.Configuration(url: try #require(url))
    let server = try await Connection.open(configuration)
    let name = "monitor_\(UUID().uuidString.replacing("-", with: "").lowercased())"
    try await server.execute(Query("create database \(name)", prepared: false))
    configuration.database = name
    do {
      let value = try await body(configuration)
      try await server.execute(Query("drop database \(name) with (force)", prepared: false))
      await server.close()
      return value
    } catch {
      try await server.execute(Query("drop database \(name) with (force)", prepared: false))
      await server.close()
      throw error
    }
  }

  /// What the projection holds. How often something was heard is left out, because that is no part of it.
  static func content(of configuration: Connection.Configuration) async throws -> [String: [String]]
  {
    try await ProjectionDump(configuration).tables()
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the tests unless a server is there.
  static var needsPostgres: Self {
    .enabled(
      if: MonitorTestDatabase.url != nil,
      "needs PostgreSQL: set \(MonitorTestDatabase.variable) to the URL of a superuser")
  }
}
