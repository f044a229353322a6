import Exchange
import FEEL
import Foundation
import Participant
import ProcessEngine

/// Looks at both parties' stores after every action, and at everything that crosses between them: do the invariants hold?
///
/// It knows what the stores and the broker really hold, and believes nothing that the parties say.
struct Auditor {
  let client: SimulatedParty
  let supplier: SimulatedParty
  let server: MemoryBrokerServer
  /// The first invariant that did not hold; nothing is looked at after it.
  private(set) var violation: Violation?
  /// By party name.
  private(set) var histories: [String: History] = [:]
  /// What the broker has, for good.
  private var safeMessages: Set<UUID> = []
  private var safeEntries: Set<EntryKey> = []
  /// What the monitor has been told to be confirmed.
  private var toldEntries: Set<EntryKey> = []
  private var answered: [String: Set<Int>] = [:]

  private struct EntryKey: Hashable {
    let party: String
    let lane: Int
    let number: Int

    init(_ entry: JournalEntry) {
      self.init(party: entry.party, lane: entry.lane, number: entry.number)
    }

    init(party: String, lane: Int, number: Int) {
      self.party = party
      self.lane = lane
      self.number = number
    }
  }

  init(client: SimulatedParty, supplier: SimulatedParty, server: MemoryBrokerServer) {
    self.client = client
    self.supplier = supplier
    self.server = server
    for party in [client, supplier] { histories[party.name] = History(party: party.name) }
  }

  var parties: [SimulatedParty] { [client, supplier] }

  mutating func violated(_ invariant: Invariant, _ detail: String) {
    if violation == nil { violation = Violation(invariant: invariant, detail: detail) }
  }

  mutating func isBounded(_ holds: Bool, _ detail: @autoclosure () -> String) {
    if !holds { violated(.bounded, detail()) }
  }

  // MARK: After every action

  /// Takes in what both parties have committed since the last time.
  mutating func check() {
    for party in parties where violation == nil {
      take(party)
      compare(party)
    }
  }

  private mutating func take(_ party: SimulatedParty) {
    guard var history = histories.removeValue(forKey: party.name) else { return }
    let fresh = party.store.read { Array($0.journal.dropFirst(history.entries)) }
    for entry in fresh where violation == nil {
      do {
        try history.take(entry)
      } catch {
        violation = error
      }
    }
    histories[party.name] = history
    for entry in fresh where violation == nil { checkRules(entry) }
  }

  private mutating func checkRules(_ entry: JournalEntry) {
    guard let history = histories[entry.party] else { return }
    do {
      try OrderRules.check(
        entry, of: history, partner: histories[partner(of: entry.party).name])
    } catch {
      violation = error
    }
  }

  func partner(of party: String) -> SimulatedParty { party == client.name ? supplier : client }

  /// Compares what was written since the last time with the replay.
  private mutating func compare(_ party: SimulatedParty) {
    guard let history = histories[party.name], violation == nil else { return }
    let touched = Set(party.store.read { Array($0.written.dropFirst(history.comparedWrites)) })
    for order in touched {
      do {
        try history.compare(order, with: party.store)
      } catch {
        violation = error
        return
      }
    }
    histories[party.name]?.comparedWrites = party.store.read { $0.written.count }
    let crowded = party.store.read { database in
      Dictionary(grouping: database.parked, by: \.message.order).values
        .contains { $0.count > Conversation.window }
    }
    isBounded(!crowded, "\(party.name) parks more messages of an order than the window has")
  }

  // MARK: When something crosses

