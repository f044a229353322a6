package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// A message that nothing can be done with: kept with its reason for an operator, out of everybody else's way.
package struct QuarantinedMessage: Hashable, Sendable {
  /// Why. The raw value is what is stored and shown.
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The body or a header is not what the contract says.
    case undecodable
    case tooLarge = "too-large"
    /// The broker does not vouch that the partner sent it.
    case wrongSender = "wrong-sender"
    /// The contract has no such message type or version.
    case unknownType = "unknown-type"
    /// No such order, and the message begins none.
    case unknownOrder = "unknown-order"
    /// Its number is no honest continuation of the order's stream.
    case absurdSequence = "absurd-sequence"
    /// The messages before it did not come in time.
    case gapNeverClosed = "gap-never-closed"
    /// The order has ended.
    case ended
    /// The order ended before anything asked for the message.
    case unread
    /// The process has no event that catches it, or its mailbox is full.
    case notAccepted = "not-accepted"
  }

  package let reason: Reason
  /// What exactly was wrong, in one sentence.
  package let detail: String
  package let receivedAt: Timestamp
  /// What could be read of it.
  package let messageID: String?
  package let name: String?
  package let sender: String?
  package let order: InstanceID?
  package let sequence: Int?
  /// The properties and headers, as text.
  package let headers: Context
  package let body: [UInt8]

  package init(
    reason: Reason, detail: String, receivedAt: Timestamp, messageID: String? = nil,
    name: String? = nil, sender: String? = nil, order: InstanceID? = nil, sequence: Int? = nil,
    headers: Context = Context(), body: [UInt8] = []
  ) {
    self.reason = reason
    self.detail = detail
    self.receivedAt = receivedAt
    self.messageID = messageID
    self.name = name
    self.sender = sender
    self.order = order
    self.sequence = sequence
    self.headers = headers
    self.body = body
  }

  /// The same without headers and body.
  package var head: QuarantinedMessage {
    QuarantinedMessage(
      reason: reason, detail: detail, receivedAt: receivedAt, messageID: messageID, name: name,
      sender: sender, order: order, sequence: sequence)
  }

  /// A message that was read, but is of no use.
  package init(_ message: OrderMessage, reason: Reason, detail: String, receivedAt: Timestamp) {
    self.init(
      reason: reason, detail: detail, receivedAt: receivedAt,
      messageID: message.id.text, name: message.name, sender: message.sender,
      order: message.order, sequence: message.sequence, body: message.payload.json())
  }
}

/// A message in a party's quarantine.
package struct QuarantineRow: Hashable, Sendable {
  /// By which the party finds it.
  package let id: UUID
  package let message: QuarantinedMessage

  package init(id: UUID, message: QuarantinedMessage) {
    self.id = id
    self.message = message
  }
}

/// What is in a party's quarantine.
package struct QuarantineSummary: Hashable, Sendable {
  /// It is not counted further.
  package static let countLimit = 10_000

  package let count: Int
  /// Some of it, the newest first, without headers and bodies.
  package let newest: [QuarantineRow]

  package init(count: Int, newest: [QuarantineRow]) {
    self.count = count
    self.newest = newest
  }
}

// MARK: - JSON

extension QuarantineSummary {
  /// What others say in a message can be long: so much of a text is told.
  private static let textLimit = 500

  package var record: Context {
    [
      "count": .number(count),
      "newest": .list(
        newest.map { row in
          let message = row.message
          func text(_ text: String?) -> Value? {
            text.map { .string(String($0.prefix(Self.textLimit))) }
          }
          return .context(
            Context(compact: [
              ("id", .string(row.id.text)), ("reason", .string(message.reason.rawValue)),
              ("detail", text(message.detail)), ("at", .time(message.receivedAt)),
              ("message", text(message.messageID)), ("name", text(message.name)),
              ("sender", text(message.sender)),
              ("order", message.order.map { .string($0.description) }),
              ("sequence", message.sequence.map { .number($0) }),
            ]))
        }),
    ]
  }

  package init(record: Record) throws(RecordError) {
    self.init(
      count: try record.integer("count", in: 0...Self.countLimit),
      newest: try record.list("newest", QuarantineRow.init(record:)))
  }
}

extension QuarantineRow {
  fileprivate init(record: Record) throws(RecordError) {
    guard let id = UUID(text: try record.string("id")) else {
      throw RecordError("`id` must be a UUID")
    }
    let name = try record.string("reason")
    guard let reason = QuarantinedMessage.Reason(rawValue: name) else {
      throw RecordError("`reason` is \(name)")
    }
    self.init(
      id: id,
      message: QuarantinedMessage(
        reason: reason, detail: try record.string("detail"),
        receivedAt: try record.timestamp("at"), messageID: record.value("message").string,
        name: record.value("name").string, sender: record.value("sender").string,
        order: record.value("order").string.flatMap { InstanceID($0) },
        sequence: record.value("sequence").integer))
  }
}
