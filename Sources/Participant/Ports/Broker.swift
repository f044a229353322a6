package import Exchange

/// The way to the partner and to the monitor.
///
/// Implemented over RabbitMQ and in memory; one conformance suite holds for both. An implementation reconnects by itself;
/// its calls wait meanwhile, or fail as they say.
package protocol Broker: Sendable {
  /// Waits until at least one delivery is there, and hands over what is there, up to `limit`.
  ///
  /// - Returns: nil after `stopReceiving`.
  func receive(limit: Int) async -> [Delivery]?

  /// No further deliveries; `receive` returns nil. What is not acknowledged goes back to the queue when the broker is
  /// closed.
  func stopReceiving()

  /// Tells the broker that deliveries are done with. Those of a connection that is lost are void and come again.
  func acknowledge(_ deliveries: [Delivery.Tag]) async

  /// Hands publications over to be published after those of earlier calls, and returns as soon as more can be handed over:
  /// so several windows are on their way at the same time.
  ///
  /// What is lost with a connection is not made good by what comes after it: a later window may arrive without an earlier
  /// one. Whoever wants the order publishes everything again from the first that was not confirmed.
  func send(_ publications: [Publication]) async -> PendingConfirms

  /// How the connections are.
  var state: BrokerState { get async }

  /// Drains and closes the connections.
  func close() async
}

extension Broker {
  /// Publishes and waits for every confirm.
  ///
  /// - Returns: one outcome for each publication, in their order.
  package func publish(_ publications: [Publication]) async -> [PublishOutcome] {
    await send(publications).outcomes()
  }
}

/// What has been handed to the broker, and what it will answer.
package struct PendingConfirms: Sendable {
  private let answer: @Sendable () async -> [PublishOutcome]

  /// - Parameter outcomes: waits for the answers; asked at most once.
  package init(_ outcomes: @escaping @Sendable () async -> [PublishOutcome]) { answer = outcomes }

  /// Waits until the broker has answered for everything, or has had its time to. For one caller, who asks once; in any
  /// order with others.
  ///
  /// - Returns: one outcome for each publication, in their order.
  package func outcomes() async -> [PublishOutcome] { await answer() }
}

/// How the two connections to the broker are.
package struct BrokerState: Hashable, Sendable {
  package let receiving: Health.State
  package let publishing: Health.State

  package init(receiving: Health.State, publishing: Health.State) {
    self.receiving = receiving
    self.publishing = publishing
  }
}

/// One message as it came in.
package struct Delivery: Sendable {
  /// Names a delivery to the broker; void when its connection is lost.
  package struct Tag: Hashable, Sendable {
    package let connection: Int
    package let number: UInt64

    package init(connection: Int, number: UInt64) {
      self.connection = connection
      self.number = number
    }
  }

  package let tag: Tag
  package let content: Content

  package enum Content: Sendable {
    case message(OrderMessage)
    /// It could not be read, or its sender is not the partner.
    case unusable(QuarantinedMessage)
  }

  package init(tag: Tag, content: Content) {
    self.tag = tag
    self.content = content
  }
}

/// What a party publishes.
package enum Publication: Sendable {
  case message(OrderMessage)
  /// Entries of one lane, ascending and without gaps, for the monitor.
  case events([JournalEntry])
  /// What became of messages on their way, for the monitor.
  case report(TransportReport)
}

package enum PublishOutcome: Hashable, Sendable {
  /// The broker has it safe.
  case confirmed
  /// No queue takes it: the partner's inbox is not there.
  case returned(String)
  /// Refused, or the connection was lost before the confirm: it has to be published again.
  case failed(String)
}
