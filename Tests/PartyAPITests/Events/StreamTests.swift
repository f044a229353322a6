import Exchange
import FEEL
import HTTPTypes
import Hummingbird
import Participant
import PartyAPI
import ProcessEngine
import ServiceLifecycleTestKit
import Synchronization
import Testing

/// What a stream of events does as time goes by, by a clock that the test moves.
struct StreamTests {
  private let records = FakeRecords()
  private let time = SteppedClock()

  private static func entries(_ numbers: ClosedRange<Int>) -> [JournalEntry] {
    numbers.map { number in
      JournalEntry(
        party: "Client", lane: 1, number: number, order: Sample.id, step: number, at: Sample.now,
        stimulus: ["kind": "task"], events: [.taskClaimed(key: 7, by: "anna")], messages: [])
    }
  }

  private func commit(_ numbers: ClosedRange<Int>) {
    records.with { $0.history += Self.entries(numbers) }
  }

  private func request(after id: String? = nil) -> Request {
    var head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/")
    if let id { head.headerFields[.init("Last-Event-ID")!] = id }
    return Request(head: head, body: .init(buffer: .init()))
  }

  /// Reads a stream while the test goes on; the database goes away afterwards, which ends it.
  private func read(
    _ readers: [Reader], of feed: ChangeFeed, after id: String? = nil,
    isAllowed: @escaping @Sendable () async throws -> Bool = { true },
    _ body: () async throws -> Void
  ) async throws {
    let stream = EventStream(feed: feed, isAllowed: isAllowed) { _ in true }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for reader in readers {
        let response = try await stream.response(to: request(after: id))
        group.addTask { try await response.body.write(reader.writer) }
        await reader.has("retry: 1000\n")
      }
      try await body()
      try await group.waitForAll()
    }
    #expect(readers.allSatisfy { $0.isFinished })
    #expect(feed.listeners == 0)
  }

  private func goAway(sleepers: Int = 1) async {
    records.with { $0.journalLooks = 0 }
    await time.advance(by: ChangeFeed.interval, sleepers: sleepers)
  }

  @Test func `a comment keeps the connection alive, and says how far was heard`() async throws {
    let reader = Reader()
    commit(1...2)
    try await read([reader], of: ChangeFeed(records: records, clock: time.clock)) {
      await time.advance(by: EventStream.heartbeat - ChangeFeed.interval)
      await time.areAsleep(1)
      #expect(reader.parts == ["retry: 1000\nid: 1:2\n\n"])
      await time.advance(by: ChangeFeed.interval)
      await reader.has(": still here\nid: 1:2\n\n")
      // Whoever hears news needs none.
      await time.advance(by: .seconds(10))
      await time.areAsleep(1)
      commit(3...3)
      await time.advance(by: ChangeFeed.interval)
      await reader.has("id: 1:3\n\n")
      await time.advance(by: EventStream.heartbeat - ChangeFeed.interval)
      await time.areAsleep(1)
      #expect(reader.parts.count == 3)
      await time.advance(by: ChangeFeed.interval)
      await reader.has(": still here\nid: 1:3\n\n")
      await goAway()
    }
    #expect(reader.parts.count == 5)
    #expect(reader.text.hasSuffix(": unavailable\n\n"))
  }

  @Test func `who comes back is told what happened since, and then what is new`() async throws {
    let reader = Reader()
    commit(1...700)
    try await read([reader], of: ChangeFeed(records: records, clock: time.clock), after: "1:100") {
      await reader.has("id: 1:700\n\n")
      await time.areAsleep(1)
      commit(701...701)
      await time.advance(by: ChangeFeed.interval)
      await reader.has("id: 1:701\n\n")
      await goAway()
    }
    let ids = reader.text.split(separator: "\n").filter { $0.hasPrefix("id: ") }
    #expect(ids == (100...701).map { "id: 1:\($0)" })
  }

  @Test func `a reader who takes nothing holds up nobody, and what waits for it is bounded`()
    async throws
  {
    let (quick, slow) = (Reader(), Reader(taking: 1))
    let feed = ChangeFeed(records: records, clock: time.clock)
    let last = ChangeFeed.capacity + 501
    try await read([slow, quick], of: feed) {
      await time.areAsleep(2)
      commit(1...1)
      // One of them looks; the other may hear of it at its next turn.
      while !slow.isStuck || !quick.text.contains("id: 1:1\n\n") {
        await time.advance(by: ChangeFeed.interval)
      }
      commit(2...last)
      // Batch by batch, by the one who reads; the other waits in its first write.
      while !quick.text.contains("id: 1:\(last)\n\n") {
        await time.advance(by: ChangeFeed.interval)
      }
      #expect(slow.isStuck)
      #expect(slow.parts.count == 1)
      slow.goOn()
      await slow.has(": too slow\n\n")
      await goAway()
    }
    #expect(slow.text.contains("id: 1:1\n\n: too slow\n\n"))
    // It comes back with what it has.
    records.with { $0.journalLooks = .max }
    let again = Reader()
    try await read([again], of: feed, after: "1:1") {
      await again.has("id: 1:\(last)\n\n")
      await time.areAsleep(1)
      await goAway()
    }
    #expect(again.text.contains("\nid: 1:2\n\n"))
  }

  @Test func `a service that stops ends its streams at the next look`() async throws {
    let readers = [Reader(), Reader()]
    let feed = ChangeFeed(records: records, clock: time.clock)
    try await testGracefulShutdown { trigger in
      try await read(readers, of: feed) {
        await time.areAsleep(2)
        trigger.triggerGracefulShutdown()
        await time.advance(by: ChangeFeed.interval, sleepers: 2)
      }
    }
    #expect(readers.allSatisfy { $0.parts.count == 1 })
  }

  @Test func `who is signed out hears nothing more`() async throws {
    let reader = Reader()
    let permission = Mutex(true)
    let isAllowed: @Sendable () async throws -> Bool = { permission.withLock { $0 } }
    try await read(
      [reader], of: ChangeFeed(records: records, clock: time.clock),
      isAllowed: isAllowed
    ) {
      await time.advance(by: EventStream.heartbeat)
      await reader.has(": still here\n")
      permission.withLock { $0 = false }
      await time.advance(by: EventStream.heartbeat)
      await reader.has(": not-signed-in\n\n")
    }
    #expect(reader.parts.count == 3)
  }
}
