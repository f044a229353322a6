import Exchange
package import Monitoring
package import PostgreSQL
import ProcessEngine

/// The projection in the monitor's database.
///
/// Each call of `add` is one transaction: the raw entries, what they change, and the position. Orders that are in use are
/// kept in memory, so that most batches read nothing. Several processes may work on one database without harm, though
/// without use: who finds the position moved begins again from where it is.
///
/// A commit does not wait for the disk: what a crash of the server loses is read again from the stream, because the
/// position is lost with it (docs/adr/0009).
package actor ProjectionWriter: ProjectionStore {
  /// How many orders may stay in memory.
  package static let cacheLimit = 25_000
  /// How many variants are remembered as written.
  private static let variantLimit = 100_000

  private let configuration: Connection.Configuration
  private let onRebuild: @Sendable (Rebuild.Progress) -> Void
  private var connection: Connection?
  /// Lanes and orders as the database has them at `mark`; nil when that is not known.
  private var projection: Projection?
  private var mark: Mark?
  /// What has been written for sure, so that it need not be again.
  private var variants: Set<VariantID> = []
  private var partitions: Set<EntryPartition> = []

  /// Says which state of the database something is of: a rebuild begins a new epoch.
  private struct Mark: Equatable {
    var position: Int64?
    let epoch: Int

    init(_ position: Int64?, _ epoch: Int) {
      self.position = position
      self.epoch = epoch
    }
  }

  /// - Parameter onRebuild: is told how far the rebuild is of a database that another version of the projection made.
  package init(
    _ configuration: Connection.Configuration,
    onRebuild: @escaping @Sendable (Rebuild.Progress) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.onRebuild = onRebuild
  }

  package func close() async {
    await connection?.close()
    connection = nil
    forget()
  }

  package func position() async throws -> Int64? {
    let connection = try await open()
    return try await connection.execute(PositionRow.current).soleRow().value(at: 0)
  }

  package func note(_ minute: FreshnessMinute) async throws {
    try await open().execute(FreshnessRow.add(minute))
  }

  package func add(
    _ batches: [EventBatch], after position: Int64?
  ) async throws -> ProjectionProgress {
    guard let last = batches.last else { return ProjectionProgress() }
    let connection = try await open()
    let entries = batches.flatMap(\.entries)
    do {
      let (progress, written) = try await connection.transaction { transaction in
        let moved = try await transaction.execute(PositionRow.move(to: last.offset, from: position))
        guard let row = moved.first else { throw PositionMoved() }
        let (epoch, generation) = try row.decode(Int.self, Int.self)
        let changes = try await take(entries, after: Mark(position, epoch), in: transaction)
        let months = Set(changes.entries.lazy.map { EntryPartition(of: $0.at) })
        let problems = batches.filter { $0.problem != nil }
        var writes = months.subtracting(partitions).sorted().map(\.creation)
        writes += changes.writes(
          of: projection ?? Projection(), known: variants, generation: generation)
        if !problems.isEmpty { writes.append(UnreadableRow.insert(problems)) }
        if !writes.isEmpty { try await transaction.pipeline(writes) }
        return (changes.progress(problems: problems.count), (months, changes.variants.keys))
      }
      mark?.position = last.offset
      remember(months: written.0, variants: written.1)
      return progress
    } catch {
      // What is in memory may be ahead of the database now.
      forget()
      throw error
    }
  }

  // MARK: What is in memory

  /// Has everything in memory that the entries need, and applies them to it.
  private func take(
    _ entries: [JournalEntry], after mark: Mark, in transaction: borrowing Transaction
  ) async throws -> ProjectionChanges {
    if projection == nil || self.mark != mark {
      forget()
      let found = try await transaction.pipeline([LaneRow.all, LaneRow.gaps])
      projection = Projection(lanes: try LaneRow.read(lanes: found[0], gaps: found[1]))
      self.mark = mark
    }
    // Taken out while it changes, so that it is changed in place.
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

  /// Ended orders are seldom heard of again; when too many others are left, all go, and are read again when needed.
  private func remember(
    months: Set<EntryPartition>, variants written: some Sequence<VariantID>
  ) {
    partitions.formUnion(months)
    variants.formUnion(written)
    if variants.count > Self.variantLimit { variants = [] }
    guard let count = projection?.orders.count, count > Self.cacheLimit else { return }
    projection?.keep { sides in sides.contains { $0.endedAt == nil } || sides.count < 2 }
    if let left = projection?.orders.count, left > Self.cacheLimit / 2 {
      projection?.keep { _ in false }
    }
  }

  private func forget() {
    projection = nil
    variants = []
    partitions = []
  }

  private func open() async throws -> Connection {
    if let connection, await connection.isAlive { return connection }
    forget()
    try await Rebuild(configuration).ifOutdated(onProgress: onRebuild)
    var quick = configuration
    quick.isForShortStatements = true
    let fresh = try await Connection.open(quick)
    try await fresh.execute("set synchronous_commit = off")
    connection = fresh
    return fresh
  }
}
