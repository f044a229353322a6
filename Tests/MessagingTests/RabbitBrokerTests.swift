import BrokerConformance
import Exchange
import FEEL
import Foundation
import Logging
import Messaging
import Participant
import ProcessEngine
import RabbitMQ
import Testing

@Suite(
  .enabled(if: RabbitWorld.url != nil, "DUET_TEST_AMQP names no broker"), .timeLimit(.minutes(1)))
struct RabbitBrokerTests {
  private func message(_ sequence: Int, of order: InstanceID = InstanceID(UUID())) -> OrderMessage {
    SampleContract.message(sequence, of: order)
  }

  @Test func `hostile messages are shown with their reason and hold nobody up`() async throws {
    try await RabbitWorld.with { world in
      let client = try await world.connect("Client")
      let supplier = try await world.connect("Supplier")
      let sent = [message(1), message(2)]
      #expect(await client.publish([.message(sent[0])]) == [.confirmed])
      let envelope = Envelope(world.contract, party: "Client", logins: ["Client": world.login])
      var anonymous = try envelope.close(message(3))
      anonymous.properties.userID = nil
      var large = try envelope.close(message(4))
      large.body = Array(repeating: UInt8(ascii: "x"), count: 300_000)
      var unknown = try envelope.close(message(5))
      unknown.properties.headers["ce-type"] = "duet.order.order-placed.v9"
      for hostile in [anonymous, large, unknown] { try await world.send(hostile) }
      #expect(await client.publish([.message(sent[1])]) == [.confirmed])

      var received: [Participant.Delivery] = []
      while received.count < 5 { received += try #require(await supplier.receive(limit: 10)) }
      let reasons = received.map { delivery in
        switch delivery.content {
        case .message(let message): "\(message.sequence)"
        case .unusable(let message): message.reason.rawValue
        }
      }
      #expect(reasons == ["1", "wrong-sender", "too-large", "unknown-type", "2"])
      await client.close()
      await supplier.close()
    }
  }

  @Test func `a deleted inbox is declared again`() async throws {
    try await RabbitWorld.with { world in
      let client = try await world.connect("Client")
      let supplier = try await world.connect("Supplier")
      try await world.withChannel { channel in
        _ = try await channel.deleteQueue(world.contract.inbox(of: "Supplier"))
      }
      let sent = message(1)
      var outcome = Participant.PublishOutcome.failed("not tried")
      while outcome != .confirmed { outcome = await client.publish([.message(sent)])[0] }
      let received = try #require(await supplier.receive(limit: 10))
      guard case .message(sent) = received[0].content else {
        Issue.record("unexpected: \(received)")
        return
      }
      await client.close()
      await supplier.close()
    }
  }

  @Test func `an inbox with other arguments is named, and used once it is gone`() async throws {
    try await RabbitWorld.with { world in
      let inbox = world.contract.inbox(of: "Supplier")
      try await world.withChannel { channel in
        _ = try await channel.declareQueue(inbox)
        let topology = Topology(world.contract)
        let error = await #expect(throws: TopologyError.self) {
          try await topology.declareInbox(of: "Supplier", on: channel.connection)
        }
        let description = try #require(error).description
        #expect(description.contains("the queue \(inbox): it exists with other arguments"))
      }
      let supplier = world.broker("Supplier")
      try await world.withChannel { channel in _ = try await channel.deleteQueue(inbox) }
      await supplier.waitUntilConnected()
      let state = await supplier.state
      #expect(state == BrokerState(receiving: .up, publishing: .up))
      let client = try await world.connect("Client")
      await client.close()
      await supplier.close()
    }
  }

  @Test func `what comes back again and again goes to the dead queue`() async throws {
    try await RabbitWorld.with { world in
      let client = try await world.connect("Client")
      for attempt in 1...3 {
        let supplier = world.broker("Supplier") { $0.limits.deliveries = 2 }
        await supplier.waitUntilConnected()
        if attempt == 1 {
          #expect(await client.publish([.message(message(1))]) == [.confirmed])
        }
        #expect(try #require(await supplier.receive(limit: 1)).count == 1)
        await supplier.close()
      }
      try await world.withChannel { channel in
        let dead = try await channel.consume(world.contract.deadLetterQueue(of: "Supplier"))
        let letters = try #require(try await dead.nextBatch())
        #expect(letters.map { $0.properties.type } == [world.orderPlaced])
      }
      await client.close()
    }
  }

  @Test func `a broker that is away fails publishing in time and is shown`() async throws {
    try await RabbitWorld.with { world in
      // A path to a port on which nobody listens.
      let path = try Path(to: 9)
      var configuration = world.configuration
      configuration.port = path.port
      var options = RabbitBroker.Options()
      options.publishDeadline = .milliseconds(300)
      let lost = RabbitBroker(
        configuration, contract: world.contract, party: "Supplier", clock: SystemClock(),
        options: options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let outcomes = await lost.publish([.message(message(1)), .events([SampleContract.entry(1)])])
      #expect(outcomes.count == 2)
      guard case .failed = outcomes[0], case .failed(let reason) = outcomes[1] else {
        Issue.record("unexpected: \(outcomes)")
        return
      }
      #expect(!reason.isEmpty)
      guard case .down = await lost.state.publishing, case .down = await lost.state.receiving
      else {
        Issue.record("unexpected: \(await lost.state)")
        return
      }
      await lost.close()
      path.stop()
    }
  }

  @Test func `a broker that does not answer fails publishing in time`() async throws {
    try await RabbitWorld.with { world in
      let client = world.broker("Client") { $0.publishDeadline = .milliseconds(300) }
      await client.waitUntilConnected()
      let supplier = try await world.connect("Supplier")
      world.paths["Client"]?.freeze()
      let sent = message(1)
      guard case .failed(let reason) = await client.publish([.message(sent)])[0] else {
        Issue.record("it was confirmed by nobody")
        return
      }
      #expect(reason.contains("not confirmed within"))
      world.paths["Client"]?.thaw()
      var outcome = Participant.PublishOutcome.failed(reason)
      while outcome != .confirmed { outcome = await client.publish([.message(sent)])[0] }
      // The first one has arrived too: the receiver knows duplicates by their number.
      guard case .message(sent) = try #require(await supplier.receive(limit: 1))[0].content else {
        Issue.record("another message came")
        return
      }
      await client.close()
      await supplier.close()
    }
  }

  @Test func `parties at work are connected under their own names`() async throws {
    try await RabbitWorld.with { world in
      let supplier = try await world.connect("Supplier")
      let client = try await world.connect("Client")
      #expect(await client.state == BrokerState(receiving: .up, publishing: .up))
      await client.close()
      #expect(
        await client.state == BrokerState(receiving: .down("closed"), publishing: .down("closed")))
      await supplier.close()
    }
  }
}
