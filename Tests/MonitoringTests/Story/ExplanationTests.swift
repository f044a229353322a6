import Exchange
import FEEL
import FoundationEssentials
import Monitoring
import ProcessEngine
import Testing

@Suite struct ExplanationTests {
  private func verifying() throws -> TwoParties {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    return parties
  }

  // MARK: Flow nodes

  @Test func `a wait is followed to the task of the other party`() throws {
    let why = try verifying().story(at: 100).explanation(of: "Gateway_AwaitAnswer")
    #expect(
      why.sentences == [
        "Client has waited at “wait for Order confirmed / Order rejected / After 2 days” since 0"
          + " for OrderConfirmed or OrderRejected from Supplier.",
        "If nothing happens, the timer “After 2 days” fires at 172800.",
        "> Supplier has not sent OrderConfirmed or OrderRejected yet.",
        "> > The task “Verify order” of Supplier is open since 2 for sales; nobody has taken it.",
        "> > It is due at 28802.",
      ])
    #expect(why.holder == .party("Supplier"))
    #expect(why.lines.last?.part?.hasPrefix("task-supplier-") == true)
  }

  @Test func `the same wait before anything arrived is the broker's`() throws {
    var parties = TwoParties()
    try parties.place()
    let why = parties.story(at: 5).explanation(of: "Gateway_AwaitAnswer")
    #expect(
      why.sentences.suffix(2) == [
        "> Nothing has been heard of the order from Supplier.",
        "> > OrderPlaced, number 1 of Client, was sent at 0 and is on its way to Supplier.",
      ])
    #expect(why.holder == .broker)
  }

  @Test func `an answer that is on its way is named`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "reject", at: 10, ["reason": "no"])
    let why = parties.story(at: 12).explanation(of: "Gateway_AwaitAnswer")
    #expect(
      why.sentences.last
        == "> OrderRejected, number 1 of Supplier, was sent at 10 and is on its way to Client.")
    #expect(why.holder == .broker && why.lines.last?.part?.hasPrefix("message-") == true)
  }

  @Test func `an answer that was refused is named with the reason`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "reject", at: 10, ["reason": "no"])
    try parties.refuse("OrderRejected", .notAccepted, at: 12)
    let why = parties.story(at: 20).explanation(of: "Gateway_AwaitAnswer")
    #expect(
      why.sentences.suffix(2) == [
        "> Client put OrderRejected, number 1 of Supplier, into quarantine at 12.",
        "> No event of Client catches it, or its mailbox was full.",
      ])
    #expect(why.holder == .party("Client"))
  }

  @Test func `an answer behind a gap leads to the message that is missing`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    let issued = try #require(parties.mail.last)
    let id = issued.id.uuidString.lowercased()
    let notice = MessageNotice(message: id, at: TwoParties.time(11), kind: .parked)
    let story = parties.story(at: 20, notices: [notice])
    #expect(
      story.explanation(ofMessage: id)?.sentences == [
        "QuoteIssued, number 2 of Supplier, is kept by Client since 11 until number 1 has come.",
        "> OrderConfirmed, number 1 of Supplier, was sent at 10 and is on its way to Client.",
      ])
    #expect(
      parties.story(at: 20).explanation(ofMessage: id)?.sentences.first
        == "QuoteIssued, number 2 of Supplier, was sent at 10; number 1 must be taken in before it."
    )
  }

  @Test func `a claimed task names the person, an overdue one the date`() throws {
    var parties = try verifying()
    try parties.act(.claim, on: "Task_VerifyOrder", by: "sam", at: 60)
    let task = parties.story(at: 100).explanation(of: "Task_VerifyOrder")
    #expect(
      task.sentences == [
        "If nothing happens, the timer “Every 4 hours” fires at 14402.",
        "The task “Verify order” of Supplier is with sam since 60.", "It is due at 28802.",
      ])
    let late = parties.story(at: 30_000).explanation(of: "Task_VerifyOrder")
    #expect(late.sentences.last == "It has been overdue since 28802.")
    #expect(
      late.sentences.first
        == "The timer “Every 4 hours” of Supplier was due at 14402 and has not fired.")
  }

  @Test func `a delegated task names both, a pending decision when it takes effect`() throws {
    var parties = try verifying()
    try parties.act(.claim, on: "Task_VerifyOrder", by: "sam", at: 60)
    try parties.act(
      .delegate(to: Actor(user: "kim", groups: [])), on: "Task_VerifyOrder", by: "sam", at: 61)
    #expect(
      parties.story(at: 62).explanation(of: "Task_VerifyOrder").sentences.contains(
        "The task “Verify order” of Supplier is with kim since 61, for sam, who decides."))
    try parties.act(.resolve, on: "Task_VerifyOrder", by: "kim", at: 63)
    try parties.decide("Task_VerifyOrder", "accept", at: 70, effective: 90)
    #expect(
      parties.story(at: 75).explanation(of: "Task_VerifyOrder").sentences.last
        == "sam of Supplier has decided the task “Verify order” at 70; that takes effect at 90"
        + " unless it is undone.")
  }

  @Test func `a job that is tried again and an incident say what is wrong`() throws {
    var parties = try verifying()
    parties.failing = ["quote.generate"]
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    try parties.deliver("OrderConfirmed", at: 11)
    #expect(
      parties.story(at: 20).explanation(of: "Gateway_AwaitQuote").sentences.suffix(2) == [
        "> Supplier has not sent QuoteIssued, OrderRejected or QuoteExpired yet.",
        "> > “Generate quote” of Supplier failed at 10: no answer. It is tried again at 70;"
          + " attempts left: 2.",
      ])
    try parties.runJob("Supplier", at: 70)
    try parties.runJob("Supplier", at: 130)
    let why = parties.story(at: 200).explanation(of: "Gateway_AwaitQuote")
    #expect(
      why.sentences.last
        == "> > “Generate quote” of Supplier failed at 130: no answer. An operator of Supplier"
        + " has to have it tried again.")
    #expect(why.holder == .party("Supplier"))
    parties.failing = []
    try parties.retryIncident("Supplier", at: 210)
    let incident = try #require(parties.story(at: 220).lanes[1].incidents.first)
    #expect(incident.resolvedBy == "olga" && incident.resolvedAt == TwoParties.time(210))
  }

  @Test func `a party that waits for the time says for which`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    try parties.deliver("OrderConfirmed", at: 11)
    try parties.deliver("QuoteIssued", at: 12)
    try parties.fire("Event_ValidityEnds", at: 3 * 86_400)
    let why = parties.story(at: 3 * 86_400 + 10).explanation(of: "Event_QuoteLapsed")
    #expect(
      why.sentences == [
        "Client has waited at “Quote expired” since 259200 for QuoteExpired from Supplier.",
        "> Supplier has not sent QuoteExpired yet.",
        "> > Supplier has waited at “wait for Quote declined / Quote accepted / Revision requested"
          + " / 1 hour after validity” since 10 for QuoteDeclined, QuoteAccepted or"
          + " RevisionRequested from Client.",
        "> > > It goes on by itself when the timer “1 hour after validity” fires at 262800.",
      ])
    #expect(why.holder == .timer)
  }

  @Test func `a party whose partner has ended waits for what will not come`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "reject", at: 10, ["reason": "no"])
    try parties.deliver("OrderRejected", at: 11)
    try parties.refuse("OrderClosed", .undecodable, at: 12)
    let why = parties.story(at: 20).explanation(of: "Gateway_AwaitRejectionRead")
    #expect(
      why.sentences.suffix(2) == [
        "> Supplier put OrderClosed, number 2 of Client, into quarantine at 12.",
        "> Its content or a header is not what the contract says.",
      ])
  }

  @Test func `an element that was left or never reached does not wait`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    let story = parties.story(at: 20)
    #expect(
      story.explanation(of: "Task_VerifyOrder").sentences == [
        "Supplier left “Verify order” at 10: it waits there no more."
      ])
    #expect(
      story.explanation(of: "Task_ReviewQuote").sentences == [
        "The order has not been at “Review quote” of Client."
      ])
    #expect(story.explanation(of: "Task_Unheard").lines.isEmpty)
  }

  @Test func `a subprocess waits for what is inside`() throws {
    let story = try verifying().story(at: 20)
    #expect(
      story.explanation(of: "SubProcess_PrepareQuote")
        == story.explanation(of: "Task_VerifyOrder"))
  }

  @Test func `steps that were not heard are told`() throws {
    var parties = try verifying()
    try parties.act(.claim, on: "Task_VerifyOrder", by: "sam", at: 60)
    let heard = parties.entries.filter { $0.party == "Client" || $0.step != 1 }
    let story = OrderStory(
      of: TwoParties.order, entries: heard, map: TwoParties.map, now: TwoParties.time(70))
    #expect(
      story.explanation(of: "Gateway_AwaitAnswer").sentences.last
        == "> > Steps of Supplier have not been heard, up to step 1.")
  }

  @Test func `an order that is over says so for both`() throws {
    var parties = try verifying()
    try parties.decide("Task_VerifyOrder", "reject", at: 10, ["reason": "no"])
    try parties.deliver("OrderRejected", at: 11)
    try parties.deliver("OrderClosed", at: 12)
    let told = parties.story(at: 20).explanations
    #expect(told.map(\.element) == [nil, nil])
    #expect(
      told.map { $0.explanation.sentences } == [
        ["Client has ended as Rejected at 11."], ["Supplier has ended as Rejected at 12."],
      ])
    #expect(told.allSatisfy { $0.explanation.holder == nil })
  }

  @Test func `whoever has the turn is the root of an explanation, and no text has a hole`() throws {
    for seed in 0..<150 as Range<UInt64> {
      let parties = try TwoParties.playedAtRandom(seed: seed)
      for count in 1...parties.entries.count {
        let heard = Array(parties.entries.prefix(count))
        let now = (heard.map(\.at).max() ?? TwoParties.start) + .seconds(5)
        let story = OrderStory(of: TwoParties.order, entries: heard, map: TwoParties.map, now: now)
        let all =
          story.explanations.map(\.explanation)
          + story.messages.compactMap { story.explanation(ofMessage: $0.message) }
        if let turn = story.ball.last, !story.isEnded {
          let roots = story.explanations.map(\.explanation.holder)
          #expect(roots.contains(turn.holder), "\(seed) \(count): \(turn) \(all.map(\.sentences))")
        }
        for explanation in all {
          #expect(!explanation.lines.isEmpty)
          let sentences = explanation.sentences
          #expect(sentences.allSatisfy { !$0.contains("{") }, "\(sentences)")
        }
      }
    }
  }
}

extension Explanation {
  /// The sentences, with times in seconds after the order was placed, and a mark for each cause above them.
  var sentences: [String] {
    lines.map { line in
      String(repeating: "> ", count: line.depth)
        + line.statement.text(line.statement.key.english) { parameter in
          guard case .time(let time) = parameter else { return Statement.english(parameter) }
          return "\((time - TwoParties.start).components.seconds)"
        }
    }
  }
}
