import Exchange
import FEEL
import FoundationEssentials
import Monitoring
import ProcessEngine
import SyntheticJournal
import Testing

@Suite struct AgreementTests {
  private let order = SyntheticJournal.order(0)
  private let now = SyntheticJournal.start + .seconds(3600)

  private func histories(_ course: SyntheticJournal.Course) -> [String: [JournalEntry]] {
    var journal = SyntheticJournal()
    journal.add(0, course)
    return Dictionary(grouping: journal.entries, by: \.party)
  }

  private func kinds(
    _ histories: [String: [JournalEntry]], now: Timestamp? = nil
  ) -> [Difference.Kind] {
    let agreement = OrderAgreement(of: order, histories: histories, now: now ?? self.now)
    // Whatever a sentence names is known.
    for difference in agreement.differences { #expect(!difference.detail.contains("{")) }
    return agreement.differences.map(\.kind)
  }

  @Test(arguments: SyntheticJournal.Course.allCases)
  func `honest histories agree`(course: SyntheticJournal.Course) {
    let agreement = OrderAgreement(of: order, histories: histories(course), now: now)
    #expect(agreement.differences.isEmpty)
    #expect(agreement.sent == agreement.received && agreement.inFlight == 0)
  }

  @Test func `a completed order counts its messages and its outcomes`() {
    let agreement = OrderAgreement(of: order, histories: histories(.completed), now: now)
    #expect(agreement.isEnded)
    #expect(agreement.sent == 6 && agreement.received == 6)
    #expect(agreement.outcomes == ["Client": "Completed", "Supplier": "Completed"])
  }

  @Test func `a message that the partner has not taken in yet is in flight, however old`() {
    var histories = histories(.unverified)
    histories[SyntheticJournal.supplier] = nil
    let agreement = OrderAgreement(of: order, histories: histories, now: now + .seconds(1_000_000))
    #expect(agreement.differences.isEmpty && agreement.inFlight == 1 && !agreement.isEnded)
    #expect(agreement.oldestInFlight == histories[SyntheticJournal.client]?.first?.at)
  }

  @Test func `a message that an ended partner never took in is a difference`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.client]?.change(3) { $0.without { $0.isReceipt } }
    #expect(kinds(histories) == [.notReceived])
  }

  @Test func `a message to a partner that has ended has time to be put aside`() throws {
    var histories = histories(.rejected)
    histories[SyntheticJournal.client]?.change(2) { $0.without { $0.isReceipt } }
    let sending = histories[SyntheticJournal.supplier]?.last { !$0.messages.isEmpty }
    let sentAt = try #require(sending?.at)
    let early = OrderAgreement(of: order, histories: histories, now: sentAt + .seconds(59))
    #expect(early.differences.isEmpty && early.inFlight == 1 && !early.isEnded)
    #expect(kinds(histories, now: sentAt + .seconds(61)) == [.notReceived])
    // Where the parties' clock is an hour in a second, an hour is a second.
    let fast = OrderAgreement(
      of: order, histories: histories, now: sentAt + .seconds(61),
      grace: Attention.Limits(speed: 3_600).machine)
    #expect(fast.differences.isEmpty)
  }

  @Test func `a message that was passed by a later one is a difference`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.client]?.removeLast(4)
    histories[SyntheticJournal.supplier]?.removeLast(4)
    histories[SyntheticJournal.client]?.change(2) { $0.without { $0.isReceipt } }
    #expect(kinds(histories) == [.notReceived])
    let agreement = OrderAgreement(of: order, histories: histories, now: now)
    #expect(agreement.differences.map(\.statement.key) == [.overtakenBy])
    let ids = ["21", "22"].map { "(018f0000-0000-70\($0)-8000-000000000000)" }
    #expect(
      agreement.differences.first?.detail
        == "OrderConfirmed, number 1 of Supplier \(ids[0]), was never taken in, "
        + "but the later QuoteIssued, number 2 of Supplier \(ids[1]), was")
  }

  @Test func `a message in quarantine is accounted for`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.client]?.change(3) { entry in
      var stimulus = entry.stimulus
      stimulus["quarantined"] = "not-accepted"
      return entry.with(stimulus: stimulus, events: [])
    }
    let agreement = OrderAgreement(of: order, histories: histories, now: now)
    #expect(agreement.differences.isEmpty && agreement.quarantined == 1)
  }

  @Test func `a message that was taken in twice is a difference`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.client]?.change(3) {
      $0.with(events: $0.events + $0.events.filter(\.isReceipt))
    }
    #expect(kinds(histories) == [.receivedTwice])
  }

  @Test
  func `a message that nobody has sent is a difference once the sender's account is old enough`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.supplier]?.removeLast(5)
    histories[SyntheticJournal.client]?.removeLast(4)
    let received = histories[SyntheticJournal.client]?.last?.at ?? now
    #expect(kinds(histories, now: received + .seconds(59)) == [])
    #expect(kinds(histories, now: received + .seconds(61)) == [.neverSent])
  }

  @Test func `another name is a difference`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.client]?.change(3) { $0.receipts { $0.renamed("OrderRejected") } }
    #expect(kinds(histories) == [.name])
  }

  @Test func `another content is a difference`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.client]?.change(3) { $0.receipts { $0.with(payload: ["quote": 1]) } }
    #expect(kinds(histories) == [.payload])
  }

  @Test func `another number at the receiver is a difference`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.client]?.change(3) { entry in
      var stimulus = entry.stimulus
      stimulus["sequence"] = 7
      return entry.with(stimulus: stimulus)
    }
    #expect(kinds(histories) == [.sequence])
  }

  @Test func `numbers with a gap are a difference`() {
    var histories = histories(.unverified)
    histories[SyntheticJournal.client]?.change(1) { entry in
      entry.with(
        messages: entry.messages.map { .init(id: $0.id, receiver: $0.receiver, sequence: 2) })
    }
    #expect(kinds(histories) == [.sequence, .sequence])
  }

  @Test func `messages in another order are a difference`() {
    var histories = histories(.completed)
    let third = histories[SyntheticJournal.client]?[2]
    let second = histories[SyntheticJournal.client]?[1]
    histories[SyntheticJournal.client]?.change(2) {
      $0.with(stimulus: third?.stimulus, events: third?.events)
    }
    histories[SyntheticJournal.client]?.change(3) {
      $0.with(stimulus: second?.stimulus, events: second?.events)
    }
    #expect(kinds(histories) == [.outOfOrder])
  }

  @Test func `a message at the wrong party is a difference`() {
    var histories = histories(.unverified)
    histories[SyntheticJournal.client]?.change(1) { entry in
      entry.with(
        messages: entry.messages.map { .init(id: $0.id, receiver: "Carrier", sequence: 1) })
    }
    #expect(kinds(histories) == [.receiver])
  }

  @Test func `different outcomes are a difference`() {
    var histories = histories(.completed)
    let last = histories[SyntheticJournal.client]?.count ?? 0
    histories[SyntheticJournal.client]?.change(last) { entry in
      entry.with(
        events: entry.events.map {
          if case .instanceEnded = $0 { .instanceEnded(outcome: "Expired") } else { $0 }
        })
    }
    #expect(kinds(histories) == [.outcome])
  }

  @Test func `a step that is missing, and one that is there twice, are differences`() {
    var histories = histories(.completed)
    histories[SyntheticJournal.client]?.removeAll { $0.step == 4 }
    #expect(kinds(histories) == [.missingStep])
    histories = self.histories(.completed)
    if let claim = histories[SyntheticJournal.client]?.first(where: { $0.step == 4 }) {
      histories[SyntheticJournal.client]?.append(claim)
    }
    #expect(kinds(histories) == [.conflictingStep])
  }

  @Test func `a summary counts all and names a bounded number`() {
    var histories = histories(.completed)
    var summary = AgreementSummary()
    summary.add(OrderAgreement(of: order, histories: histories, now: now))
    histories[SyntheticJournal.client]?.removeAll { $0.step == 4 }
    summary.add(OrderAgreement(of: order, histories: histories, now: now))
    #expect(summary.orders == 2 && summary.ended == 2 && summary.differenceCount == 1)
    #expect(summary.outcomes == ["Completed": 2])
    #expect(
      summary.differences.map(\.description) == [
        "order \(order), Client: missing-step: step 4 of 8 not reported"
      ])
  }
}

