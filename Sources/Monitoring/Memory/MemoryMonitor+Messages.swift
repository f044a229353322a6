package import FEEL
import ProcessEngine

extension MemoryMonitor {
  package func quarantine(limit: Int) async throws -> QuarantineList {
    if let told = toldQuarantine {
      return QuarantineList(items: Array(told.items.prefix(limit)), count: told.count)
    }
    let tracks = putAside.compactMap { key in track(key).map { (key, $0) } }
      .sorted { left, right in
        func place(_ track: MessageTrack) -> Int64 { -(track.quarantinedAt?.microseconds ?? 0) }
        return (place(left.1), left.0.id) < (place(right.1), right.0.id)
      }
    return QuarantineList(tracks: tracks.prefix(limit).map { ($0, $1, reference(of: $0.order)) })
  }

  package func lastCheck() async throws -> KeptCheck? {
    guard var check else { return nil }
    for order in check.differences.map(\.order) { check.references[order] = reference(of: order) }
    return check
  }

  package func messageFlows(
    at now: Timestamp, lateAfter limit: Duration, orders: Int
  ) async throws -> [MessageFlowAccount] {
    let tracks = messages.values.flatMap { Array($0) }
    let told = ToldMessages(
      quarantined: toldQuarantine?.items ?? [], duplicated: duplicatedMessages)
    let ended = cases.values.filter { $0.endedAt != nil }
      .sorted { ($0.endedAt ?? now, $0.order) > ($1.endedAt ?? now, $1.order) }
    let newest = Set(ended.prefix(orders).map(\.order))
    return MessageFlowAccount.all(in: allTallies).map { account in
      var account = account
      account.oldestInFlight = oldestInFlight(account.name, from: account.sender)
      for finding in OrderFilter.Finding.allCases {
        let found = tracks.filter { key, track in
          track.name == account.name
            && track.has(finding, key, told, sentBefore: now + (.zero - limit), lateAfter: limit)
        }
        let orders = Set(found.map(\.key.order))
          .union(finding == .quarantined ? told.orders(name: account.name) : [])
        if !orders.isEmpty { account.findings[finding] = BoundedCount(found: orders.count) }
      }
      account.delays = tracks.filter { newest.contains($0.key.order) }
        .compactMap { _, track in
          guard let sending = track.sending, let receipt = track.receipt,
            sending.name == account.name, sending.sender == account.sender
          else { return nil }
          return receipt.at - sending.at
        }
      return account
    }
  }
}

extension MessageTrack {
  /// Whether this is wrong with the message.
  func has(
    _ finding: OrderFilter.Finding, _ key: MessageKey, _ told: ToldMessages,
    sentBefore: Timestamp?, lateAfter limit: Duration
  ) -> Bool {
    switch finding {
    case .unreceived:
      guard receipt == nil, quarantinedAt == nil, !told.isQuarantined(key), let sending else {
        return false
      }
      return sentBefore.map { sending.at < $0 } ?? true
    case .receivedTwice: return receipts > 1
    case .duplicate: return told.duplicated.contains(key.id)
    case .disordered: return isDisordered
    case .late: return delay.map { $0 > limit } ?? false
    case .negativeHop: return delay.map { $0 < .zero } ?? false
    case .quarantined: return quarantinedAt != nil
    case .altered:
      guard let sending, let receipt else { return false }
      return sending.digest != receipt.digest
    case .disputed: return false
    }
  }

  private var delay: Duration? {
    guard let sending, let receipt else { return nil }
    return receipt.at - sending.at
  }
}

/// What parties tell of messages beside their journals.
struct ToldMessages {
  let quarantined: [QuarantineList.Item]
  /// By id.
  let duplicated: Set<String>

  func isQuarantined(_ key: MessageKey) -> Bool { quarantined.contains { $0.message == key.id } }

  /// The orders of quarantined messages of a name, or of any.
  func orders(name: String?) -> Set<InstanceID> {
    Set(quarantined.filter { name == nil || $0.name == name }.compactMap(\.order))
  }
}
