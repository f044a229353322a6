package import FEEL
package import ProcessEngine

/// Names one message of one order.
package struct MessageKey: Hashable, Sendable {
  package let order: InstanceID
  /// The message's own id, a UUID in lower case.
  package let id: String

  package init(order: InstanceID, id: String) {
    self.order = order
    self.id = id
  }
}

/// The life of one message, put together from what both parties report of it.
package struct MessageTrack: Hashable, Sendable {
  /// What the sender's journal says.
  package struct Sending: Hashable, Sendable {
    package let name: String
    package let sender: String
    package let receiver: String
    package let sequence: Int
    package let at: Timestamp
    package let digest: PayloadDigest

    package init(
      name: String, sender: String, receiver: String, sequence: Int, at: Timestamp,
      digest: PayloadDigest
    ) {
      self.name = name
      self.sender = sender
      self.receiver = receiver
      self.sequence = sequence
      self.at = at
      self.digest = digest
    }
  }

  /// What the receiver's journal says.
  package struct Receipt: Hashable, Sendable {
    package let name: String
    package let receiver: String
    package let at: Timestamp
    package let digest: PayloadDigest

    package init(name: String, receiver: String, at: Timestamp, digest: PayloadDigest) {
      self.name = name
      self.receiver = receiver
      self.at = at
      self.digest = digest
    }
  }

  package var sending: Sending?
  package var receipt: Receipt?
  /// How often the receiver took it in; more than once is a mistake.
  package var receipts = 0
  /// Whether the receiver took it in after one that the sender had sent later.
  package var isDisordered = false
  /// When, and at which flow node, it was used.
  package var correlatedAt: Timestamp?
  package var correlatedTo: String?
  /// When, and why, the receiver put it aside: refused, or unread at the end.
  package var quarantinedAt: Timestamp?
  package var quarantineReason: String?

  package init() {}

  /// Adds what is known from elsewhere; what was known first stays.
  package mutating func merge(_ later: MessageTrack) {
    sending = sending ?? later.sending
    receipt = receipt ?? later.receipt
    receipts += later.receipts
    isDisordered = isDisordered || later.isDisordered
    correlatedTo = correlatedTo ?? later.correlatedTo
    correlatedAt = correlatedAt ?? later.correlatedAt
    quarantinedAt = quarantinedAt ?? later.quarantinedAt
    quarantineReason = quarantineReason ?? later.quarantineReason
  }

  /// The name that the sender gave it, else the receiver.
  package var name: String { sending?.name ?? receipt?.name ?? "" }
}
