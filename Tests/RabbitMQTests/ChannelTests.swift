import RabbitMQ
import Testing

extension BrokerTests {
  @Suite struct Channels {
    @Test func `a refused declaration closes the channel and not the connection`() async throws {
      try await Broker.withQueue { channel, queue in
        let error = try await #require(throws: RabbitMQError.self) {
          try await channel.declareQueue(queue, durable: false)
        }
        guard case .channelClosed(code: 406, _) = error else {
          Issue.record("\(error)")
          return
        }
        await #expect(throws: error) { try await channel.checkQueue(queue) }
        await #expect(throws: error) {
          try await channel.publish([Message(routingKey: queue, body: [])])
        }
        #expect(throws: error) { try channel.checkOpen() }
        #expect(channel.connection.state == .open)
        let next = try await channel.connection.openChannel()
        #expect(next.number == channel.number)
        #expect(try await next.checkQueue(queue).name == queue)
      }
    }

    @Test func `the end of a channel ends everything that waits on it`() async throws {
      try await Broker.withQueue { channel, queue in
        let consumer = try await channel.consume(queue)
        let waiting = Task { try await consumer.nextBatch() }
        let submission = try await channel.submit([
          Message(exchange: Broker.uniqueName("missing"), routingKey: "", body: [])
        ])
        let outcome = try await submission.outcomes()[0]
        guard case .unknown(.channelClosed(code: 404, _)) = outcome else {
          Issue.record("\(outcome)")
          return
        }
        await #expect(throws: RabbitMQError.self) { try await waiting.value }
      }
    }

    @Test func `calls of several tasks on one channel each get their answer`() async throws {
      try await Broker.withChannel { channel in
        let names = (0..<20).map { _ in Broker.uniqueName() }
        try await withThrowingTaskGroup(of: (String, String).self) { group in
          for name in names {
            group.addTask {
              (name, try await channel.declareQueue(name, exclusive: true).name)
            }
          }
          for try await (asked, answered) in group { #expect(asked == answered) }
        }
      }
    }

    @Test func `exchanges and bindings route, and can be taken away`() async throws {
      try await Broker.withQueue { channel, queue in
        let inner = Broker.uniqueName("inner")
        let outer = Broker.uniqueName("outer")
        try await channel.declareExchange(inner, type: "topic")
        try await channel.declareExchange(outer, type: "fanout")
        try await channel.checkExchange(inner)
        try await channel.bindExchange(inner, to: outer)
        try await channel.bindQueue(queue, to: inner, routingKey: "order.*")
        let message = Message(exchange: outer, routingKey: "order.placed", body: [1])
        #expect(try await channel.publish([message]) == [.confirmed])
        #expect(try await channel.purgeQueue(queue) == 1)
        try await channel.unbindQueue(queue, from: inner, routingKey: "order.*")
        let returned = PublishOutcome.returned(code: 312, text: "NO_ROUTE")
        #expect(try await channel.publish([message]) == [returned])
        try await channel.unbindExchange(inner, from: outer)
        try await channel.deleteExchange(inner)
        try await channel.deleteExchange(outer)
        await #expect(throws: RabbitMQError.self) { try await channel.checkExchange(inner) }
      }
    }

    @Test func `a name that is too long is refused and the channel lives on`() async throws {
      try await Broker.withChannel { channel in
        await #expect(throws: RabbitMQError.self) {
          try await channel.declareQueue(String(repeating: "q", count: 300))
        }
        try await channel.declareQueue("", exclusive: true)
      }
    }

    @Test func `a connection has no more channels than agreed`() async throws {
      let connection = try await Broker.connect { $0.maximumChannels = 2 }
      let first = try await connection.openChannel()
      _ = try await connection.openChannel()
      await #expect(throws: RabbitMQError.self) { try await connection.openChannel() }
      try await first.close()
      #expect(try await connection.openChannel().number == first.number)
      await connection.close()
    }
  }
}
