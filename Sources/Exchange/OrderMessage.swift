package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// A message between the parties: what a message flow of the model carries.
package struct OrderMessage: Hashable, Sendable {
  /// UUIDv7, made in the step that sends it: a resend has the same.
  package let id: UUID
  /// The message's name in the model: `QuoteIssued`.
  package let name: String
  /// The pools, as the model names them.
  package let sender: String
  package let receiver: String
  package let order: InstanceID
  /// Counts the messages of this order and sender, from 1 and without gaps.
  package let sequence: Int
  package let correlationKey: String
  package let sentAt: Timestamp
  package let payload: Context

  package init(
    id: UUID, name: String, sender: String, receiver: String, order: InstanceID, sequence: Int,
    correlationKey: String, sentAt: Timestamp, payload: Context
  ) {
    self.id = id
    self.name = name
    self.sender = sender
    self.receiver = receiver
    self.order = order
    self.sequence = sequence
    self.correlationKey = correlationKey
    self.sentAt = sentAt
    self.payload = payload
  }

  /// How the engine sees it.
  package func received(at time: Timestamp) -> ReceivedMessage {
    ReceivedMessage(
      id: id.text, name: name, correlationKey: correlationKey, payload: payload,
      receivedAt: time)
  }
}