extension [JournalEntry] {
  /// Changes the entry of a step.
  fileprivate mutating func change(_ step: Int, _ change: (JournalEntry) -> JournalEntry) {
    if let index = firstIndex(where: { $0.step == step }) { self[index] = change(self[index]) }
  }
}

extension Event {
  fileprivate var isReceipt: Bool { if case .messageReceived = self { true } else { false } }
}

extension JournalEntry {
  fileprivate func with(
    stimulus: Context? = nil, events: [Event]? = nil, messages: [SentMessage]? = nil
  ) -> JournalEntry {
    JournalEntry(
      party: party, lane: lane, number: number, order: order, step: step, at: at,
      stimulus: stimulus ?? self.stimulus, events: events ?? self.events,
      messages: messages ?? self.messages)
  }

  fileprivate func without(_ isLeftOut: (Event) -> Bool) -> JournalEntry {
    with(stimulus: [:], events: events.filter { !isLeftOut($0) })
  }

  fileprivate func receipts(_ change: (ReceivedMessage) -> ReceivedMessage) -> JournalEntry {
    with(
      events: events.map {
        if case .messageReceived(let message) = $0 { .messageReceived(change(message)) } else { $0 }
      })
  }
}

extension ReceivedMessage {
  fileprivate func renamed(_ name: String) -> ReceivedMessage {
    ReceivedMessage(
      id: id, name: name, correlationKey: correlationKey, payload: payload, receivedAt: receivedAt)
  }

  fileprivate func with(payload: Context) -> ReceivedMessage {
    ReceivedMessage(
      id: id, name: name, correlationKey: correlationKey, payload: payload, receivedAt: receivedAt)
  }
}
