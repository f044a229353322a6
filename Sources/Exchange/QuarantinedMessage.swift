package import FEEL
import FoundationEssentials
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

  /// A message that was read, but is of no use.
  package init(_ message: OrderMessage, reason: Reason, detail: String, receivedAt: Timestamp) {
    self.init(
      reason: reason, detail: detail, receivedAt: receivedAt,
      messageID: message.id.text, name: message.name, sender: message.sender,
      order: message.order, sequence: message.sequence, body: message.payload.json())
  }
}
