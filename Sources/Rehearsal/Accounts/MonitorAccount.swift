/// What the monitor's database says at the end.
package struct MonitorAccount: Hashable, Sendable {
  package struct Side: Hashable, Sendable {
    package let outcome: String?
    package let step: Int

    package init(outcome: String?, step: Int) {
      self.outcome = outcome
      self.step = step
    }
  }

  /// By party, then by order id.
  package var sides: [String: [String: Side]] = [:]
  /// Messages that a sender has reported, and that a receiver has reported.
  package var sent = 0
  package var received = 0
  /// How often a message was taken in once more. Anything but 0 is a mistake.
  package var takenInAgain = 0
  /// Entries that came once more and were absorbed.
  package var duplicates = 0
  /// Entries that have not come although later ones have, and messages that cannot be read.
  package var missing = 0
  package var unreadable = 0

  package init() {}
}
