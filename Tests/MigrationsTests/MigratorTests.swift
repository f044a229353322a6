import Foundation
import Migrations
import PostgreSQL
import Testing

@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["DUET_TEST_POSTGRES"] != nil,
    "needs PostgreSQL: set DUET_TEST_POSTGRES to the URL of a superuser"))
struct MigratorTests {
  private let first = Migration(number: 1, name: "first", sql: "create table a (id integer)")
  private let second = Migration(
    number: 2, name: "second", sql: "insert into a values (1); insert into a values (2) -- end")

  @Test func `an empty database gets everything, once`() async throws {
    try await withDatabase { database in
      let applied = try await Migrator([first, second]).migrate(database)
      #expect(applied == [first, second])
      #expect(try await Migrator([first, second]).migrate(database) == [])
      #expect(try await rows(of: "select id from a", in: database) == [1, 2])
      #expect(
        try await rows(of: "select number from schema_version order by 1", in: database) == [1, 2])
    }
  }

  @Test func `an older database gets what it lacks`() async throws {
    try await withDatabase { database in
      try await Migrator([first]).migrate(database)
      #expect(try await Migrator([first, second]).migrate(database) == [second])
    }
  }

  @Test func `processes that start at once do it once`() async throws {
    try await withDatabase { database in
      let migrator = Migrator([first, second])
      let applied = try await withThrowingTaskGroup { group in
        for _ in 0..<5 { group.addTask { try await migrator.migrate(database).count } }
        return try await group.reduce(into: 0) { $0 += $1 }
      }
      #expect(applied == 2)
      #expect(try await rows(of: "select id from a", in: database) == [1, 2])
    }
  }

  @Test func `a newer database is refused with what to do`() async throws {
    try await withDatabase { database in
      try await Migrator([first, second]).migrate(database)
      let failure = await #expect(throws: MigrationFailure.self) {
        try await Migrator([first]).migrate(database)
      }
      #expect(failure == .databaseIsNewer(version: 2, newest: 1))
      #expect(failure?.description.contains("start the newer program") == true)
    }
  }

  @Test func `a changed file is refused by its name`() async throws {
    try await withDatabase { database in
      try await Migrator([first]).migrate(database)
      let changed = Migration(number: 1, name: "first", sql: first.sql + " ")
      let failure = await #expect(throws: MigrationFailure.self) {
        try await Migrator([changed, second]).migrate(database)
      }
      #expect(failure == .changed(fileName: "0001_first.sql"))
      #expect(try await rows(of: "select number from schema_version", in: database) == [1])
    }
  }

  @Test func `a migration that fails leaves nothing, and those before it stay`() async throws {
    try await withDatabase { database in
      let bad = Migration(
        number: 2, name: "bad", sql: "insert into a values (7); insert into nowhere values (1)")
      let failure = await #expect(throws: MigrationFailure.self) {
        try await Migrator([first, bad]).migrate(database)
      }
      #expect(failure?.description.contains("0002_bad.sql failed and was rolled back") == true)
      let ids = try await rows(of: "select id from a", in: database)
      #expect(ids == [])
      #expect(try await Migrator([first, second]).migrate(database) == [second])
    }
  }

  @Test func `a database that cannot be reached is told so`() async throws {
    let nowhere = Connection.Configuration(host: "127.0.0.1", port: 1, user: "nobody")
    let failure = await #expect(throws: MigrationFailure.self) {
      try await Migrator([first]).migrate(nowhere)
    }
    guard case .database = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  private func rows(
    of sql: String, in database: Connection.Configuration
  ) async throws -> [Int] {
    let connection = try await Connection.open(database)
    let rows = try await connection.execute(Query(sql)).map { try $0.value(at: 0, as: Int.self) }
    await connection.close()
    return rows
  }

  private func withDatabase(
    _ body: (Connection.Configuration) async throws -> Void
  ) async throws {
    let url = try #require(ProcessInfo.processInfo.environment["DUET_TEST_POSTGRES"])
    let server = try await Connection.open(.init(url: url))
    var database = try Connection.Configuration(url: url)
    database.database = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
    try await server.execute(Query("create database \(database.database)", prepared: false))
    let failure: (any Error)?
    do {
      try await body(database)
      failure = nil
    } catch {
      failure = error
    }
    try await server.execute(
      Query("drop database \(database.database) with (force)", prepared: false))
    await server.close()
    if let failure { throw failure }
  }
}