  /// The broker is told that these are done with.
  mutating func acknowledged(_ contents: [Delivery.Content], by party: SimulatedParty) {
    for content in contents {
      let isCommitted = party.store.read { database in
        switch content {
        case .unusable(let message):
          return database.quarantine.contains { $0.message == message }
        case .message(let message):
          let received = database.cases[message.order]?.conversation.received ?? 0
          let id = message.id.uuidString.lowercased()
          return (1...max(1, received)).contains(message.sequence) && received > 0
            || database.parked.contains {
              $0.message.order == message.order && $0.message.sequence == message.sequence
            }
            || database.quarantine.contains { $0.message.messageID == id }
        }
      }
      if !isCommitted {
        violated(.acknowledgedIsCommitted, "\(party.name) acknowledges \(content.summary)")
      }
    }
  }

  /// A party hands something to the broker.
  mutating func published(_ publication: Publication, by party: SimulatedParty) {
    if case .report(let report) = publication { reported(report, by: party) }
    let stray: String? = party.store.read { database in
      switch publication {
      case .report: return nil
      case .message(let message):
        let isCommitted = database.journal.contains { entry in
          entry.messages.contains { $0.id == message.id } && entry.outgoing.contains(message)
        }
        return isCommitted ? nil : message.summary
      case .events(let entries):
        let stray = entries.first { entry in
          database.lanes[entry.lane]?.entries.contains(entry) != true
        }
        return stray.map { "entry \($0.number) of lane \($0.lane)" }
      }
    }
    if let stray { violated(.publishedIsCommitted, "\(party.name) publishes \(stray)") }
  }

  /// The broker has a publication.
  mutating func isSafe(_ publication: Publication) {
    switch publication {
    case .message(let message): safeMessages.insert(message.id)
    case .events(let entries): safeEntries.formUnion(entries.map(EntryKey.init))
    case .report(let report):
      for confirmation in report.confirmations {
        toldEntries.formUnion(
          (confirmation.first...confirmation.last).map {
            EntryKey(party: report.party, lane: confirmation.lane, number: $0)
          })
      }
    }
  }

  /// A party tells the monitor what the broker has confirmed.
  private mutating func reported(_ report: TransportReport, by party: SimulatedParty) {
    for confirmation in report.confirmations {
      let unsafe = entries(
        of: confirmation.lane, in: confirmation.first...confirmation.last, by: party
      ).first { !isSafe($0) }
      if let unsafe {
        return violated(
          .watermarkIsConfirmed,
          "\(party.name) tells that the broker has \(unsafe.number) of lane \(confirmation.lane)")
      }
    }
  }

  /// A party moves a watermark.
  mutating func confirmed(upTo number: Int, lane: Int, by party: SimulatedParty) {
    let before = party.store.read { $0.lanes[lane]?.confirmed ?? 0 }
    guard before < number else { return }
    for entry in entries(of: lane, in: (before + 1)...number, by: party) {
      let isTold = toldEntries.contains(EntryKey(entry))
      guard isSafe(entry), isTold else {
        return violated(
          .watermarkIsConfirmed,
          "\(party.name) moves lane \(lane) to \(number), but the \(isTold ? "broker" : "monitor") does not have \(entry.number)"
        )
      }
    }
  }

  private func entries(
    of lane: Int, in numbers: ClosedRange<Int>, by party: SimulatedParty
  ) -> [JournalEntry] {
    party.store.read { ($0.lanes[lane]?.entries ?? []).filter { numbers.contains($0.number) } }
  }

  private func isSafe(_ entry: JournalEntry) -> Bool {
    safeEntries.contains(EntryKey(entry))
      && entry.messages.allSatisfy { safeMessages.contains($0.id) }
  }

  /// A caller hears what came of a request.
  mutating func answered(_ answer: Answers.Answer, party: SimulatedParty) {
    if !answered[party.name, default: []].insert(answer.request).inserted {
      violated(.answeredIsCommitted, "\(party.name) answers request \(answer.request) again")
    }
    guard case .success(let told) = answer.result else { return }
    let step = party.store.read { $0.cases[told.instance.id]?.step ?? 0 }
    if step < told.step {
      violated(
        .answeredIsCommitted,
        "\(party.name) tells of step \(told.step) of …\(told.instance.id.short), which is not there"
      )
    }
  }
}
