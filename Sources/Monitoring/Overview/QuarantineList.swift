package import Exchange
package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// The messages that parties have put aside, the newest first.
package struct QuarantineList: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    /// Whose quarantine it is in.
    package let party: String
    /// By which the party finds it; nil when the party has not told.
    package let id: UUID?
    package let at: Timestamp
    /// Empty when it could not be read.
    package let name: String
    package let order: InstanceID?
    /// Of the order, empty where it has none; nil when nobody has reported of the order.
    package internal(set) var reference: String?
    /// The raw value of a `QuarantinedMessage.Reason`.
    package let reason: String
    /// What exactly was wrong, in one sentence, where that is known.
    package let detail: String?
  }

  package private(set) var items: [Item]
  /// How many there are, also those that are not among the items.
  package let count: Int

  /// What parties have told themselves.
  ///
  /// - Parameters:
  ///   - told: by party.
  ///   - limit: how many items are wanted.
  package init(told: [String: QuarantineSummary], limit: Int) {
    let all = told.flatMap { party, summary in summary.newest.map { Item($0, of: party) } }
    items = Array(all.sorted { ($1.at, $0.party) < ($0.at, $1.party) }.prefix(limit))
    count = told.values.reduce(0) { $0 + $1.count }
  }

  /// What their journals say as long as no party has told anything: only messages of known orders, and no ids of theirs.
  package init(tracks: [(MessageKey, MessageTrack)]) {
    items = tracks.compactMap { Item($0, $1) }
    count = items.count
  }

  /// The orders whose references are shown.
  package var orders: [InstanceID] { Set(items.compactMap(\.order)).sorted() }

  package mutating func name(_ references: [InstanceID: String]) {
    for (index, item) in items.enumerated() {
      items[index].reference = item.order.flatMap { references[$0] }
    }
  }
}

extension QuarantineList.Item {
  fileprivate init(_ row: QuarantineRow, of party: String) {
    self.init(
      party: party, id: row.id, at: row.message.receivedAt, name: row.message.name ?? "",
      order: row.message.order, reference: nil, reason: row.message.reason.rawValue,
      detail: row.message.detail)
  }

  fileprivate init?(_ key: MessageKey, _ track: MessageTrack) {
    guard let at = track.quarantinedAt else { return nil }
    self.init(
      party: track.sending?.receiver ?? track.receipt?.receiver ?? "", id: nil, at: at,
      name: track.name, order: key.order, reference: nil, reason: track.quarantineReason ?? "",
      detail: nil)
  }
}
