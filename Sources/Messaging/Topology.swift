package import Exchange
package import RabbitMQ

/// The exchanges and queues of a collaboration, declared by whoever uses them: declaring what exists already changes
/// nothing. Every name is the contract's.
///
/// A party owns its inbox and nobody else declares it: what is sent to a partner that has never run comes back to the
/// sender instead of vanishing.
package struct Topology: Sendable {
  /// How much the broker keeps. These are arguments of the queues, which cannot be changed while they exist.
  package struct Limits: Sendable {
    /// How often one message may come back unsettled before it goes to the dead queue. High, because all deliveries that
    /// a crashing process holds count, not only the one that makes it crash.
    package var deliveries = 1_000
    /// Messages in an inbox, above which the broker refuses to take more: the sender keeps them in its journal.
    package var inboxMessages = 1_000_000
    /// The bodies in an inbox, in bytes.
    package var inboxBytes = 4_294_967_296
    /// Messages in a dead queue.
    package var deadMessages = 100_000
    /// How long the stream keeps events, in RabbitMQ's notation. A monitor that starts later begins with what is left.
    package var eventAge = "90D"
    /// What the stream may take on disk, in bytes; the oldest segments are dropped first.
    package var eventBytes = 10_000_000_000
    /// The size of the stream's files, which are dropped as a whole, in bytes.
    package var eventSegmentBytes = 100_000_000

    package init() {}
  }

  package let contract: Contract
  package let limits: Limits

  package init(_ contract: Contract, limits: Limits = Limits()) {
    self.contract = contract
    self.limits = limits
  }

  /// What carries the messages between the parties.
  func declareMessageExchange(on connection: Connection) async throws {
    try await declare("the exchange \(contract.exchange)", on: connection) { channel in
      try await channel.declareExchange(contract.exchange, type: "topic")
    }
  }

  /// What carries both parties' events to whoever listens.
  func declareEventExchange(on connection: Connection) async throws {
    try await declare("the exchange \(contract.eventExchange)", on: connection) { channel in
      try await channel.declareExchange(contract.eventExchange, type: "fanout")
    }
  }

  /// The party's inbox with a binding for each kind of message that it gets, and where the broker puts what the party
  /// could never settle.
  package func declareInbox(of party: String, on connection: Connection) async throws {
    let inbox = contract.inbox(of: party)
    let dead = contract.deadLetterQueue(of: party)
    try await declare("the exchange \(contract.deadLetterExchange)", on: connection) { channel in
      try await channel.declareExchange(contract.deadLetterExchange, type: "direct")
    }
    try await declare("the queue \(dead)", on: connection) { channel in
      try await channel.declareQueue(dead, arguments: deadQueueArguments)
      try await channel.bindQueue(dead, to: contract.deadLetterExchange, routingKey: inbox)
    }
    try await declare("the queue \(inbox)", on: connection) { channel in
      try await channel.declareQueue(inbox, arguments: inboxArguments(deadLetterKey: inbox))
      for message in contract.messages(to: party) {
        try await channel.bindQueue(
          inbox, to: contract.exchange, routingKey: contract.routingKey(of: message))
      }
    }
  }

  /// The stream that keeps the events.
  func declareEventStream(on connection: Connection) async throws {
    try await declare("the stream \(contract.eventStream)", on: connection) { channel in
      try await channel.declareQueue(contract.eventStream, arguments: streamArguments)
      try await channel.bindQueue(contract.eventStream, to: contract.eventExchange)
    }
  }

  /// As ``declareEventStream(on:)``, for a user who may have no right to: then it is the monitor's to declare.
  ///
  /// - Returns: whether the stream is there.
  func declareEventStreamIfAllowed(on connection: Connection) async throws -> Bool {
    do {
      try await declareEventStream(on: connection)
      return true
    } catch let refusal as TopologyError where refusal.code == ReplyCode.accessRefused {
      let channel = try await connection.openChannel()
      do {
        try await channel.checkQueue(contract.eventStream)
      } catch RabbitMQError.channelClosed(ReplyCode.notFound, _) {
        return false
      }
      try await channel.close()
      return true
    }
  }

  /// Runs declarations on a channel of their own, because the broker closes the channel of one that it refuses.
  private func declare(
    _ what: String, on connection: Connection, _ declarations: (Channel) async throws -> Void
  ) async throws {
    let channel = try await connection.openChannel()
    do {
      try await declarations(channel)
    } catch RabbitMQError.channelClosed(let code, let text)
      where TopologyError.advice[code] != nil
    {
      throw TopologyError(what: what, code: code, text: text)
    }
    try await channel.close()
  }
}

extension Topology {
  private func inboxArguments(deadLetterKey: String) -> Table {
    [
      "x-queue-type": "quorum",
      "x-delivery-limit": .int64(Int64(limits.deliveries)),
      "x-dead-letter-exchange": .string(contract.deadLetterExchange),
      "x-dead-letter-routing-key": .string(deadLetterKey),
      // Needs `reject-publish`; without it a dead letter is lost when its queue cannot take it.
      "x-dead-letter-strategy": "at-least-once",
      "x-overflow": "reject-publish",
      "x-max-length": .int64(Int64(limits.inboxMessages)),
      "x-max-length-bytes": .int64(Int64(limits.inboxBytes)),
    ]
  }

  private var deadQueueArguments: Table {
    [
      "x-queue-type": "quorum",
      "x-delivery-limit": .int64(Int64(limits.deliveries)),
      "x-overflow": "reject-publish",
      "x-max-length": .int64(Int64(limits.deadMessages)),
    ]
  }

  private var streamArguments: Table {
    [
      "x-queue-type": "stream",
      "x-max-age": .string(limits.eventAge),
      "x-max-length-bytes": .int64(Int64(limits.eventBytes)),
      "x-stream-max-segment-size-bytes": .int64(Int64(limits.eventSegmentBytes)),
    ]
  }
}

/// The reply codes of AMQP 0-9-1 that a declaration can end with by somebody's mistake.
enum ReplyCode {
  static let accessRefused: UInt16 = 403
  static let notFound: UInt16 = 404
  static let preconditionFailed: UInt16 = 406
}

/// The broker refused a declaration, with what to do about it.
package struct TopologyError: Error, Hashable, CustomStringConvertible {
  /// What was to be declared.
  let what: String
  let code: UInt16
  /// What the broker says.
  let text: String

  static let advice: [UInt16: String] = [
    ReplyCode.accessRefused:
      "give the user the right to configure, write and read it (rabbitmqctl set_permissions)",
    ReplyCode.notFound:
      "the partner or an operator has deleted what it belongs to; it is tried again",
    ReplyCode.preconditionFailed:
      "it exists with other arguments: empty it, delete it (rabbitmqctl delete_queue) and let it be declared anew",
  ]

  package var description: String {
    "The broker refused to declare \(what): \(Self.advice[code] ?? "") (\(code) \(text))"
  }
}
