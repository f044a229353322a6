import Exchange
import Participant
import ProcessEngine

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
    try await world.lock(orders, lane: id, process)
    do {
      try await base.step(on: orders) { loaded async throws(StoreError) -> StepWrites in
        try await world.reachStore("decide", process)
        let writes = try await decide(await world.tamper(loaded, process))
        let tampered = await world.tamper(writes, process)
        try await world.reachCommit(process)
        return tampered
      }
    } catch {
      await world.unlock(orders, lane: id, process)
      throw error
    }
    await world.unlock(orders, lane: id, process)
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
