package import Exchange
package import FEEL
import ProcessEngine

/// How well the parties keep to what they owe each other, for one order: what the agreement check finds, and how the
/// messages went.
package struct OrderConformance: Hashable, Sendable {
  package struct Finding: Hashable, Sendable {
    package let kind: Kind
    /// Whom it concerns; nil for both.
    package let party: String?
    /// The id of the message's part of the story.
    package let message: String?
    /// Since when, or when.
    package let at: Timestamp?
    /// How long a late message took, or has taken so far; how long before its sending one came.
    package let duration: Duration?
    /// What is to be said of it.
    package let statement: Statement
  }

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It was sent, and will not be taken in any more.
    case neverReceived = "never-received"
    case receivedTwice = "received-twice"
    case outOfOrder = "out-of-order"
    /// It took longer than the limit, or has taken longer so far.
    case late
    case quarantined
    /// It was taken in, and the receiver ended without asking for it.
    case unread
    case negativeHop = "negative-hop"
    /// Anything else in which the two accounts differ.
    case disagreement
  }

  /// The comparison of the two journals, from which the differences come.
  package let agreement: OrderAgreement
  /// Longer than this is late.
  package let limit: Duration
  package let findings: [Finding]

  /// - Parameters:
  ///   - entries: those that the story was made of.
  ///   - limit: how long a message, and the account of one, may take from commit to commit; see `Attention.Limits`.
  package init(of story: OrderStory, entries: [JournalEntry], limit: Duration) {
    let known = story.messages.filter { $0.quarantine != nil }.map(\.message)
    let parked = story.messages.filter { $0.parkedAt != nil && $0.isOnItsWay }.map(\.message)
    agreement = OrderAgreement(
      of: story.order, histories: Dictionary(grouping: entries, by: \.party),
      quarantined: Set(known), heldBack: Set(parked), now: story.now, grace: limit)
    self.limit = limit
    findings =
      agreement.differences.map(Finding.init)
      + story.messages.flatMap { Finding.all(of: $0, limit: limit, now: story.now) }
  }

  package var isClean: Bool { findings.isEmpty }
}

extension OrderConformance.Finding {
  fileprivate init(_ difference: Difference) {
    let kind: OrderConformance.Kind =
      switch difference.kind {
      case .notReceived: .neverReceived
      case .receivedTwice: .receivedTwice
      case .outOfOrder: .outOfOrder
      case .missingStep, .conflictingStep, .sequence, .neverSent, .receiver, .name, .payload,
        .outcome, .projection, .entry, .state:
        .disagreement
      }
    self.init(
      kind: kind, party: difference.party, message: nil, at: nil, duration: nil,
      statement: difference.statement)
  }

  /// What is to be said of one message besides how the accounts of it differ.
  fileprivate static func all(
    of message: MessageStory, limit: Duration, now: Timestamp
  ) -> [Self] {
    func finding(
      _ kind: OrderConformance.Kind, at time: Timestamp?, _ key: StatementKey,
      lasting duration: Duration? = nil, _ more: [String: Statement.Parameter] = [:]
    ) -> Self {
      let parameters: [String: Statement.Parameter] = [
        "message": .text(message.name), "sender": .text(message.sender ?? "?"),
      ]
      return Self(
        kind: kind, party: message.receiver, message: message.id, at: time, duration: duration,
        statement: Statement(key, parameters.merging(more) { first, _ in first }))
    }
    var findings: [Self] = []
    let age = message.isOnItsWay ? message.sentAt.map { now - $0 } : nil
    if let taken = message.hop ?? age, taken > limit {
      findings.append(
        finding(.late, at: message.sentAt, .tookLong, lasting: taken, ["limit": .limit(limit)]))
    }
    if let quarantine = message.quarantine {
      findings.append(
        finding(
          .quarantined, at: quarantine.at, .refused, ["reason": .refusal(quarantine.reason)]))
    }
    if message.state == .unread {
      findings.append(finding(.unread, at: message.discardedAt, .neverAskedFor))
    }
    if let hop = message.hop, hop < .zero {
      findings.append(
        finding(.negativeHop, at: message.receivedAt, .cameBeforeSent, lasting: hop))
    }
    return findings
  }
}
