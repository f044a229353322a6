package import Exchange
package import FEEL
import Locks
package import Participant
package import ProcessEngine

/// The store port in memory, for tests and simulations: what PostgreSQL does, without PostgreSQL.
///
/// It outlives the simulated processes that use it, as a database does.
package final class MemoryStore: Store {
  private let database: Locked<MemoryDatabase>
  /// Row locks.
  let orderLocks = KeyLocks<InstanceID>()
  /// A lane is one connection: calls on it come one after the other.
  let laneLocks = KeyLocks<Int>()
  private let clock: any WallClock
  private let ids: any IDSource

  /// - Parameters:
  ///   - clock: gives the time since when a message is parked.
  ///   - ids: makes the ids of quarantined messages.
  ///   - refusesGaps: false for a store that lets lanes skip numbers, to see that somebody notices.
  package init(clock: any WallClock, ids: any IDSource, refusesGaps: Bool = true) {
    database = Locked(MemoryDatabase(refusesGaps: refusesGaps))
    self.clock = clock
    self.ids = ids
  }

  /// Looks at what is stored, without a transaction.
  package func read<Result: Sendable>(
    _ body: (borrowing MemoryDatabase) -> sending Result
  ) -> Result {
    database.withLock { body($0) }
  }

  func change<Result: Sendable>(_ body: (inout MemoryDatabase) -> sending Result) -> Result {
    database.withLock { body(&$0) }
  }

  func commit(_ writes: StepWrites, lane: Int, holder: Int) throws(StoreError) {
    let now = clock.now
    try database.withLock { database throws(StoreError) in
      try database.commit(writes, lane: lane, holder: holder, ids: ids, now: now)
    }
  }

  // MARK: Store

  package func openLane() async throws(StoreError) -> any Lane {
    let (lane, holder) = change { $0.holdAny() }
    return MemoryLane(id: lane, holder: holder, store: self)
  }

  package func adoptLane() async throws(StoreError) -> (any Lane)? {
    let adopted = change { database -> (lane: Int, holder: Int)? in
      let abandoned = database.lanes.filter {
        $0.value.holder == nil && $0.value.confirmed < $0.value.last
      }
      guard let lane = abandoned.keys.min(), let holder = database.hold(lane) else { return nil }
      return (lane, holder)
    }
    return adopted.map { MemoryLane(id: $0.lane, holder: $0.holder, store: self) }
  }

  package func dueTimers(at now: Timestamp, limit: Int) async throws(StoreError) -> [WorkReference]
  {
    read { database in
      Self.due(database.timers.filter { $0.value.due <= now }.mapValues(\.due), limit: limit)
    }
  }

  package func dueJobs(at now: Timestamp, limit: Int) async throws(StoreError) -> [WorkReference] {
    read { database in
      let due = database.jobs.filter { $0.value.retries > 0 && $0.value.notBefore <= now }
      return Self.due(due.mapValues(\.notBefore), limit: limit)
    }
  }

  private static func due(_ times: [WorkReference: Timestamp], limit: Int) -> [WorkReference] {
    let sorted = times.sorted {
      ($0.value, $0.key.order, $0.key.key) < ($1.value, $1.key.order, $1.key.key)
    }
    return sorted.prefix(limit).map(\.key)
  }

  package func expireParked(before time: Timestamp, now: Timestamp) async throws(StoreError) -> Int
  {
    change { $0.expireParked(before: time, now: now, ids: ids) }
  }

  package func quarantine(newest limit: Int) async throws(StoreError) -> QuarantineSummary {
    read { database in
      QuarantineSummary(
        count: min(database.quarantine.count, QuarantineSummary.countLimit),
        newest: database.quarantine.reversed().prefix(limit).map { row in
          QuarantineRow(id: row.id, message: row.message.head)
        })
    }
  }

  package func save(_ definition: StoredDefinition) async throws(StoreError) {
    change { database in
      if database.definitions[definition.id] == nil {
        database.definitions[definition.id] = definition
      }
    }
  }

  package func definition(_ id: DefinitionID) async throws(StoreError) -> StoredDefinition? {
    read { $0.definitions[id] }
  }

  /// What a database does when the connection that holds a lane is gone: anybody may take the lane.
  package func abandon(lane: Int) {
    change { $0.lanes[lane]?.holder = nil }
  }
}

/// A lane of a `MemoryStore`.
package final class MemoryLane: Lane {
  package let id: Int
  private let holder: Int
  private let store: MemoryStore

  init(id: Int, holder: Int, store: MemoryStore) {
    self.id = id
    self.holder = holder
    self.store = store
  }

  package var last: Int { get async { store.read { $0.lanes[id]?.last ?? 0 } } }
  package var confirmed: Int { get async { store.read { $0.lanes[id]?.confirmed ?? 0 } } }

  package func step(
    on orders: [InstanceID], decide: (LoadedCases) async throws(StoreError) -> StepWrites
  ) async throws(StoreError) {
    await store.laneLocks.lock([id])
    defer { store.laneLocks.unlock([id]) }
    try checkHolder()
    await store.orderLocks.lock(orders)
    defer { store.orderLocks.unlock(orders) }
    let writes = try await decide(store.read { $0.load(orders) })
    try store.commit(writes, lane: id, holder: holder)
  }

  package func entries(after number: Int, limit: Int) async throws(StoreError) -> [JournalEntry] {
    try checkHolder()
    return store.read { database in
      Array((database.lanes[id]?.entries ?? []).drop { $0.number <= number }.prefix(limit))
    }
  }

  package func confirm(upTo number: Int) async throws(StoreError) {
    try checkHolder()
    store.change { database in
      let confirmed = database.lanes[id]?.confirmed ?? 0
      database.lanes[id]?.confirmed = max(number, confirmed)
    }
  }

  package func close() async {
    store.change { database in
      if database.holds(id, holder) { database.lanes[id]?.holder = nil }
    }
  }

  private func checkHolder() throws(StoreError) {
    guard store.read({ $0.holds(id, holder) }) else { throw .laneLost }
  }
}
