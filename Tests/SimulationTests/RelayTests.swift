import Exchange
import FEEL
import FoundationEssentials
import Logging
import Participant
import ProcessEngine
import Simulation
import StoreConformance
import Testing

/// The relay over the store and the broker in memory, at the edges that worlds come to seldom.
@Suite struct RelayTests {
  private let store = MemoryStore(clock: SystemClock(), ids: SystemIDs())
  private let server = MemoryBrokerServer(parties: ["Client"])

  private func relay(_ lane: any Lane) async -> Relay {
    Relay(
      lane: lane, confirmed: await lane.confirmed, last: await lane.last,
      broker: server.connect("Supplier"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test func `entries of whose commit nobody heard are published before the next ones`()
    async throws
  {
    let lane = try await store.openLane()
    let relay = await relay(lane)
    try await begin(on: lane)
    try await begin(on: lane)
    // The reply to the first commit was lost: the relay only hears of the second.
    relay.add(try await lane.entries(after: 1, limit: 10))
    while try await relay.publishNext() == .published {}
    try await relay.saveWatermark()
    #expect(server.stream().map(\.number) == [1, 2])
    #expect(await lane.confirmed == 2)
  }

  @Test func `what is refused is published again, and the watermark waits for it`() async throws {
    let lane = try await store.openLane()
    let relay = await relay(lane)
    try await begin(on: lane)
    relay.add(try await lane.entries(after: 0, limit: 10))
    server.isUp = false
    #expect(try await relay.publishNext() == .refused)
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 0)
    server.isUp = true
    #expect(try await relay.publishNext() == .published)
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 1)
    #expect(try await relay.publishNext() == .idle)
  }

  @Test func `the lane of a dead process is taken over and published`() async throws {
    let lane = try await store.openLane()
    try await begin(on: lane)
    store.abandon(lane: lane.id)
    let adoption = Adoption(
      store: store, broker: server.connect("Supplier"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    #expect(try await adoption.adoptOne())
    #expect(server.stream().map(\.number) == [1])
    #expect(try await !adoption.adoptOne())
  }

  private func begin(on lane: any Lane) async throws {
    let order = Specimen.newOrder()
    try await lane.step(on: [order]) { _ in
      var draft = await Draft(for: lane)
      draft.begin(order, at: Specimen.time())
      return draft.writes
    }
  }
}
