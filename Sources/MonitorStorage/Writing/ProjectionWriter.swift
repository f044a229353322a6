import Exchange
package import Monitoring
package import PostgreSQL

/// The projection in the monitor's database.
///
/// Each call of `add` is one transaction: the raw entries, what they change, and the position. Sides that are in use are
/// kept in memory, so that most batches read nothing. Several processes may work on one database without harm, though
/// without use: who finds the position moved begins again from where it is.
package actor ProjectionWriter: ProjectionStore {
  /// How many sides may stay in memory.
  package static let cacheLimit = 50_000

  private let configuration: Connection.Configuration
  private var connection: Connection?
  /// Lanes and sides as the database has them at `mark`; nil when that is not known.
  private var projection: Projection?
  private var mark: Mark?

  /// Says which state of the database something is of: a rebuild begins a new epoch.
  private struct Mark: Equatable {
    var position: Int64?
    let epoch: Int

    init(_ position: Int64?, _ epoch: Int) {
      self.position = position
      self.epoch = epoch
    }
  }

  package init(_ configuration: Connection.Configuration) {
    self.configuration = configuration
  }

  package func close() async {
    await connection?.close()
    connection = nil
    projection = nil
  }

  package func position() async throws -> Int64? {
    let connection = try await open()
    return try await connection.execute(PositionRow.current).soleRow().value(at: 0)
  }

  package func add(
    _ batches: [EventBatch], after position: Int64?
  ) async throws -> ProjectionProgress {
    guard let last = batches.last else { return ProjectionProgress() }
    let connection = try await open()
    let entries = batches.flatMap(\.entries)
    do {
      let progress = try await connection.transaction { transaction in
        let moved = try await transaction.execute(PositionRow.move(to: last.offset, from: position))
        guard let row = moved.first else { throw PositionMoved() }
        let epoch: Int = try row.value(at: 0)
        let changes = try await take(entries, after: Mark(position, epoch), in: transaction)
        let problems = batches.filter { $0.problem != nil }
        var writes = changes.writes(sides: sides(changes), lanes: lanes(changes))
        if !problems.isEmpty { writes.append(UnreadableRow.insert(problems)) }
        if !writes.isEmpty { try await transaction.pipeline(writes) }
        return changes.progress(problems: problems.count)
      }
      mark?.position = last.offset
      trim()
      return progress
    } catch {
      // What is in memory may be ahead of the database now.
      projection = nil
      throw error
    }
  }

  // MARK: What is in memory

  /// Has everything in memory that the entries need, and applies them to it.
  private func take(
    _ entries: [JournalEntry], after mark: Mark, in transaction: borrowing Transaction
  ) async throws -> ProjectionChanges {
    if projection == nil || self.mark != mark {
      let found = try await transaction.pipeline([LaneRow.all, LaneRow.gaps])
      projection = Projection(lanes: try LaneRow.read(lanes: found[0], gaps: found[1]))
      self.mark = mark
    }
    var current = projection ?? Projection()
    projection = nil
    let missing = current.missing(for: entries)
    if !missing.isEmpty {
      current.restore(try await SideLoading.load(missing, in: transaction))
    }
    let changes = current.take(entries)
    projection = current
    return changes
  }

  private func sides(_ changes: ProjectionChanges) -> [OrderSide] {
    changes.sides.compactMap { projection?.sides[$0] }
  }

  private func lanes(_ changes: ProjectionChanges) -> [(id: LaneID, ledger: LaneLedger)] {
    changes.lanes.compactMap { id in projection?.lanes[id].map { (id, $0) } }
  }

  /// Ended orders are seldom heard of again; when too many others are left, all go, and are read again when needed.
  private func trim() {
    guard let count = projection?.sides.count, count > Self.cacheLimit else { return }
    projection?.keep { $0.endedAt == nil }
    if let left = projection?.sides.count, left > Self.cacheLimit / 2 {
      projection?.keep { _ in false }
    }
  }

  private func open() async throws -> Connection {
    if let connection, await connection.isAlive { return connection }
    projection = nil
    let fresh = try await Connection.open(configuration)
    connection = fresh
    return fresh
  }
}
