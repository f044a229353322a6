import Exchange
import FEEL
import FoundationEssentials
import Monitoring
import ProcessEngine
import SyntheticJournal
import Testing

@Suite struct OrderStoryTests {
  @Test func `the initiator's lane comes first, whatever it is called and whoever was heard first`()
    throws
  {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    let story = parties.story(at: 3)
    #expect(story.lanes.map(\.party) == ["Client", "Supplier"])
    // Without a drawing the journal tells who was asked to start.
    let bare = OrderStory(
      of: TwoParties.order, entries: parties.entries.reversed(), map: ProcessMap(),
      now: TwoParties.time(3))
    #expect(bare.lanes.map(\.party) == ["Client", "Supplier"])
    let early = OrderStory(
      of: TwoParties.order, entries: Array(parties.entries.prefix(1)), map: ProcessMap(),
      now: TwoParties.time(1))
    #expect(early.lanes.map(\.party) == ["Client", "Supplier"] && early.lanes[1].startedAt == nil)
    #expect(!early.isEnded && early.ball.last?.holder == .broker)
  }

  @Test func `a task tells everything that happened to it`() throws {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    try parties.act(.claim, on: "Task_VerifyOrder", by: "sam", at: 10)
    try parties.act(
      .comment(text: "Is it in stock?", link: nil), on: "Task_VerifyOrder", by: "sam", at: 11)
    try parties.decide("Task_VerifyOrder", "reject", at: 20, effective: 60, ["reason": "no"])
    try parties.act(.undo, on: "Task_VerifyOrder", by: "sam", at: 30)
    try parties.fire("Event_VerifyReminder", at: 14_403)
    try parties.fire("Event_VerifyEscalation", at: 43_203)
    try parties.decide("Task_VerifyOrder", "accept", at: 43_210)
    let lane = try #require(parties.story(at: 43_220).lane(of: "Supplier"))
    let task = try #require(lane.tasks.first)
    #expect(
      task.happenings.map(\.kind) == [
        .claimed, .commented, .decided, .undone, .completed,
      ])
    #expect(task.happenings[1].text == "Is it in stock?")
    #expect(task.claimedAt == TwoParties.time(10) && task.assignee == "sam")
    #expect(task.ending == .completed && task.endedAt == TwoParties.time(43_210))
    #expect(
      lane.decisions.map(\.what) == ["reject", "accept"]
        && lane.decisions.map(\.undoneAt) == [TwoParties.time(30), nil])
    let visit = try #require(lane.visit(task.visit))
    #expect(visit.element == "Task_VerifyOrder" && visit.ending == .completed)
    #expect(visit.enteredAt == TwoParties.time(2) && visit.leftAt == TwoParties.time(43_210))
  }

  @Test func `reminders and escalations of the process are told with the task`() throws {
    var journal = SyntheticJournal()
    let order = journal.add(0, .unverified)
    let supplier = try #require(journal.entries.last)
    let key = try #require(
      supplier.events.lazy.compactMap { event in
        if case .taskCreated(let task) = event { task.key } else { nil }
      }.first)
    let entry = JournalEntry(
      party: supplier.party, lane: supplier.lane, number: supplier.number + 1, order: order,
      step: supplier.step + 1, at: supplier.at + .seconds(60), stimulus: ["kind": "timer"],
      events: [
        .taskReminded(key: key, text: "Please look"),
        .taskEscalated(key: key, group: "leads", priority: 90, text: "Late"),
      ], messages: [])
    let story = OrderStory(
      of: order, entries: journal.entries + [entry], map: ProcessMap(), now: entry.at)
    let task = try #require(story.lanes.flatMap(\.tasks).first)
    #expect(task.happenings.map(\.kind) == [.reminded, .escalated])
    #expect(task.candidateGroups == ["sales", "leads"])
  }

  @Test func `timers tell whether they fired, and when`() throws {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    try parties.fire("Event_VerifyReminder", at: 14_410)
    try parties.decide("Task_VerifyOrder", "accept", at: 14_500)
    let lane = try #require(parties.story(at: 14_600).lane(of: "Supplier"))
    let reminders = lane.timers.filter { $0.element == "Event_VerifyReminder" }
    #expect(reminders.map(\.ending) == [.fired, .canceled])
    #expect(reminders[0].endedAt == reminders[0].due + .seconds(8))
    let validity = try #require(lane.timers.first { $0.element == "Event_QuoteValidityOver" })
    #expect(validity.ending == nil && validity.endedAt == nil)
  }

  @Test func `the path counts what was taken, with loops and current tokens`() throws {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    try parties.deliver("OrderConfirmed", at: 11)
    try parties.deliver("QuoteIssued", at: 12)
    try parties.decide("Task_ReviewQuote", "revise", by: "bea", at: 20, ["comment": "less"])
    try parties.deliver("RevisionRequested", at: 21)
    try parties.deliver("QuoteIssued", at: 22)
    let path = try #require(parties.story(at: 30).lane(of: "Client")).path
    #expect(path.elements["Task_ReviewQuote"] == 2 && path.loops.contains("Gateway_AwaitQuote"))
    #expect(path.flows["Flow_AwaitQuote_QuoteIssued"] == 2)
    #expect(path.flows["Flow_Review_ApplyChanges"] == 1)
    #expect(path.tokens == ["SubProcess_ObtainQuote": 1, "Task_ReviewQuote": 1])
    #expect(
      path.sequence.prefix(3) == [
        "Event_OrderPlaced", "Flow_OrderPlaced_PlaceOrder", "Task_PlaceOrder",
      ])
  }

  @Test func `a message tells its whole way`() throws {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    let id = parties.delivered[0].id.uuidString.lowercased()
    let story = parties.story(
      at: 9,
      notices: [
        MessageNotice(message: id, at: TwoParties.time(1), kind: .published),
        MessageNotice(message: "unknown", at: TwoParties.time(1), kind: .published),
      ])
    let message = try #require(story.message(id.uppercased()))
    #expect(message.id == "message-\(id)" && message.sequence == 1)
    #expect(message.sentAt == TwoParties.time(0) && message.publishedAt == TwoParties.time(1))
    #expect(message.receipts == [TwoParties.time(2)] && message.hop == .seconds(2))
    #expect(message.use?.at == TwoParties.time(2))
    #expect(message.use?.element == "Event_OrderReceived")
    #expect(message.state == .used && story.messages.count == 1)
  }

  @Test func `what the party's own people ask for is no message`() throws {
    var parties = TwoParties()
    try parties.place()
    try parties.cancel(at: 3)
    #expect(parties.story(at: 5).messages.map(\.name) == ["OrderPlaced", "OrderCancelled"])
  }

  @Test func `random orders end in every way that the model has, and every id is one`() throws {
    var outcomes: Set<String> = []
    for seed in 0..<400 as Range<UInt64> {
      let parties = try TwoParties.playedAtRandom(seed: seed)
      let story = parties.story(at: 10_000_000)
      var ids = story.messages.map(\.id)
      for lane in story.lanes {
        ids += lane.steps.map(\.id) + lane.visits.map(\.id) + lane.tasks.map(\.id)
        ids += lane.jobs.map(\.id) + lane.timers.map(\.id) + lane.incidents.map(\.id)
      }
      #expect(Set(ids).count == ids.count)
      if story.isEnded { outcomes.formUnion(story.lanes.compactMap(\.outcome)) }
      let wrong = OrderConformance(
        of: story, entries: parties.entries, limit: .seconds(100_000_000)
      )
      .findings.filter { $0.kind != .negativeHop }
      #expect(wrong.isEmpty, "\(seed): \(wrong)")
    }
    #expect(
      outcomes.isSuperset(of: [
        "Completed", "Rejected", "Cancelled", "Expired", "Declined", "Unfulfilled",
      ]), "\(outcomes)")
  }
}
