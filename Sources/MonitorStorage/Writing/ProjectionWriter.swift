import Exchange
package import Monitoring
package import PostgreSQL
import ProcessEngine

/// The projection in the monitor's database.
///
/// Each step is one transaction: the raw entries, what they change, and the position. Orders that are in use are
/// kept in memory, so that most batches read nothing. The next step is prepared in memory while the last one is being
/// written. Several processes may work on one database without harm, though without use: who finds the position moved
/// begins again from where it is.
///
/// A commit does not wait for the disk: what a crash of the server loses is read again from the stream, because the
/// position is lost with it (docs/adr/0009).
package actor ProjectionWriter: ProjectionStore {
  /// How many variants are remembered as written.
  private static let variantLimit = 100_000

  private let configuration: Connection.Configuration
  private let cacheLimit: Int
  private let onRebuild: @Sendable (Rebuild.Progress) -> Void
  private var writing: Connection?
  /// Reads orders while the other one is writing.
  private var reading: Connection?
  /// Nil when it is not known what the database has.
  private var memory: Memory?
  /// What has been written for sure, so that it need not be again.
  private var variants: Set<VariantID> = []
  private var partitions: Set<EntryPartition> = []

  /// What the database has of what is in use, or will have when all that is prepared has been written.
  private struct Memory {
    /// Lanes and orders.
    var projection: Projection
    var position: Int64?
    /// A rebuild begins a new one.
    let epoch: Int
    /// Of the last transaction.
    var generation: Int
    /// The orders of the step that is being prepared.
    private var needed: Set<InstanceID> = []
    /// The orders of what has not been written yet, by the generation that it will be.
    private var unwritten: [Int: Set<InstanceID>] = [:]

    init(_ projection: Projection, position: Int64?, epoch: Int, generation: Int) {
      self.projection = projection
      self.position = position
      self.epoch = epoch
      self.generation = generation
    }

    /// Keeps the orders of entries from now on.
    ///
    /// - Returns: those that have to be read before the entries are taken.
    mutating func need(_ entries: [JournalEntry]) -> Set<InstanceID> {
      needed = Set(entries.lazy.map(\.order))
      return projection.missing(for: entries)
    }

    mutating func take(_ entries: [JournalEntry], upTo offset: Int64) -> ProjectionChanges {
      let changes = projection.take(entries)
      position = offset
      generation += 1
      unwritten[generation] = changes.orders
      needed = []
      return changes
    }

    /// What was prepared for a generation has been written.
    mutating func noteWritten(_ generation: Int, cacheLimit: Int) {
      unwritten[generation] = nil
      guard projection.orders.count > cacheLimit else { return }
      // Ended orders are seldom heard of again; when too many others are left, all go, and are read again when needed. Those
      // of a step that is under way stay: they are counted on, or cannot be read yet.
      let busy = unwritten.values.reduce(into: needed) { $0.formUnion($1) }
      projection.keep { sides in
        sides.contains { $0.endedAt == nil || busy.contains($0.id.order) } || sides.count < 2
      }
      guard projection.orders.count > cacheLimit / 2 else { return }
      projection.keep { sides in sides.contains { busy.contains($0.id.order) } }
    }
  }

  /// A transaction that has not begun.
  private struct Prepared {
    let from: Int64?
    let to: Int64
    let epoch: Int
    let generation: Int
    let writes: [Query]
    let months: Set<EntryPartition>
    let variants: [VariantID]
  }

  /// - Parameters:
  ///   - cacheLimit: how many orders may stay in memory.
  ///   - onRebuild: is told how far the rebuild is of a database that another version of the projection made.
  package init(
    _ configuration: Connection.Configuration, cacheLimit: Int = 25_000,
    onRebuild: @escaping @Sendable (Rebuild.Progress) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.cacheLimit = cacheLimit
    self.onRebuild = onRebuild
  }

  package func close() async {
    await writing?.close()
    await reading?.close()
    (writing, reading) = (nil, nil)
    forget()
  }

  package func position() async throws -> Int64? {
    let connection = try await openForWriting()
    return try await connection.execute(PositionRow.current).soleRow().value(at: 0)
  }

  package func note(_ minute: FreshnessMinute) async throws {
    try await openForWriting().execute(FreshnessRow.add(minute))
  }

  // MARK: Preparing

  package func prepare(
    _ batches: [EventBatch], after position: Int64?
  ) async throws -> ProjectionStep {
    guard let last = batches.last else { return ProjectionStep { ProjectionProgress() } }
    let entries = batches.flatMap(\.entries)
    try await recall(at: position)
    try await load(entries)
    guard let changes = memory?.take(entries, upTo: last.offset), let memory else {
      throw PositionMoved()
    }
    let problems = batches.filter { $0.problem != nil }
    let months = Set(changes.entries.lazy.map { EntryPartition(of: $0.at) })
    var writes = months.subtracting(partitions).sorted().map(\.creation)
    writes += changes.writes(
      of: memory.projection, known: variants, generation: memory.generation)
    writes += TransportRows.writes(batches.compactMap(\.report))
    if !problems.isEmpty { writes.append(UnreadableRow.insert(problems)) }
    let prepared = Prepared(
      from: position, to: last.offset, epoch: memory.epoch, generation: memory.generation,
      writes: writes, months: months, variants: Array(changes.variants.keys))
    let progress = changes.progress(problems: problems.count)
    return ProjectionStep {
      try await self.write(prepared)
      return progress
    }
  }

  /// Sees to it that what is in memory is that of a position.
  private func recall(at position: Int64?) async throws {
    if let memory, memory.position == position { return }
    forget()
    // Opened first of all, because it sees to the version of the projection.
    if writing == nil { _ = try await openForWriting() }
    let found = try await openForReading().pipeline([
      PositionRow.state, LaneRow.all, LaneRow.gaps,
    ])
    let (present, epoch, generation) = try found[0].soleRow().decode(
      Int64?.self, Int.self, Int.self)
    guard present == position else { throw PositionMoved() }
    memory = Memory(
      Projection(lanes: try LaneRow.read(lanes: found[1], gaps: found[2])),
      position: position, epoch: epoch, generation: generation)
  }

  /// Has the orders of entries in memory. Those that are not have nothing that is still to be written, so that they are as
  /// the database has them.
  private func load(_ entries: [JournalEntry]) async throws {
    guard let missing = memory?.need(entries), !missing.isEmpty else { return }
    let sides = try await SideLoading.load(missing, on: openForReading())
    memory?.projection.restore(sides)
  }

  // MARK: Writing

  private func write(_ prepared: Prepared) async throws {
    do {
      try await openForWriting().transaction { transaction in
        let moved = try await transaction.execute(
          PositionRow.move(to: prepared.to, from: prepared.from))
        guard let row = moved.first,
          try row.decode(Int.self, Int.self) == (prepared.epoch, prepared.generation)
        else { throw PositionMoved() }
        if !prepared.writes.isEmpty { try await transaction.pipeline(prepared.writes) }
      }
    } catch {
      // What is in memory may be ahead of the database now.
      forget()
      throw error
    }
    partitions.formUnion(prepared.months)
    variants.formUnion(prepared.variants)
    if variants.count > Self.variantLimit { variants = [] }
    memory?.noteWritten(prepared.generation, cacheLimit: cacheLimit)
  }

  private func forget() {
    memory = nil
    variants = []
    partitions = []
  }

  // MARK: Connections

  private func openForWriting() async throws -> Connection {
    if let writing, await writing.isAlive { return writing }
    forget()
    try await Rebuild(configuration).ifOutdated(onProgress: onRebuild)
    let fresh = try await open()
    try await fresh.execute("set synchronous_commit = off")
    writing = fresh
    return fresh
  }

  private func openForReading() async throws -> Connection {
    if let reading, await reading.isAlive { return reading }
    let fresh = try await open()
    reading = fresh
    return fresh
  }

  private func open() async throws -> Connection {
    var quick = configuration
    quick.isForShortStatements = true
    return try await Connection.open(quick)
  }
}
