package import Exchange
package import FEEL
package import FoundationEssentials
import ProcessEngine

/// One message between the parties, with all that either side and, as far as it is known, the broker says of it.
///
/// Times are those of the clock of whoever reports them; a message may seem to have come before it was sent.
package struct MessageStory: Hashable, Sendable, Identifiable {
  package let id: String
  /// The message's own id, a UUID in lower case.
  package let message: String
  package internal(set) var name: String
  package internal(set) var sender: String?
  package internal(set) var receiver: String?
  /// Its number among the sender's messages of this order.
  package internal(set) var sequence: Int?
  /// When the step that sends it was committed.
  package internal(set) var sentAt: Timestamp?
  /// When the broker confirmed it, where that is known.
  package internal(set) var publishedAt: Timestamp?
  /// When it was taken in; more than once is a mistake of the receiver.
  package internal(set) var receipts: [Timestamp] = []
  /// Copies that were recognised and left alone, where that is known.
  package internal(set) var duplicates: [Timestamp] = []
  /// Since when the receiver keeps it until the messages before it have come, where that is known.
  package internal(set) var parkedAt: Timestamp?
  package internal(set) var use: Use?
  /// When the receiver ended without having asked for it.
  package internal(set) var discardedAt: Timestamp?
  package internal(set) var quarantine: Quarantine?
  package internal(set) var state = State.inFlight

  /// Where it was used.
  package struct Use: Hashable, Sendable {
    package let at: Timestamp
    package let element: String
  }

  /// Why the receiver refused it.
  package struct Quarantine: Hashable, Sendable {
    package let at: Timestamp
    /// The raw value of a `QuarantinedMessage.Reason`.
    package let reason: String
    /// One sentence, where that is known.
    package let detail: String?
  }

  /// How far it has come.
  package enum State: Hashable, Sendable {
    /// Sent, and not taken in yet.
    case inFlight
    /// The same, but the message with this lower number must come first.
    case behind(Int)
    /// Taken in, and not asked for yet.
    case early
    case used
    /// Taken in, but the receiver ended without asking for it.
    case unread
    case quarantined
    /// It will not be taken in any more: the receiver has ended.
    case tooLate
    /// The same, because a later one has been taken in.
    case overtaken(by: Int)
  }

  package var receivedAt: Timestamp? { receipts.first }

  /// From the sender's commit to the receiver's; negative where their clocks differ by more than it took.
  package var hop: Duration? {
    guard let sentAt, let receivedAt else { return nil }
    return receivedAt - sentAt
  }

  package var isHopNegative: Bool { hop.map { $0 < .zero } ?? false }

  /// Whether it is neither with its receiver nor given up.
  package var isOnItsWay: Bool {
    switch state {
    case .inFlight, .behind: true
    case .early, .used, .unread, .quarantined, .tooLate, .overtaken: false
    }
  }
}

/// What is known of a message from elsewhere than the journals: from the broker, or a party's database.
package struct MessageNotice: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The broker confirmed it.
    case published
    /// The receiver got it once more and left it alone.
    case duplicate
    /// The receiver keeps it until the ones before it have come.
    case parked
    /// `reason` is the raw value of a `QuarantinedMessage.Reason`.
    case quarantined(reason: String, detail: String?)
  }

  /// The message's own id, a UUID in lower case.
  package let message: String
  package let at: Timestamp
  package let kind: Kind
  /// What the receiver could read of it; nil when only its id is told.
  package let header: Header?

  /// What a message says of itself.
  package struct Header: Hashable, Sendable {
    package let name: String
    package let sender: String?
    package let receiver: String
    package let sequence: Int?
  }

  package init(message: String, at: Timestamp, kind: Kind) {
    self.message = message
    self.at = at
    self.kind = kind
    header = nil
  }

  package init(_ kind: TransportReport.Sighting.Kind, _ message: UUID, at: Timestamp) {
    let kind: Kind =
      switch kind {
      case .duplicate: .duplicate
      case .parked: .parked
      }
    self.init(message: message.text, at: at, kind: kind)
  }

  /// A message in a party's quarantine; nil when it has no id by which it can be told.
  package init?(_ item: QuarantineList.Item) {
    guard let message = item.message else { return nil }
    self.message = message
    at = item.at
    kind = .quarantined(reason: item.reason, detail: item.detail)
    header = Header(
      name: item.name, sender: item.sender, receiver: item.party, sequence: item.sequence)
  }

  /// The broker had an entry's messages.
  package static func published(_ entry: JournalEntry, at time: Timestamp) -> [MessageNotice] {
    entry.messages.map { MessageNotice(message: $0.id.text, at: time, kind: .published) }
  }
}
