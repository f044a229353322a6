package import FEEL
import ProcessEngine

extension MemoryMonitor {
  package func quarantine(limit: Int) async throws -> QuarantineList {
    let told = toldQuarantine
    let tracks = putAside.compactMap { key in track(key).map { (key, $0) } }
      .sorted { left, right in
        func place(_ track: MessageTrack) -> Int64 { -(track.quarantinedAt?.microseconds ?? 0) }
        return (place(left.1), left.0.id) < (place(right.1), right.0.id)
      }
    var list =
      told.isEmpty
      ? QuarantineList(tracks: Array(tracks.prefix(limit)))
      : QuarantineList(told: told, limit: limit)
    list.name(cases.mapValues { $0.facts.reference ?? "" })
    return list
  }

  package func messageFlows(
    at now: Timestamp, lateAfter limit: Duration, orders: Int
  ) async throws -> [MessageFlowAccount] {
    let tracks = messages.values.flatMap { Array($0) }
    let ended = cases.values.filter { $0.endedAt != nil }
      .sorted { ($0.endedAt ?? now, $0.order) > ($1.endedAt ?? now, $1.order) }
    let newest = Set(ended.prefix(orders).map(\.order))
    return MessageFlowAccount.all(in: allTallies).map { account in
      var account = account
      account.oldestInFlight = oldestInFlight(account.name, from: account.sender)
      for finding in OrderFilter.Finding.allCases {
        let orders = Set(
          tracks.filter { _, track in
            track.name == account.name
              && track.has(finding, sentBefore: now + (.zero - limit), lateAfter: limit)
          }
          .map(\.key.order))
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
    _ finding: OrderFilter.Finding, sentBefore: Timestamp?, lateAfter limit: Duration
  ) -> Bool {
    switch finding {
    case .unreceived:
      guard receipt == nil, quarantinedAt == nil, let sending else { return false }
      return sentBefore.map { sending.at < $0 } ?? true
    case .receivedTwice: return receipts > 1
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
