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
@Suite(.timeLimit(.minutes(5))) struct RelayTests {
  private let store = MemoryStore(clock: SystemClock(), ids: SystemIDs())
  private let server = MemoryBrokerServer(parties: ["Client"])
  private let reportWriter = ReportWriter(
    party: "Supplier", clock: SystemClock(), ids: SystemIDs())

  private func relay(_ lane: any Lane, over broker: (any Broker)? = nil) async -> Relay {
    Relay(
      lane: lane, confirmed: await lane.confirmed, last: await lane.last,
      reportWriter: reportWriter,
      broker: broker ?? server.connect("Supplier"), logger: .silent)
  }

  @Test func `entries of whose commit nobody heard are published before the next ones`()
    async throws
  {
    let lane = try await store.openLane()
    let relay = await relay(lane)
    try await begin(2, on: lane)
    // The reply to the first commit was lost: the relay only hears of the second.
    relay.add(try await lane.entries(after: 1, limit: 10))
    while try await relay.sendNext() == .sent { #expect(await relay.confirmNext() == .confirmed) }
    try await relay.saveWatermark()
    #expect(server.stream().map(\.number) == [1, 2])
    #expect(await lane.confirmed == 2)
  }

  @Test func `what is refused is published again, and the watermark waits for it`() async throws {
    let lane = try await store.openLane()
    let relay = await relay(lane)
    try await begin(1, on: lane)
    relay.add(try await lane.entries(after: 0, limit: 10))
    server.isUp = false
    #expect(try await relay.sendNext() == .sent)
    #expect(await relay.confirmNext() == .refused)
    #expect(await relay.confirmNext() == .idle)
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 0)
    server.isUp = true
    #expect(try await relay.sendNext() == .refused)
    #expect(try await relay.sendNext() == .sent)
    #expect(await relay.confirmNext() == .confirmed)
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 1)
    #expect(try await relay.sendNext() == .idle)
    #expect(await relay.confirmNext() == .idle)
  }

  @Test func `the lane of a dead process is taken over and published`() async throws {
    let lane = try await store.openLane()
    try await begin(1, on: lane)
    store.abandon(lane: lane.id)
    let adoption = Adoption(
      store: store, reportWriter: reportWriter, broker: server.connect("Supplier"), logger: .silent)
    #expect(try await adoption.adoptOne())
    #expect(server.stream().map(\.number) == [1])
    #expect(try await !adoption.adoptOne())
  }

  // MARK: Windows in flight

  @Test func `windows are sent before the first is confirmed, up to a bound`() async throws {
    let lane = try await store.openLane()
    let broker = SlowBroker()
    let relay = await relay(lane, over: broker)
    for number in 1...(Relay.windowsInFlight + 2) {
      try await begin(1, on: lane)
      relay.add(try await lane.entries(after: number - 1, limit: 1))
      let expected: Relay.Progress = number <= Relay.windowsInFlight ? .sent : .idle
      #expect(try await relay.sendNext() == expected)
    }
    #expect(broker.sent == (1...Relay.windowsInFlight).map { [$0] })
    #expect(!relay.canSend)
    broker.answer(0, .confirmed)
    #expect(await relay.confirmNext() == .confirmed)
    // What could not be sent meanwhile goes together.
    #expect(try await relay.sendNext() == .sent)
    #expect(broker.sent.last == [Relay.windowsInFlight + 1, Relay.windowsInFlight + 2])
  }

  @Test func `a confirm does not count before those of earlier windows`() async throws {
    let (lane, broker, relay) = try await threeWindows()
    broker.answer(1, .confirmed)
    broker.answer(2, .confirmed)
    broker.answer(0, .failed("lost"))
    #expect(await relay.confirmNext() == .refused)
    #expect(await relay.confirmNext() == .idle)
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 0)
    #expect(relay.backlog.entries == 3)
    #expect(relay.backlog.trouble == "lost")
    #expect(try await relay.sendNext() == .refused)
    #expect(try await relay.sendNext() == .sent)
    // All of it goes again, in its order, out of the journal.
    #expect(broker.sent == [[1], [2], [3], [1, 2, 3]])
    broker.answer(3, .confirmed)
    #expect(await relay.confirmNext() == .confirmed)
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 3)
    #expect(relay.backlog.entries == 0)
  }

  @Test func `what was confirmed before a refused window is not published again`() async throws {
    let (lane, broker, relay) = try await threeWindows()
    broker.answer(0, .confirmed)
    broker.answer(1, .returned("there is no inbox"))
    broker.answer(2, .confirmed)
    #expect(await relay.confirmNext() == .confirmed)
    #expect(await relay.confirmNext() == .refused)
    try await begin(1, on: lane)
    relay.add(try await lane.entries(after: 3, limit: 1))
    #expect(try await relay.sendNext() == .refused)
    // From the journal first, then from memory.
    #expect(try await relay.sendNext() == .sent)
    #expect(try await relay.sendNext() == .sent)
    #expect(broker.sent.dropFirst(3) == [[2, 3], [4]])
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 1)
  }

  @Test func `a relay that is finished ends when the last window is confirmed`() async throws {
    let (lane, broker, relay) = try await threeWindows()
    relay.finish()
    async let run: Void = relay.run()
    for window in 0..<3 { broker.answer(window, .confirmed) }
    await run
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 3)
  }

  @Test func `a relay that is cancelled ends with windows in flight`() async throws {
    let (_, _, relay) = try await threeWindows()
    await withTaskGroup { group in
      group.addTask { await relay.run() }
      group.cancelAll()
    }
    #expect(relay.backlog.entries == 3)
  }

  // MARK: The monitor

  @Test func `the monitor is told of a confirm before the watermark moves`() async throws {
    let (lane, broker, relay) = try await threeWindows()
    for window in 0...1 {
      broker.answer(window, .confirmed)
      #expect(await relay.confirmNext() == .confirmed)
    }
    broker.reportOutcome = .failed("lost")
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 0)
    broker.reportOutcome = .confirmed
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 2)
    let told = broker.reports.map { $0.confirmations.map { [$0.lane, $0.first, $0.last] } }
    #expect(told == [[[lane.id, 1, 1], [lane.id, 2, 2]], [[lane.id, 1, 1], [lane.id, 2, 2]]])
    #expect(broker.reports.allSatisfy { $0.party == "Supplier" && $0.sightings.isEmpty })
    // Nothing is told again.
    try await relay.saveWatermark()
    #expect(broker.reports.count == 2)
  }

  @Test func `the watermark of a party without a way to the broker stays where it is`()
    async throws
  {
    let lane = try await store.openLane()
    let relay = await relay(lane)
    try await begin(1, on: lane)
    relay.add(try await lane.entries(after: 0, limit: 10))
    #expect(try await relay.sendNext() == .sent)
    #expect(await relay.confirmNext() == .confirmed)
    server.isUp = false
    try await relay.saveWatermark()
    #expect(await lane.confirmed == 0)
  }

  @Test func `the monitor is told of messages that came twice or too early`() async throws {
    let lane = try await store.openLane()
    let broker = SlowBroker()
    let relay = await relay(lane, over: broker)
    let message = OrderMessage(
      id: UUID(), name: "OrderPlaced", sender: "Client", receiver: "Supplier",
      order: Specimen.newOrder(), sequence: 2, correlationKey: "", sentAt: Specimen.time(),
      payload: Context())
    let sightings = [
      TransportReport.Sighting(.parked, message, at: Specimen.time()),
      TransportReport.Sighting(.duplicate, message, at: Specimen.time()),
    ]
    relay.note(Array(repeating: sightings[0], count: ReportWriter.limit) + [sightings[1]])
    try await relay.saveWatermark()
    #expect(broker.reports.map(\.sightings.count) == [ReportWriter.limit, 1])
    #expect(broker.reports.last?.sightings == [sightings[1]])
    // Without end it is not kept.
    relay.note(Array(repeating: sightings[0], count: 2 * Relay.memoryLimit))
    relay.note(sightings)
    try await relay.saveWatermark()
    #expect(broker.reports.dropFirst(2).map(\.sightings.count).reduce(0, +) == Relay.memoryLimit)
  }

  @Test func `the monitor is told of the quarantine when it changes`() async throws {
    let lane = try await store.openLane()
    let broker = SlowBroker()
    let watch = QuarantineWatch(
      store: store, reportWriter: reportWriter, broker: broker, logger: .silent)
    func putAside(_ detail: String) async throws {
      try await lane.step(on: []) { _ in
        var writes = StepWrites()
        writes.quarantined = [
          QuarantinedMessage(reason: .undecodable, detail: detail, receivedAt: Specimen.time())
        ]
        return writes
      }
    }
    func details() -> [[String]] {
      broker.reports.map { $0.quarantine?.newest.map(\.message.detail) ?? [] }
    }
    // That there is nothing is told, too: it may have been told otherwise before.
    var told = try await watch.tell(after: nil)
    told = try await watch.tell(after: told)
    #expect(details() == [[]])
    try await putAside("first")
    told = try await watch.tell(after: told)
    try await putAside("second")
    broker.reportOutcome = .failed("lost")
    told = try await watch.tell(after: told)
    broker.reportOutcome = .confirmed
    told = try await watch.tell(after: told)
    told = try await watch.tell(after: told)
    #expect(details() == [[], ["first"], ["second", "first"], ["second", "first"]])
    #expect(told?.count == 2)
  }

  /// Entries 1, 2 and 3, each on its way in a window of its own.
  private func threeWindows() async throws -> (any Lane, SlowBroker, Relay) {
    let lane = try await store.openLane()
    let broker = SlowBroker()
    let relay = await relay(lane, over: broker)
    for number in 1...3 {
      try await begin(1, on: lane)
      relay.add(try await lane.entries(after: number - 1, limit: 1))
      #expect(try await relay.sendNext() == .sent)
    }
    return (lane, broker, relay)
  }

  private func begin(_ count: Int, on lane: any Lane) async throws {
    for _ in 0..<count {
      let order = Specimen.newOrder()
      try await lane.step(on: [order]) { _ in
        var draft = await Draft(for: lane)
        draft.begin(order, at: Specimen.time())
        return draft.writes
      }
    }
  }
}

extension Logger {
  fileprivate static var silent: Logger {
    Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  }
}
