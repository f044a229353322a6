package import FEEL

/// What one party's own database says at the end.
package struct PartyAccount: Hashable, Sendable {
  package struct Order: Hashable, Sendable {
    package let reference: String?
    package let outcome: String?
    package let startedAt: Timestamp
    package let updatedAt: Timestamp
    /// Steps made, and messages sent and taken in.
    package let step: Int
    package let sent: Int
    package let received: Int

    package init(
      reference: String? = nil, outcome: String?, startedAt: Timestamp, updatedAt: Timestamp,
      step: Int, sent: Int, received: Int
    ) {
      self.reference = reference
      self.outcome = outcome
      self.startedAt = startedAt
      self.updatedAt = updatedAt
      self.step = step
      self.sent = sent
      self.received = received
    }
  }

  /// By order id.
  package var orders: [String: Order] = [:]
  /// How many tasks people have decided, by the id of the user task.
  package var decisions: [String: Int] = [:]
  /// How many jobs of a type were done: `reminder`, `escalation`, `quote.generate`.
  package var jobs: [String: Int] = [:]
  /// Messages that wait for an earlier one, and messages that were put aside.
  package var parked = 0
  package var quarantined = 0
  /// Journal entries that the broker has not confirmed.
  package var unpublished = 0

  package init() {}
}
