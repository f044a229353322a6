import Exchange
package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// The messages that parties have put aside.
package struct QuarantineList: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    /// Whose quarantine it is in.
    package let party: String
    /// By which the party finds it; nil when the party has not told.
    package let id: UUID?
    package let at: Timestamp
    /// Empty when it could not be read.
    package let name: String
    /// The message's own id, a UUID in lower case, where it has one.
    package let message: String?
    package let sender: String?
    package let sequence: Int?
    package let order: InstanceID?
    /// Of the order, empty where it has none; nil when nobody has reported of the order.
    package let reference: String?
    /// The raw value of a `QuarantinedMessage.Reason`.
    package let reason: String
    /// What exactly was wrong, in one sentence, where that is known.
    package let detail: String?

    package init(
      party: String, id: UUID?, at time: Timestamp, name: String, message: String?,
      sender: String?, sequence: Int?, order: InstanceID?, reference: String?, reason: String,
      detail: String?
    ) {
      self.party = party
      self.id = id
      at = time
      self.name = name
      self.message = message
      self.sender = sender
      self.sequence = sequence
      self.order = order
      self.reference = reference
      self.reason = reason
      self.detail = detail
    }
  }

  /// The newest first.
  package let items: [Item]
  /// How many there are, also those that are not among the items.
  package let count: Int

  package init(items: [Item] = [], count: Int = 0) {
    self.items = items
    self.count = count
  }

  /// What the journals say as long as no party has told anything: only messages of known orders, and no ids of theirs.
  package init(tracks: [(key: MessageKey, track: MessageTrack, reference: String?)]) {
    items = tracks.compactMap { Item($0.key, $0.track, $0.reference) }
    count = items.count
  }
}

extension QuarantineList.Item {
  /// - Parameter reference: of its order; nil when nobody has reported of that.
  init(_ row: QuarantineRow, of party: String, reference: String?) {
    let message = row.message
    self.init(
      party: party, id: row.id, at: message.receivedAt, name: message.name ?? "",
      message: message.messageID.flatMap { UUID(uuidString: $0)?.text }, sender: message.sender,
      sequence: message.sequence, order: message.order, reference: reference,
      reason: message.reason.rawValue, detail: message.detail)
  }

  fileprivate init?(_ key: MessageKey, _ track: MessageTrack, _ reference: String?) {
    guard let at = track.quarantinedAt else { return nil }
    self.init(
      party: track.sending?.receiver ?? track.receipt?.receiver ?? "", id: nil, at: at,
      name: track.name, message: key.id, sender: track.sending?.sender,
      sequence: nil, order: key.order, reference: reference ?? "",
      reason: track.quarantineReason ?? "", detail: nil)
  }
}
