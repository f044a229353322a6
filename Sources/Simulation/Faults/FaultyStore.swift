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

  func expireParked(before time: Timestamp, now: Timestamp) async throws(StoreError) -> Int {
    try await world.reachStore("expire parked messages", process)
    return try await base.expireParked(before: time, now: now)
  }

  func quarantine(newest limit: Int) async throws(StoreError) -> QuarantineSummary {
    try await world.reachStore("look into the quarantine", process)
    return try await base.quarantine(newest: limit)
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
