import RabbitMQ
import Testing

extension BrokerTests {
  /// The broker is fine, and the network is not.
  @Suite struct Faults {
    @Test func `silence for two heartbeats ends the connection`() async throws {
      let proxy = try Proxy(to: try Broker.configuration().port)
      defer { proxy.stop() }
      let connection = try await connect(proxy) { $0.heartbeat = .seconds(1) }
      let channel = try await connection.openChannel()
      try await channel.enableConfirms()
      let queue = try await channel.declareQueue("", exclusive: true).name
      let consumer = try await channel.consume(queue)
      proxy.freeze()
      let submission = try await channel.submit([Message(routingKey: queue, body: [1])])
      #expect(await end(of: connection) == .heartbeatLost)
      #expect(try await submission.outcomes() == [.unknown(.heartbeatLost)])
      await #expect(throws: RabbitMQError.heartbeatLost) { try await consumer.nextBatch() }
      await #expect(throws: RabbitMQError.heartbeatLost) { try await connection.openChannel() }
      await connection.close()
    }

    @Test func `an idle connection lives by its heartbeats`() async throws {
      let connection = try await Broker.connect { $0.heartbeat = .seconds(1) }
      try await Task.sleep(for: .seconds(4))
      #expect(connection.state == .open)
      _ = try await connection.openChannel()
      await connection.close()
    }

    @Test func `a call without an answer times out and ends the connection`() async throws {
      let proxy = try Proxy(to: try Broker.configuration().port)
      defer { proxy.stop() }
      let connection = try await connect(proxy) { $0.callTimeout = .milliseconds(300) }
      let channel = try await connection.openChannel()
      proxy.freeze()
      let error = RabbitMQError.callTimedOut(method: "queue.declare")
      await #expect(throws: error) { try await channel.declareQueue("", exclusive: true) }
      #expect(await end(of: connection) == error)
    }

    @Test func `confirms that stay away end the connection`() async throws {
      let proxy = try Proxy(to: try Broker.configuration().port)
      defer { proxy.stop() }
      let connection = try await connect(proxy) { $0.confirmTimeout = .milliseconds(300) }
      let channel = try await connection.openChannel()
      try await channel.enableConfirms()
      proxy.freeze()
      #expect(
        try await channel.publish([Message(routingKey: "nowhere", body: [])])
          == [.unknown(.confirmationTimedOut)])
      #expect(await end(of: connection) == .confirmationTimedOut)
    }

    @Test func `the watchdog frees a thread that is stuck in a write`() async throws {
      let proxy = try Proxy(to: try Broker.configuration().port)
      defer { proxy.stop() }
      let connection = try await connect(proxy) {
        $0.stallTimeout = .milliseconds(500)
        $0.confirmTimeout = .seconds(60)
      }
      let channel = try await connection.openChannel()
      try await channel.enableConfirms()
      proxy.freeze()
      let body = [UInt8](repeating: 1, count: 8 * 1_048_576)
      let outcomes = try await channel.publish([
        Message(routingKey: "nowhere", body: body), Message(routingKey: "nowhere", body: body),
      ])
      #expect(outcomes == [.unknown(.stalled), .unknown(.stalled)])
      #expect(await end(of: connection) == .stalled)
    }

    @Test func `a broker that says nothing does not hold the handshake`() async throws {
      let proxy = try Proxy(to: try Broker.configuration().port, isForwarding: false)
      defer { proxy.stop() }
      await #expect(throws: RabbitMQError.handshakeTimedOut) {
        try await connect(proxy) { $0.handshakeTimeout = .milliseconds(300) }
      }
    }

    @Test func `a connection that is cut ends with what waits on it`() async throws {
      let proxy = try Proxy(to: try Broker.configuration().port)
      let connection = try await connect(proxy)
      let channel = try await connection.openChannel()
      let queue = try await channel.declareQueue("", exclusive: true).name
      let consumer = try await channel.consume(queue)
      proxy.stop()
      await #expect(throws: RabbitMQError.self) { try await consumer.nextBatch() }
      let error = await end(of: connection)
      guard case .socketFailed = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(error?.isRetriable == true)
      #expect(await end(of: connection) == nil)
    }

    @Test func `nobody listens`() async throws {
      let error = try await #require(throws: RabbitMQError.self) {
        try await Broker.connect {
          $0.host = "127.0.0.1"
          $0.port = 1
        }
      }
      guard case .connectFailed = error else {
        Issue.record("\(error)")
        return
      }
      #expect(error.isRetriable)
    }

    @Test(.enabled(if: Broker.control != nil, "DUET_TEST_RABBITMQCTL is not set"))
    func `a broker short of memory blocks and unblocks publishers`() async throws {
      let connection = try await Broker.connect()
      let channel = try await connection.openChannel()
      try await channel.enableConfirms(window: 5)
      let queue = try await channel.declareQueue("", exclusive: true).name
      var events = connection.events.makeAsyncIterator()
      try await Broker.rabbitmqctl("set_vm_memory_high_watermark 0.000001")
      let first = try await channel.submit([Message(routingKey: queue, body: [1])])
      guard case .blocked(let reason) = await events.next() else {
        Issue.record("not blocked")
        return
      }
      #expect(connection.state == .blocked(reason: reason))
      let batch = Array(repeating: Message(routingKey: queue, body: [2]), count: 20)
      let second = try await channel.submit(batch)
      try await Broker.rabbitmqctl("set_vm_memory_high_watermark 0.4")
      #expect(await events.next() == .unblocked)
      #expect(connection.state == .open)
      #expect(try await first.outcomes() == [.confirmed])
      #expect(try await second.outcomes() == Array(repeating: .confirmed, count: 20))
      await connection.close()
    }

    @Test(.enabled(if: Broker.control != nil, "DUET_TEST_RABBITMQCTL is not set"))
    func `a connection that the operator closes says why`() async throws {
      let connection = try await Broker.connect()
      try await Broker.rabbitmqctl("close_all_connections --global maintenance")
      let error = await end(of: connection)
      guard case .connectionClosed(code: 320, let text) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(text.contains("maintenance"))
      #expect(error?.isRetriable == true)
    }

    private func connect(
      _ proxy: Proxy, _ change: (inout Connection.Configuration) -> Void = { _ in }
    ) async throws -> Connection {
      try await Broker.connect {
        $0.host = "127.0.0.1"
        $0.port = proxy.port
        change(&$0)
      }
    }

    /// Why the connection ended; nil if the events were read before.
    private func end(of connection: Connection) async -> RabbitMQError? {
      for await event in connection.events {
        if case .closed(let error) = event { return error }
      }
      return nil
    }
  }
}
