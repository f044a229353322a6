import Exchange
import FEEL
import Monitoring
import ProcessEngine
import Testing

/// Waits that the order model does not have, or only while something is wrong: written by hand.
@Suite struct RareExplanationTests {
  private func started(_ party: String, _ events: [Event]) -> JournalEntry {
    JournalEntry(
      party: party, lane: 1, number: 1, order: TwoParties.order, step: 1, at: TwoParties.time(0),
      stimulus: ["kind": "start"],
      events: [
        .instanceStarted(
          id: TwoParties.order, process: party.lowercased(), definition: DefinitionID("1")),
        .elementActivated(key: 1, element: party.lowercased(), scope: nil),
      ] + events, messages: [])
  }

  private func story(_ entries: [JournalEntry]) -> OrderStory {
    OrderStory(
      of: TwoParties.order, entries: entries, map: TwoParties.map, now: TwoParties.time(10))
  }

  private func event(_ name: String, _ fields: Context) throws -> Event {
    var record = fields
    record["event"] = .string(name)
    return try Event(record: .context(record))
  }

  private func waiting(_ party: String, for message: String) throws -> JournalEntry {
    started(
      party,
      [
        .elementActivated(key: 2, element: "Event_\(message)", scope: 1),
        try event(
          "subscriptionOpened",
          [
            "key": 3, "owner": 2, "target": .string("Event_\(message)"),
            "message": .string(message), "correlationKey": "",
          ]),
      ])
  }

  @Test func `two parties that wait for each other are told so`() throws {
    let story = story([
      try waiting("Client", for: "QuoteIssued"), try waiting("Supplier", for: "QuoteAccepted"),
    ])
    let why = story.explanation(of: "Event_QuoteIssued")
    #expect(why.sentences.last == "> > > Supplier and Client wait for each other.")
    #expect(story.ball.last?.reason == .silence)
  }

  @Test func `a wait for nothing but a time names it, and a late timer too`() throws {
    let timer = try event(
      "timerScheduled",
      [
        "key": 3, "owner": 2, "target": "Event_QuoteOverdue", "due": .time(TwoParties.time(20)),
        "repetitions": 0,
      ])
    let entry = started(
      "Client", [.elementActivated(key: 2, element: "Event_QuoteOverdue", scope: 1), timer])
    let story = story([entry])
    let why = story.explanation(of: "Event_QuoteOverdue")
    #expect(
      why.sentences == ["Client waits at “After 3 days” for the time 20 (timer “After 3 days”)."])
    #expect(why.holder == .timer && story.ball.last?.holder == .timer)
    let late = OrderStory(
      of: TwoParties.order, entries: [entry], map: TwoParties.map, now: TwoParties.time(30))
    #expect(
      late.explanation(of: "Event_QuoteOverdue").sentences == [
        "The timer “After 3 days” of Client was due at 20 and has not fired."
      ])
  }

  @Test func `a task without candidates is open to everybody`() throws {
    let task = try event(
      "taskCreated",
      [
        "key": 3, "owner": 2, "element": "Task_ReviewQuote", "name": "Review quote",
        "priority": 50, "createdAt": .time(TwoParties.time(0)),
      ])
    let story = story([
      started("Client", [.elementActivated(key: 2, element: "Task_ReviewQuote", scope: 1), task])
    ])
    #expect(
      story.explanation(of: "Task_ReviewQuote").sentences == [
        "The task “Review quote” of Client is open since 0 for everybody; nobody has taken it."
      ])
  }

  @Test func `a job that has not been tried is the machine's`() throws {
    let job = try event(
      "jobCreated",
      [
        "key": 3, "owner": 2, "element": "Task_GenerateQuote", "type": "quote.generate",
        "retries": 3, "notBefore": .time(TwoParties.time(0)),
      ])
    let story = story([
      started(
        "Supplier", [.elementActivated(key: 2, element: "Task_GenerateQuote", scope: 1), job])
    ])
    #expect(
      story.explanation(of: "Task_GenerateQuote").sentences == [
        "“Generate quote” of Supplier is being worked on by the machine since 0."
      ])
  }

  @Test func `a token at a flow node of which nothing is known says so`() {
    let story = story([
      started("Client", [.elementActivated(key: 2, element: "Task_PlaceOrder", scope: 1)])
    ])
    #expect(
      story.explanation(of: "Task_PlaceOrder").sentences == [
        "Nothing is known that Client waits for at “Place order”."
      ])
  }

  @Test func `a message that begins no order is on its way to nobody`() throws {
    var parties = TwoParties()
    try parties.place()
    try parties.cancel(at: 3)
    try parties.refuse("OrderPlaced", .undecodable, at: 4)
    var entries = parties.entries
    // The refusal is known from elsewhere: a party that has no order writes no journal for it.
    entries.removeLast()
    let notice = MessageNotice(
      message: parties.story(at: 5).messages[0].message, at: TwoParties.time(4),
      kind: .quarantined(reason: "undecodable", detail: "no JSON"))
    let story = OrderStory(
      of: TwoParties.order, entries: entries, notices: [notice], map: TwoParties.map,
      now: TwoParties.time(9))
    let id = story.messages[1].message
    #expect(
      story.explanation(ofMessage: id)?.sentences == [
        "OrderCancelled, number 2 of Client, was sent at 3 and is on its way to Supplier.",
        "> Supplier knows no such order, and OrderCancelled begins none.",
      ])
    #expect(story.messages[0].quarantine?.detail == "no JSON")
  }

  @Test func `every sentence has its own key and a text`() {
    #expect(Set(StatementKey.allCases.map(\.english)).count == StatementKey.allCases.count)
    // What is said of a finding stands behind its kind.
    for key in StatementKey.allCases {
      #expect(key.english.hasSuffix(".") != key.rawValue.hasPrefix("explain.finding."), "\(key)")
    }
  }
}
