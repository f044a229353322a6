package import Exchange
package import FEEL
package import ProcessEngine

/// Whether the parties' histories of one order agree, message by message and outcome by outcome.
package struct OrderAgreement: Hashable, Sendable {
  package let order: InstanceID
  package internal(set) var differences: [Difference] = []
  package internal(set) var sent = 0
  package internal(set) var received = 0
  /// Sent, and still on the way to a party that can take it in.
  package internal(set) var inFlight = 0
  /// Since when the oldest of them is on its way.
  package internal(set) var oldestInFlight: Timestamp?
  /// Taken in, but put aside with a reason.
  package internal(set) var quarantined = 0
  /// By party; those that run are missing.
  package internal(set) var outcomes: [String: String] = [:]
  /// How many parties have reported of it.
  package internal(set) var parties = 0

  /// Whether nothing is left to be done at any party.
  package var isEnded: Bool { outcomes.count == parties && inFlight == 0 }

  private let grace: Duration

  /// Compares what the parties say of an order.
  ///
  /// A message that was sent and not taken in yet is in flight, however long that lasts: a partner may be down. It is a
  /// difference when the receiver has taken in a later one, or has ended and had `grace` to put it aside. A message that was
  /// taken in and not reported as sent is a difference when the sender's account has ended, or when it is older than `grace`.
  ///
  /// - Parameters:
  ///   - histories: the entries by party, in any order.
  ///   - quarantined: ids of messages that are known to have been put aside, beside those that the histories name.
  ///   - grace: how long a message, and the account of one, may take; see `Attention.Limits`.
  ///   - heldBack: ids of messages that the receiver keeps until the gap before them closes.
  package init(
    of order: InstanceID, histories: [String: [JournalEntry]], quarantined: Set<String> = [],
    heldBack: Set<String> = [], now: Timestamp, grace: Duration = Attention.Limits().machine
  ) {
    self.order = order
    self.grace = grace
    parties = histories.count
    var accounts: [MessageAccount] = []
    for (party, entries) in histories.sorted(by: { $0.key < $1.key }) {
      let steps = entries.sorted { ($0.step, $0.lane, $0.number) < ($1.step, $1.lane, $1.number) }
      checkSteps(steps, of: party)
      let account = MessageAccount(party: party, entries: steps)
      outcomes[party] = account.outcome
      accounts.append(account)
    }
    for sender in accounts {
      checkSent(
        by: sender, among: accounts, quarantined: quarantined, heldBack: heldBack, now: now)
    }
    for receiver in accounts { checkReceived(by: receiver, among: accounts, now: now) }
    checkOutcomes()
  }

  private mutating func differ(
    _ kind: Difference.Kind, _ party: String?, _ key: StatementKey,
    _ parameters: [String: Statement.Parameter]
  ) {
    differences.append(
      Difference(order: order, party: party, kind: kind, statement: Statement(key, parameters)))
  }

  // MARK: Steps

  private mutating func checkSteps(_ entries: [JournalEntry], of party: String) {
    var last = 0
    for entry in entries {
      if entry.step == last {
        differ(.conflictingStep, party, .stepTwice, ["step": .number(entry.step)])
      } else if entry.step > last + 1 {
        differ(
          .missingStep, party, last + 2 == entry.step ? .stepUnreported : .stepsUnreported,
          [
            "step": .number(last + 1), "to": .number(entry.step - 1),
            "last": .number(entries.last?.step ?? 0),
          ])
      }
      last = entry.step
    }
  }

  // MARK: Messages

  private mutating func checkSent(
    by sender: MessageAccount, among accounts: [MessageAccount], quarantined known: Set<String>,
    heldBack: Set<String>, now: Timestamp
  ) {
    for (index, message) in sender.sent.enumerated() where message.sequence != index + 1 {
      differ(
        .sequence, sender.party, .numberSent,
        Self.parameters(of: message, from: sender.party) { $0["place"] = .number(index + 1) })
    }
    sent += sender.sent.count
    for message in sender.sent {
      guard let receiver = accounts.first(where: { $0.party == message.receiver }) else {
        stillOnItsWay(message)
        continue
      }
      let receipts = receiver.received.filter { $0.id == message.id }
      if let receipt = receipts.first {
        check(receipt, of: message, from: sender.party, by: receiver)
        if receipts.count > 1 {
          differ(
            .receivedTwice, receiver.party, .takenTwice,
            Self.parameters(of: message, from: sender.party) {
              $0["count"] = .number(receipts.count)
            })
        }
      } else if known.contains(message.id) || receiver.quarantined.contains(message.id) {
        quarantined += 1
      } else if heldBack.contains(message.id) {
        stillOnItsWay(message)
      } else {
        checkMissing(message, at: receiver, sender, now: now)
      }
    }
  }

  private mutating func check(
    _ receipt: MessageAccount.Received, of message: MessageAccount.Sent, from sender: String,
    by receiver: MessageAccount
  ) {
    received += 1
    if receiver.quarantined.contains(message.id) { quarantined += 1 }
    if receipt.name != message.name {
      differ(
        .name, receiver.party, .takenUnder,
        Self.parameters(of: message, from: sender) { $0["other"] = .text(receipt.name) })
    }
    if let sequence = receipt.sequence, sequence != message.sequence {
      differ(
        .sequence, receiver.party, .numberReceived,
        Self.parameters(of: message, from: sender) { $0["other"] = .number(sequence) })
    }
    if receipt.digest != message.digest {
      differ(
        .payload, receiver.party, .takenOtherwise, Self.parameters(of: message, from: sender))
    }
  }

  private mutating func checkMissing(
    _ message: MessageAccount.Sent, at receiver: MessageAccount, _ sender: MessageAccount,
    now: Timestamp
  ) {
    let later = sender.sent.first { other in
      other.sequence > message.sequence && other.receiver == message.receiver
        && receiver.received.contains { $0.id == other.id }
    }
    if let later {
      differ(
        .notReceived, receiver.party, .overtakenBy,
        Self.parameters(of: message, from: sender.party) {
          $0["later"] = .text(later.name)
          $0["other"] = .number(later.sequence)
          $0["otherID"] = .text(later.id)
        })
    } else if let outcome = receiver.outcome, now.duration(since: message.at) > grace {
      differ(
        .notReceived, receiver.party, .takenNever,
        Self.parameters(of: message, from: sender.party) { $0["outcome"] = .text(outcome) })
    } else {
      stillOnItsWay(message)
    }
  }

  private mutating func stillOnItsWay(_ message: MessageAccount.Sent) {
    inFlight += 1
    oldestInFlight = min(oldestInFlight ?? message.at, message.at)
  }

  private mutating func checkReceived(
    by receiver: MessageAccount, among accounts: [MessageAccount], now: Timestamp
  ) {
    var lastSequence: [String: Int] = [:]
    for message in receiver.received {
      var isKnown = false
      for sender in accounts {
        guard let sent = sender.sent.first(where: { $0.id == message.id }) else { continue }
        isKnown = true
        if sent.receiver != receiver.party {
          differ(
            .receiver, receiver.party, .takenElsewhere,
            Self.parameters(of: sent, from: sender.party))
        }
        if let last = lastSequence[sender.party], sent.sequence < last {
          differ(
            .outOfOrder, receiver.party, .takenAfter,
            Self.parameters(of: sent, from: sender.party) { $0["last"] = .number(last) })
        }
        lastSequence[sender.party] = max(lastSequence[sender.party] ?? 0, sent.sequence)
      }
      if !isKnown { checkUnsent(message, by: receiver, among: accounts, now: now) }
    }
  }

  private mutating func checkUnsent(
    _ message: MessageAccount.Received, by receiver: MessageAccount,
    among accounts: [MessageAccount], now: Timestamp
  ) {
    let senders = accounts.filter { $0.party != receiver.party }
    let isOver = !senders.isEmpty && senders.allSatisfy { $0.outcome != nil }
    if isOver || now.duration(since: message.at) > grace {
      differ(
        .neverSent, receiver.party, .sentNever,
        ["message": .text(message.name), "id": .text(message.id)])
    } else {
      // Its sender's account lags behind.
      inFlight += 1
      oldestInFlight = min(oldestInFlight ?? message.at, message.at)
    }
  }

  /// What every sentence about a message that was sent may name.
  private static func parameters(
    of message: MessageAccount.Sent, from party: String,
    _ more: (inout [String: Statement.Parameter]) -> Void = { _ in }
  ) -> [String: Statement.Parameter] {
    var parameters: [String: Statement.Parameter] = [
      "message": .text(message.name), "number": .number(message.sequence), "sender": .text(party),
      "receiver": .text(message.receiver), "id": .text(message.id),
    ]
    more(&parameters)
    return parameters
  }

  // MARK: Outcomes

  private mutating func checkOutcomes() {
    let ends = outcomes.sorted { $0.key < $1.key }
    guard outcomes.count == parties, let first = ends.first,
      let other = ends.first(where: { $0.value != first.value })
    else { return }
    differ(
      .outcome, nil, .outcomesDiffer,
      [
        "party": .text(first.key), "outcome": .text(first.value), "partner": .text(other.key),
        "other": .text(other.value),
      ])
  }
}
