import Exchange
import FEEL
import Participant
import ProcessEngine

/// What must hold when everything has come to an end.
extension Auditor {
  /// - Parameters:
  ///   - orders: what buyers have placed.
  ///   - hostile: orders that only hostile messages speak of.
  mutating func finish(orders: [InstanceID], hostile: Set<InstanceID>) {
    do {
      for order in orders { try checkEnd(of: order) }
      for party in parties {
        try checkQuarantine(of: party, orders: Set(orders), hostile: hostile)
        try histories[party.name]?.compareBytes(with: party.store)
      }
      try checkMonitor()
    } catch {
      violated(error.invariant, error.detail)
    }
  }

  private func checkEnd(of order: InstanceID) throws(Violation) {
    let (buyers, sellers) = (
      client.store.read { $0.cases[order] }, supplier.store.read { $0.cases[order] }
    )
    guard let buyers, let sellers else {
      throw Violation(invariant: .sameOutcome, detail: "…\(order.short) is only known to one party")
    }
    guard let outcome = buyers.instance.outcome, outcome == sellers.instance.outcome else {
      throw Violation(
        invariant: .sameOutcome,
        detail: "…\(order.short) is \(buyers.instance.outcome ?? "running") for the buyer and "
          + "\(sellers.instance.outcome ?? "running") for the supplier")
    }
    guard buyers.conversation.sent == sellers.conversation.received,
      sellers.conversation.sent == buyers.conversation.received
    else {
      throw Violation(
        invariant: .everythingReceived,
        detail: "…\(order.short): \(buyers.conversation) and \(sellers.conversation)")
    }
    if outcome == "Completed" {
      try OrderRules.checkConserved(buyers.instance, sellers.instance)
    }
  }

  /// Every quarantined message must come from somebody hostile, or have been put through again.
  private func checkQuarantine(
    of party: SimulatedParty, orders: Set<InstanceID>, hostile: Set<InstanceID>
  ) throws(Violation) {
    let quarantined = party.store.read { $0.quarantine.map(\.message) }
    for message in quarantined {
      let isExplained: Bool =
        switch message.reason {
        case .undecodable, .absurdSequence: true
        case .gapNeverClosed: true
        case .unknownOrder, .ended, .unread, .notAccepted:
          message.order.map { hostile.contains($0) && !orders.contains($0) } ?? false
        case .tooLarge, .wrongSender, .unknownType: false
        }
      if !isExplained {
        throw Violation(
          invariant: .everythingReceived,
          detail: "\(party.name) has \(message.name ?? "a message") of "
            + "…\(message.order?.short ?? "?") in quarantine: \(message.detail)")
      }
    }
  }

  private func checkMonitor() throws(Violation) {
    let journals = Set(parties.flatMap { $0.store.read { $0.journal } })
    let heard = Set(server.stream())
    guard heard == journals else {
      throw Violation(
        invariant: .monitorSeesAll,
        detail: "\(journals.subtracting(heard).count) entries are missing in the stream, "
          + "\(heard.subtracting(journals).count) are in no journal")
    }
  }
}
