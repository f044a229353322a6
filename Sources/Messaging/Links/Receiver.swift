import Exchange
import Locks
import Logging
import Participant
import RabbitMQ

/// The connection over which a party gets its messages.
final class Receiver: Sendable {
  private final class Inlet: Session {
    let connection: Connection
    let consumer: Consumer
    let generation: Int
    let ledger = Locked(AcknowledgementLedger<DeliveryTag>())

    init(_ connection: Connection, _ consumer: Consumer, _ generation: Int) {
      self.connection = connection
      self.consumer = consumer
      self.generation = generation
    }
  }

  private let topology: Topology
  private let party: String
  private let prefetch: UInt16
  private let link: Link<Inlet>
  private let logger: Logger
  let deliveries = DeliveryQueue()

  init(
    _ configuration: Connection.Configuration, _ topology: Topology, party: String,
    prefetch: UInt16, logger: Logger
  ) {
    self.topology = topology
    self.party = party
    self.prefetch = prefetch
    self.logger = logger
    link = Link(configuration, purpose: "receives", logger: logger)
  }

  var health: Health.State { link.health }

  /// Receives until the task is cancelled; the connection stays open for acknowledgements.
  func run() async {
    await link.run(
      establish: { connection, generation in
        try await topology.declareMessageExchange(on: connection)
        try await topology.declareInbox(of: party, on: connection)
        let consumer = try await connection.openChannel().consume(
          topology.contract.inbox(of: party), consumerTag: party, prefetch: prefetch)
        return Inlet(connection, consumer, generation)
      }, serve: serve)
  }

  private func serve(_ inlet: Inlet) async throws {
    defer { deliveries.removeAll() }
    while let batch = try await inlet.consumer.nextBatch() {
      inlet.ledger.withLock { ledger in
        for delivery in batch { ledger.append(delivery.tag) }
      }
      deliveries.append(batch, generation: inlet.generation)
    }
    // The task was cancelled, or the connection closed from this side.
    do {
      try await inlet.consumer.cancel()
    } catch {
      logger.debug("The consumer had ended already", metadata: ["reason": "\(error)"])
    }
  }

  /// Deliveries of another connection are void: they come again.
  func acknowledge(_ tags: [Participant.Delivery.Tag]) {
    guard let inlet = link.current else { return }
    let numbers = tags.filter { $0.connection == inlet.generation }.map(\.number)
    guard !numbers.isEmpty else { return }
    let channel = inlet.consumer.channel
    // Told under the lock: "all up to" and "this one" must reach the broker in the order in which they were found.
    inlet.ledger.withLock { ledger in
      let statement = ledger.settle(numbers)
      do throws(RabbitMQError) {
        if let tag = statement.upTo { try channel.ack(tag, multiple: true) }
        for tag in statement.single { try channel.ack(tag) }
      } catch {
        logger.debug(
          "Acknowledgements were lost with the connection", metadata: ["reason": "\(error)"])
      }
    }
  }

  func waitUntilConnected() async { _ = await link.session() }

  func close() async { await link.close() }
}
