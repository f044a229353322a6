import FoundationEssentials
import PostgreSQL

/// A database as it was at one moment, read over a connection of its own. Closing that ends it.
struct Snapshot: Sendable {
  private let connection: Connection

  init(on connection: Connection) async throws {
    self.connection = connection
    // The first statement that reads is the moment.
    try await connection.pipeline([
      "begin isolation level repeatable read read only", "select 1",
    ])
  }

  func execute(_ query: Query) async throws -> QueryResult { try await connection.execute(query) }

  func pipeline(_ queries: [Query]) async throws -> [QueryResult] {
    try await connection.pipeline(queries)
  }

  func count(_ query: Query) async throws -> Int {
    try await execute(query).soleRow().value(at: 0)
  }

  func orders(_ page: String, after order: UUID, limit: Int) async throws -> [UUID] {
    try await execute(Query(page, order, limit)).map { try $0.value(at: 0) }
  }
}

/// A party's database while it is being checked.
struct OpenParty: Sendable {
  let database: PartyDatabase
  let snapshot: Snapshot
  let watermarks: [Int: Int]
}
