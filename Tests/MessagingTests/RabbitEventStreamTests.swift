import BrokerConformance
import Exchange
import Messaging
import Participant
import RabbitMQ
import Testing

@Suite(
  .enabled(if: RabbitWorld.url != nil, "DUET_TEST_AMQP names no broker"), .timeLimit(.minutes(1)))
struct RabbitEventStreamTests {
  /// Reads until `count` messages have come.
  private func read(
    _ count: Int, from stream: RabbitEventStream, after offset: Int64?, limit: Int = 1000
  ) async throws -> [RabbitEventStream.Batch] {
    var batches: [RabbitEventStream.Batch] = []
    while batches.count < count {
      batches += try await stream.next(after: batches.last?.offset ?? offset, limit: limit)
    }
    return batches
  }

  private func publish(_ numbers: ClosedRange<Int>, _ broker: any Broker) async {
    let outcomes = await broker.publish(numbers.map { .events([SampleContract.entry($0)]) })
    #expect(outcomes == numbers.map { _ in .confirmed })
  }

  private func numbers(_ batches: [RabbitEventStream.Batch]) -> [Int] {
    batches.flatMap { $0.content.entries.map(\.number) }
  }

  /// A world in which both parties have been, so that it can be removed.
  private func withClient(
    _ body: (RabbitWorld, any Broker) async throws -> Void
  ) async throws {
    try await RabbitWorld.with { world in
      await (try await world.connect("Supplier")).close()
      let client = try await world.connect("Client")
      try await body(world, client)
      await client.close()
    }
  }

  @Test func `events are read from the first one, and again from any offset`() async throws {
    try await withClient { world, client in
      await publish(1...300, client)
      let stream = world.eventStream()
      let all = try await read(300, from: stream, after: nil)
      #expect(numbers(all) == Array(1...300))
      #expect(all.map(\.offset) == all.map(\.offset).sorted())
      await publish(301...303, client)
      let more = try await read(3, from: stream, after: all.last?.offset)
      #expect(numbers(more) == [301, 302, 303])
      // The same stream from an earlier place, and another reader from the middle of a chunk.
      let again = try await read(103, from: stream, after: all[199].offset)
      #expect(numbers(again) == Array(201...303))
      let other = world.eventStream()
      let last = try await read(2, from: other, after: more[0].offset)
      #expect(numbers(last) == [302, 303])
      await stream.close()
      await other.close()
      let nothing = try await stream.next(after: nil, limit: 10)
      #expect(nothing.isEmpty)
    }
  }

  @Test func `no more is handed over than was asked for`() async throws {
    try await withClient { world, client in
      await publish(1...10, client)
      let stream = world.eventStream()
      let first = try await stream.next(after: nil, limit: 3)
      #expect((1...3).contains(first.count))
      let rest = try await read(10 - first.count, from: stream, after: first.last?.offset, limit: 2)
      #expect(numbers(first + rest) == Array(1...10))
      await stream.close()
    }
  }

  @Test func `what cannot be read is passed by with its reason`() async throws {
    try await withClient { world, client in
      await publish(1...1, client)
      try await world.send(
        Message(exchange: world.contract.eventExchange, routingKey: "", body: Array("?".utf8)))
      await publish(2...2, client)
      let stream = world.eventStream()
      let batches = try await read(3, from: stream, after: nil)
      #expect(batches.map(\.content.entries.count) == [1, 0, 1])
      #expect(batches.map { $0.content.problem != nil } == [false, true, false])
      await stream.close()
    }
  }

  @Test func `reading goes on after the connection is lost`() async throws {
    try await withClient { world, client in
      await publish(1...2, client)
      let stream = world.eventStream()
      let first = try await read(2, from: stream, after: nil)
      try await world.cutConnections(of: "Monitor")
      await #expect(throws: RabbitMQError.self) {
        while true { _ = try await stream.next(after: first[1].offset, limit: 10) }
      }
      await publish(3...3, client)
      let third = try await read(1, from: stream, after: first[1].offset)
      #expect(numbers(third) == [3])
      await stream.close()
    }
  }

  @Test func `closing ends a wait`() async throws {
    try await withClient { world, _ in
      let stream = world.eventStream()
      let nothing = try await stream.next(after: nil, limit: 10)
      #expect(nothing.isEmpty)
      async let waiting = stream.next(after: nil, limit: 10)
      await stream.close()
      let batches = try await waiting
      #expect(batches.isEmpty)
    }
  }
}
