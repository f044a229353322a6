import Exchange
import FEEL
import FoundationEssentials
import Monitoring
package import PostgreSQL
import ProcessEngine

/// Makes the projection again from zero.
package struct Rebuild: Sendable {
  private let configuration: Connection.Configuration

  package init(_ configuration: Connection.Configuration) { self.configuration = configuration }

  /// How far it is.
  package struct Progress: Hashable, Sendable {
    package let done: Int
    /// As far as it is known.
    package let total: Int

    package init(done: Int, total: Int) {
      self.done = done
      self.total = total
    }
  }

  /// Forgets everything that was heard: whoever follows the stream begins again with its first message.
  ///
  /// - Returns: the position before; nil when nothing had been heard.
  package func forgetEverything() async throws -> Int64? {
    try await withConnection { connection in
      try await connection.transaction { transaction in
        let before: Int64? = try await transaction.execute(Self.lockPosition).soleRow().value(at: 0)
        try await transaction.pipeline(
          Self.clearProjection + Self.clearReception + [PositionRow.reset])
        return before
      }
    }
  }

  /// Makes the projection out of the kept entries, in one transaction: whoever reads meanwhile sees the old one, and
  /// whoever follows the stream waits.
  package func fromEntries(onProgress: (Progress) -> Void) async throws {
    try await withConnection { connection in
      try await connection.transaction { transaction in
        try await transaction.execute(Self.lockPosition)
        let total: Int = try await transaction.execute(Self.count).soleRow().value(at: 0)
        try await transaction.pipeline(Self.clearProjection)
        var walk = EntryWalk()
        var projection = Projection()
        while let entries = try await walk.next(in: transaction) {
          let changes = projection.replay(entries)
          let sides = changes.sides.compactMap { projection.sides[$0] }
          try await transaction.pipeline(changes.projectionWrites(sides: sides))
          // The walk goes order by order: only the last may go on.
          projection.keep { $0.id.order == entries.last?.order }
          onProgress(Progress(done: walk.count, total: total))
        }
        // Followers that have the old projection in memory have to read again.
        try await transaction.execute(Self.renewEpoch)
      }
    }
  }

  private static let lockPosition: Query = "select message_offset from stream_position for update"
  private static let renewEpoch: Query = "update stream_position set epoch = epoch + 1"
  private static let count: Query = "select count(*) from entry"
  private static let clearProjection: [Query] = [
    "delete from order_side", "delete from message", "delete from tally", "delete from activity",
  ]
  private static let clearReception: [Query] = [
    "delete from entry", "delete from gap", "delete from lane", "delete from unreadable",
  ]

  private func withConnection<Value: Sendable>(
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await Connection.open(configuration)
    do {
      let value = try await body(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }
}

/// A walk through all entries, order by order, step by step.
struct EntryWalk {
  /// How many entries have been walked through.
  private(set) var count = 0
  private let pageLimit: Int
  private var order = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  private var party = ""
  private var step = 0
  private var lane = 0
  private var number = 0

  init(pageLimit: Int = 5_000) { self.pageLimit = pageLimit }

  /// The next page; nil at the end. An order may go on in the page after.
  mutating func next(in transaction: borrowing Transaction) async throws -> [JournalEntry]? {
    let rows = try await transaction.execute(
      Query(EntryRow.page, order, party, step, lane, number, pageLimit))
    guard let last = rows.last else { return nil }
    order = try last.value(at: 0)
    party = try last.value(at: 1)
    step = Int(try last.value(at: 2, as: Int32.self))
    lane = Int(try last.value(at: 3, as: Int32.self))
    number = try last.value(at: 4)
    count += rows.count
    return try rows.map { try EntryRow.read(try $0.value(at: 5)) }
  }
}
