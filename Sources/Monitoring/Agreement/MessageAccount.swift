import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

/// What one party's entries say of messages, and how far they go.
struct MessageAccount {
  struct Sent {
    let id: String
    let name: String
    let receiver: String
    let sequence: Int
    let at: Timestamp
    let digest: PayloadDigest
  }

  struct Received {
    let id: String
    let name: String
    let at: Timestamp
    /// As the receiver says; nil where it does not.
    let sequence: Int?
    let digest: PayloadDigest
  }

  let party: String
  private(set) var sent: [Sent] = []
  /// In the order in which they were taken in.
  private(set) var received: [Received] = []
  /// Those that were refused, and those that were unread at the end.
  private(set) var quarantined: Set<String> = []
  private(set) var outcome: String?
  private(set) var endedAt: Timestamp?
  private(set) var lastAt: Timestamp?

  /// - Parameter entries: ascending by step.
  init(party: String, entries: [JournalEntry]) {
    self.party = party
    for entry in entries { add(entry) }
  }

  private mutating func add(_ entry: JournalEntry) {
    lastAt = entry.at
    if let refused = entry.quarantined { quarantined.insert(refused.id) }
    for message in entry.outgoing {
      sent.append(
        Sent(
          id: message.id.text, name: message.name, receiver: message.receiver,
          sequence: message.sequence, at: entry.at, digest: PayloadDigest(message.payload)))
    }
    for event in entry.events {
      switch event {
      case .messageReceived(let message) where !entry.isCommand:
        received.append(
          Received(
            id: message.id, name: message.name, at: entry.at,
            sequence: entry.sequence(ofReceived: message.id),
            digest: PayloadDigest(message.payload)))
      case .messageDiscarded(let id, _):
        quarantined.insert(id)
      case .instanceEnded(let outcome):
        self.outcome = outcome
        endedAt = entry.at
      default:
        break
      }
    }
  }
}
