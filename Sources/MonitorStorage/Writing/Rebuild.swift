import Exchange
import FEEL
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
    /// BPMN events in the entries that were read.
    package let events: Int

    package init(done: Int, total: Int, events: Int = 0) {
      self.done = done
      self.total = total
      self.events = events
    }
  }

  /// Forgets everything that was heard: whoever follows the stream begins again with its first message.
  ///
  /// - Returns: the position before; nil when nothing had been heard.
  package func forgetEverything() async throws -> Int64? {
    try await withConnection { connection in
      try await connection.transaction { transaction in
        let before: Int64? = try await transaction.execute(PositionRow.lock).soleRow().value(at: 0)
        try await transaction.pipeline(
          Self.clearProjection + Self.clearReception + [PositionRow.reset, PositionRow.renew()])
        return before
      }
    }
  }

  /// Makes the projection out of the kept entries when another version of it made the one that is there.
  package func ifOutdated(onProgress: (Progress) -> Void) async throws {
    let version = try await withConnection { connection in
      Int(
        try await connection.execute(PositionRow.version).soleRow().value(at: 0, as: Int32.self))
    }
    guard version != PositionRow.projectionVersion else { return }
    try await rebuild(onlyFrom: version, onProgress)
  }

  /// Makes the projection out of the kept entries, in one transaction: whoever reads meanwhile sees the old one, and
  /// whoever follows the stream waits.
  package func fromEntries(onProgress: (Progress) -> Void) async throws {
    try await rebuild(onlyFrom: nil, onProgress)
  }

  /// - Parameter version: nothing is done when another process has made another version meanwhile; nil for none.
  private func rebuild(onlyFrom version: Int?, _ onProgress: (Progress) -> Void) async throws {
    try await withConnection { reader in
      try await withConnection { writer in
        try await writer.transaction { transaction in
          let state = try await transaction.execute(PositionRow.lock).soleRow()
          let found = Int(try state.value(at: 1, as: Int32.self))
          if let version, found != version { return }
          try await Self.project(
            reader, in: transaction, generation: try state.value(at: 2, as: Int.self) + 1,
            onProgress)
          // Followers that have the old projection in memory have to read again.
          try await transaction.execute(PositionRow.renew())
        }
      }
    }
  }

  /// Nobody adds entries meanwhile: who does waits for the position's row. So they are read beside the transaction, the
  /// next ones while the last ones are being written.
  private static func project(
    _ reader: Connection, in transaction: borrowing Transaction, generation: Int,
    _ onProgress: (Progress) -> Void
  ) async throws {
    let total: Int = try await reader.execute(count).soleRow().value(at: 0)
    try await transaction.pipeline(clearProjection)
    var walk = EntryWalk()
    var projection = Projection()
    var variants: Set<VariantID> = []
    var (done, events) = (0, 0)
    var page = try await walk.next(on: reader)
    while let entries = page {
      let upcoming = walk
      async let next = upcoming.page(on: reader)
      let changes = projection.replay(entries)
      try await transaction.pipeline(
        changes.projectionWrites(of: projection, known: variants, generation: generation))
      variants.formUnion(changes.variants.keys)
      // The walk goes order by order: only the last may go on.
      projection.keep(only: entries.last?.order)
      done += entries.count
      events += entries.reduce(0) { $0 + $1.events.count }
      onProgress(Progress(done: done, total: total, events: events))
      (page, walk) = try await next
    }
  }

  private static let count: Query = "select count(*) from entry"
  private static let clearProjection: [Query] = [
    "delete from order_side", "delete from order_running", "delete from order_ended",
    "delete from variant", "delete from message", "delete from tally", "delete from activity",
  ]
  private static let clearReception: [Query] = [
    "delete from entry", "delete from gap", "delete from lane", "delete from confirmation",
    "delete from sighting", "delete from unreadable",
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
