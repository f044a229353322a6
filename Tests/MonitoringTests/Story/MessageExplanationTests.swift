import Exchange
import FEEL
import FoundationEssentials
import Monitoring
import ProcessEngine
import Testing

/// What became of a message: before, after, twice, never, and crossing.
@Suite struct MessageExplanationTests {
  private func verifying() throws -> TwoParties {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    return parties
  }

  private func sentences(_ story: OrderStory, _ name: String) -> [String] {
    let message = story.messages.last { $0.name == name }
    return message.flatMap { story.explanation(ofMessage: $0.message) }?.sentences ?? []
  }

  @Test func `a message that was used says where`() throws {
    #expect(
      sentences(try verifying().story(at: 9), "OrderPlaced") == [
        "OrderPlaced, number 1 of Client, was used by Supplier at “Order received” at 2."
      ])
  }

  @Test func `before: a message that nobody asks for yet lies in the mailbox`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    try parties.deliver("OrderConfirmed", at: 11)
    try parties.deliver("QuoteIssued", at: 12)
    try parties.decide("Task_ReviewQuote", "accept", by: "bea", at: 20)
    try parties.deliver("QuoteAccepted", at: 21)
    // A revision that the buyer asked for in error would lie there; here a message of another step does.
    var early = parties.entries
    let stray = ReceivedMessage(
      id: "01000000-0000-7000-8000-0000000000ff", name: "OrderClosed", correlationKey: "",
      payload: [:], receivedAt: TwoParties.time(22))
    early.append(
      JournalEntry(
        party: "Supplier", lane: 1, number: 99, order: TwoParties.order, step: 4,
        at: TwoParties.time(22),
        stimulus: ["kind": "message", "id": .string(stray.id), "sequence": 3],
        events: [.messageReceived(stray)], messages: []))
    let story = OrderStory(
      of: TwoParties.order, entries: early, map: TwoParties.map, now: TwoParties.time(30))
    #expect(
      sentences(story, "OrderClosed") == [
        "OrderClosed, number 3 of Client, lies in the mailbox of Supplier since 22: nothing there"
          + " asks for it yet.",
        "> Supplier has been at “Confirm fulfilment” since 21.",
        "OrderClosed was taken in by Supplier at 22, but nobody reports having sent it.",
      ])
  }

  @Test func `after: a message that comes when the order has ended is refused`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "reject", at: 10, ["reason": "no"])
    try parties.cancel(at: 11)
    try parties.deliver("OrderRejected", at: 12)
    try parties.deliver("OrderCancelled", at: 13)
    var story = parties.story(at: 20)
    #expect(story.isEnded)
    // The supplier's end is known, and the message that crossed it is still under way.
    let heard = parties.entries.filter { $0.stimulus["name"]?.string != "OrderCancelled" }
    story = OrderStory(
      of: TwoParties.order, entries: heard, map: TwoParties.map, now: TwoParties.time(20))
    #expect(
      sentences(story, "OrderCancelled") == [
        "OrderCancelled, number 2 of Client, was sent at 11 and is on its way to Supplier."
      ])
    let cancel = try #require(heard.first { $0.outgoing.last?.name == "OrderCancelled" })
    story = OrderStory(
      of: TwoParties.order, entries: heard,
      notices: MessageNotice.published(cancel, at: TwoParties.time(12)), map: TwoParties.map,
      now: TwoParties.time(20))
    #expect(
      sentences(story, "OrderCancelled").last
        == "> The broker confirmed it at 12; since then it lies in the inbox of Supplier.")
  }

  @Test func `after: what was refused because the order had ended names the outcome`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "reject", at: 10, ["reason": "no"])
    try parties.deliver("OrderRejected", at: 11)
    try parties.deliver("OrderClosed", at: 12)
    let late = ended(parties, quarantined: true)
    #expect(
      sentences(late, "OrderCancelled") == [
        "Supplier put OrderCancelled, number 3 of Client, into quarantine at 31.",
        "Supplier had already ended as Rejected.",
      ])
    #expect(
      sentences(ended(parties, quarantined: false), "OrderCancelled") == [
        "OrderCancelled, number 3 of Client, is of no use any more: Supplier has ended as Rejected"
          + " at 12."
      ])
  }

  /// A message that the buyer sends after its end, by mistake.
  private func ended(_ parties: TwoParties, quarantined: Bool) -> OrderStory {
    var entries = parties.entries
    let id = "01000000-0000-7000-8000-0000000000fe"
    entries.append(
      Self.entry(
        "Client", step: 3, at: 30, ["kind": "timer"],
        [
          .messageSent(
            name: "OrderCancelled", correlationKey: "", payload: [:], element: "Task_CancelOrder")
        ], sending: id, sequence: 3))
    if quarantined {
      entries.append(
        Self.entry(
          "Supplier", step: 4, at: 31,
          [
            "kind": "message", "id": .string(id), "name": "OrderCancelled", "sequence": 3,
            "quarantined": "ended",
          ], []))
    }
    return OrderStory(
      of: TwoParties.order, entries: entries, map: TwoParties.map, now: TwoParties.time(40))
  }

  @Test func `twice: a message that was taken in twice says so`() throws {
    var parties = try verifying()
    parties.repeatLastReceipt(at: 5)
    #expect(
      sentences(parties.story(at: 9), "OrderPlaced").last
        == "Supplier took OrderPlaced in 2 times; the copies count for nothing.")
  }

  @Test func `twice: a copy that was recognised names the number that it repeats`() throws {
    let parties = try verifying()
    let id = parties.delivered[0].id.uuidString.lowercased()
    let notice = MessageNotice(message: id, at: TwoParties.time(6), kind: .duplicate)
    #expect(
      sentences(parties.story(at: 9, notices: [notice]), "OrderPlaced").last
        == "Supplier got OrderPlaced again at 6: a duplicate of number 1, left alone.")
  }

  @Test func `twice: two messages with one number name each other`() throws {
    let parties = try verifying()
    let twin = Self.entry(
      "Client", step: 2, at: 3, ["kind": "timer"],
      [.messageSent(name: "OrderCancelled", correlationKey: "", payload: [:], element: "X")],
      sending: "01000000-0000-7000-8000-0000000000fd", sequence: 1)
    let story = OrderStory(
      of: TwoParties.order, entries: parties.entries + [twin], map: TwoParties.map,
      now: TwoParties.time(9))
    #expect(
      sentences(story, "OrderCancelled").last
        == "Number 1 of Client is also OrderPlaced: of two messages with one number, one is a"
        + " duplicate.")
  }

  @Test func `never: a message that a later one has overtaken will not come`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    try parties.deliver("QuoteIssued", at: 12)
    #expect(
      sentences(parties.story(at: 20), "OrderConfirmed") == [
        "OrderConfirmed, number 1 of Supplier, was never taken in, although number 2 was."
      ])
  }

  @Test func `never: a message for an order that the receiver does not know waits for the first`()
    throws
  {
    var parties = TwoParties()
    try parties.place()
    try parties.cancel(at: 3)
    #expect(
      sentences(parties.story(at: 9), "OrderCancelled") == [
        "OrderCancelled, number 2 of Client, was sent at 3; number 1 must be taken in before it.",
        "> OrderPlaced, number 1 of Client, was sent at 0 and is on its way to Supplier.",
      ])
    let lost = MessageNotice(
      message: parties.mail[1].id.uuidString.lowercased(), at: TwoParties.time(5),
      kind: .quarantined(reason: "unknown-order", detail: nil))
    #expect(
      sentences(parties.story(at: 9, notices: [lost]), "OrderCancelled").last
        == "Supplier knew no such order, and OrderCancelled begins none.")
  }

  @Test(arguments: [
    (QuarantinedMessage.Reason.tooLarge, "It is larger than a message may be."),
    (.wrongSender, "The broker does not vouch that Client sent it."),
    (.unknownType, "The contract has no such type or version of message."),
    (.absurdSequence, "Its number 1 does not continue what Supplier had from Client."),
    (.gapNeverClosed, "The messages before it did not come in time."),
    (.unread, "Supplier ended before anything asked for it."),
  ])
  func `every reason of a quarantine has its sentence`(
    reason: QuarantinedMessage.Reason, sentence: String
  ) throws {
    var parties = TwoParties()
    try parties.place()
    try parties.refuse("OrderPlaced", reason, at: 4)
    #expect(sentences(parties.story(at: 9), "OrderPlaced").last == sentence)
  }

  @Test func `crossing: what was sent before the cancellation was heard of is used on the way out`()
    throws
  {
    var parties = try verifying()
    try parties.cancel(at: 5)
    try parties.decide("Task_VerifyOrder", "accept", at: 8)
    try parties.deliver("OrderConfirmed", at: 9)
    try parties.deliver("OrderCancelled", at: 12)
    let story = parties.story(at: 12)
    #expect(
      sentences(story, "OrderConfirmed") == [
        "OrderConfirmed, number 1 of Supplier, was used by Client at “Order confirmed” at 9."
      ])
    #expect(
      sentences(story, "CancellationConfirmed") == [
        "CancellationConfirmed, number 3 of Supplier, was sent at 12; number 2 must be taken in"
          + " before it.",
        "> QuoteIssued, number 2 of Supplier, was sent at 8 and is on its way to Client.",
      ])
  }

  @Test func `crossing: a message that nothing asked for before the end stays unread`() throws {
    let parties = try verifying()
    let id = "01000000-0000-7000-8000-0000000000fc"
    let stray = ReceivedMessage(
      id: id, name: "OrderClosed", correlationKey: "", payload: [:], receivedAt: TwoParties.time(4))
    var entries = parties.entries
    entries.append(
      Self.entry(
        "Supplier", step: 2, at: 4, ["kind": "message", "id": .string(id), "sequence": 2],
        [.messageReceived(stray)]))
    entries.append(
      Self.entry(
        "Supplier", step: 3, at: 6, ["kind": "terminate"],
        [
          .messageDiscarded(id: id, name: "OrderClosed"),
          .elementCompleted(key: 1, element: "supplier"),
          .instanceEnded(outcome: "Terminated"),
        ]))
    let story = OrderStory(
      of: TwoParties.order, entries: entries, map: TwoParties.map, now: TwoParties.time(9))
    #expect(
      sentences(story, "OrderClosed").first
        == "OrderClosed, number 2 of Client, was taken in by Supplier, which ended as Terminated at"
        + " 6 without asking for it.")
    // The buyer now waits for what will not be sent any more.
    #expect(
      story.explanation(of: "Gateway_AwaitAnswer").sentences.last
        == "> Supplier has ended as Terminated at 6 and will not send OrderConfirmed or"
        + " OrderRejected any more.")
  }

  @Test func `clocks that differ are told where a message seems to come before it was sent`() throws
  {
    var parties = TwoParties()
    parties.clocks = ["Supplier": -30]
    try parties.place()
    try parties.deliver("OrderPlaced", at: 1)
    #expect(
      sentences(parties.story(at: 9), "OrderPlaced").last
        == "By the clocks it came before it was sent: the clock of Supplier is behind that of Client."
    )
  }

  @Test func `a message that nobody has reported of has no explanation`() throws {
    #expect(try verifying().story(at: 9).explanation(ofMessage: "nonsense") == nil)
  }

  private static func entry(
    _ party: String, step: Int, at time: Double, _ stimulus: Context, _ events: [Event],
    sending id: String? = nil, sequence: Int = 0
  ) -> JournalEntry {
    let sent = id.flatMap(InstanceID.init).map {
      JournalEntry.SentMessage(id: $0.uuid, receiver: "Supplier", sequence: sequence)
    }
    return JournalEntry(
      party: party, lane: 1, number: step, order: TwoParties.order, step: step,
      at: TwoParties.time(time), stimulus: stimulus, events: events,
      messages: sent.map { [$0] } ?? [])
  }
}
