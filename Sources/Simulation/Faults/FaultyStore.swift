import Exchange
import FEEL
import Participant
import ProcessEngine

/// A process's way to its party's store, on which anything can happen before and after every call.
final class FaultyStore: Store {
  private let base: MemoryStore
  private let world: World
  private let process: Int

  init(base: MemoryStore, world: World, process: Int) {
    self.base = base
    self.world = world
    self.process = process
  }

  func openLane() async throws(StoreError) -> any Lane {
    try await world.reachStore("open a lane", process)
    let lane = try await base.openLane()
    await world.hold(lane.id, process)
    return FaultyLane(base: lane, world: world, process: process)
  }

  func adoptLane() async throws(StoreError) -> (any Lane)? {
    try await world.reachStore("adopt a lane", process)
    guard let lane = try await base.adoptLane() else { return nil }
    await world.hold(lane.id, process)
    return FaultyLane(base: lane, world: world, process: process)
  }

  func dueTimers(at now: Timestamp, limit: Int) async throws(StoreError) -> [WorkReference] {
    try await world.reachStore("look for due timers", process)
    return try await base.dueTimers(at: now, limit: limit)
  }

  func dueJobs(at now: Timestamp, limit: Int) async throws(StoreError) -> [WorkReference] {
    try await world.reachStore("look for due jobs", process)
    return try await base.dueJobs(at: now, limit: limit)
  }

  func nextDue(after now: Timestamp) async throws(StoreError) -> Timestamp? {
    try await world.reachStore("look for the next due time", process)
    return try await base.nextDue(after: now)
  }

  func expireParked(before time: Timestamp, now: Timestamp) async throws(StoreError) -> Int {
    try await world.reachStore("expire parked messages", process)
    return try await base.expireParked(before: time, now: now)
  }

  func save(_ definition: StoredDefinition) async throws(StoreError) {
    try await world.reachStore("save a definition", process)
    try await base.save(definition)
  }

  func definition(_ id: DefinitionID) async throws(StoreError) -> StoredDefinition? {
    try await world.reachStore("read a definition", process)
    return try await base.definition(id)
  }
}

/// A lane on which a process can crash, lose its connection, or find locked orders, at every await.
final class FaultyLane: Lane {
  private let base: any Lane
  private let world: World
  private let process: Int

  init(base: any Lane, world: World, process: Int) {
    self.base = base
    self.world = world
    self.process = process
  }

  var id: Int { base.id }
  var last: Int { get async { await world.tamper(last: await base.last) } }
  var confirmed: Int { get async { await base.confirmed } }

  func step(
    on orders: [InstanceID], decide: (LoadedCases) async throws(StoreError) -> StepWrites
  ) async throws(StoreError) {
    try await world.reachStore("begin a transaction", process)
    try await world.lock(orders, process)
    do {
      try await base.step(on: orders) { loaded async throws(StoreError) -> StepWrites in
        try await world.reachStore("decide", process)
        let writes = try await decide(await world.tamper(loaded, process))
        let tampered = await world.tamper(writes, process)
        try await world.reachCommit(process)
        return tampered
      }
    } catch {
      await world.unlock(orders, process)
      throw error
    }
    await world.unlock(orders, process)
    try await world.leaveCommit(process)
  }

  func entries(after number: Int, limit: Int) async throws(StoreError) -> [JournalEntry] {
    try await world.reachStore("read the outbox", process)
    return try await base.entries(after: number, limit: limit)
  }

  func confirm(upTo number: Int) async throws(StoreError) {
    try await world.reachStore("move the watermark", process)
    await world.confirm(upTo: number, lane: id, process)
    try await base.confirm(upTo: number)
    try await world.reachStore("have moved the watermark", process)
  }

  func close() async {
    guard await world.pass("close a lane", process) else { return }
    await base.close()
    await world.release(id, process)
  }
}

/// A process's way to the broker, on which anything can happen before and after every call.
final class FaultyBroker: Broker {
  private let base: MemoryBroker
  private let world: World
  private let process: Int

  init(base: MemoryBroker, world: World, process: Int) {
    self.base = base
    self.world = world
    self.process = process
  }

  func receive(limit: Int) async -> [Delivery]? {
    guard await world.pass("receive", process) else { return nil }
    return base.takeAvailable(limit: limit)
  }

  func stopReceiving() { base.stopReceiving() }

  func acknowledge(_ deliveries: [Delivery.Tag]) async {
    guard !deliveries.isEmpty, await world.pass("acknowledge", process) else { return }
    await world.acknowledge(deliveries, process)
    _ = await world.pass("have acknowledged", process)
  }

  func publish(_ publications: [Publication]) async -> [PublishOutcome] {
    var outcomes: [PublishOutcome] = []
    for publication in publications {
      guard await world.pass("publish", process) else { break }
      outcomes.append(await world.transmit(publication, process))
    }
    guard await world.pass("await the confirms", process) else {
      return publications.map { _ in .failed("the process is dead") }
    }
    return outcomes
  }

  var state: BrokerState { get async { await base.state } }

  func close() async { await base.close() }
}
