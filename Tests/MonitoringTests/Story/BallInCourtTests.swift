import Exchange
import FEEL
import Monitoring
import ProcessEngine
import SplitMix
import SyntheticJournal
import Testing

@Suite struct BallInCourtTests {
  private let client = BallInCourt.Holder.party("Client")
  private let supplier = BallInCourt.Holder.party("Supplier")

  /// Who had the turn how long, in seconds.
  private func pieces(_ story: OrderStory) -> [String] {
    story.ball.segments.map { segment in
      let name =
        switch segment.holder {
        case .party(let party): party
        case .broker: "broker"
        case .timer: "timer"
        }
      return "\(name) \(segment.duration.components.seconds)"
    }
  }

  private func expectExact(
    _ story: OrderStory, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let ball = story.ball
    let sum = ball.holders.reduce(Duration.zero) { $0 + ball.time(of: $1) }
    #expect(sum == ball.leadTime, sourceLocation: sourceLocation)
    #expect(ball.segments.allSatisfy { $0.from < $0.to }, sourceLocation: sourceLocation)
    if ball.leadTime > .zero {
      #expect(ball.segments.first?.from == ball.from, sourceLocation: sourceLocation)
      #expect(ball.segments.last?.to == ball.to, sourceLocation: sourceLocation)
    } else {
      #expect(ball.segments.isEmpty, sourceLocation: sourceLocation)
    }
    for (one, next) in zip(ball.segments, ball.segments.dropFirst()) {
      #expect(one.to == next.from, sourceLocation: sourceLocation)
    }
  }

  @Test
  func `an order without trouble belongs to whoever has the task, and between them to the broker`()
    throws
  {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 2)
    try parties.decide("Task_VerifyOrder", "accept", at: 102)
    try parties.deliver("OrderConfirmed", at: 103)
    try parties.deliver("QuoteIssued", at: 104)
    try parties.decide("Task_ReviewQuote", "accept", by: "bea", at: 154)
    try parties.deliver("QuoteAccepted", at: 155)
    let story = parties.story(at: 205)
    #expect(
      pieces(story) == [
        "broker 2", "Supplier 100", "broker 1", "broker 1", "Client 50", "broker 1", "Supplier 50",
      ])
    #expect(story.ball.leadTime == .seconds(205))
    #expect(story.ball.time(of: .broker) == .seconds(5))
    #expect(story.ball.last?.holder == supplier && !story.isEnded)
    expectExact(story)
  }

  @Test func `a party that only waits for its own timer leaves the time to the timer`() throws {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 1)
    try parties.decide("Task_VerifyOrder", "accept", at: 2)
    try parties.deliver("OrderConfirmed", at: 3)
    try parties.deliver("QuoteIssued", at: 4)
    // Validity ends for the buyer; the supplier waits an hour longer.
    try parties.fire("Event_ValidityEnds", at: 3 * 86_400)
    let story = parties.story(at: 3 * 86_400 + 1_800)
    #expect(pieces(story).last == "timer 1800")
    // A timer that does not fire when it is due is the delay of the party that has set it.
    #expect(
      pieces(parties.story(at: 3 * 86_400 + 3_700)).suffix(2) == ["timer 3600", "Supplier 100"])
    expectExact(story)
  }

  @Test func `a decision that can be undone keeps the turn until it takes effect`() throws {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 1)
    try parties.decide("Task_VerifyOrder", "accept", at: 11, effective: 31)
    #expect(pieces(parties.story(at: 21)) == ["broker 1", "Supplier 20"])
    expectExact(parties.story(at: 21))
  }

  @Test
  func
    `messages that cross are the broker's, and the task that a cancellation ends is not waited for`()
    throws
  {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 1)
    try parties.cancel(at: 5)
    // Both are under way now: the cancellation, and what the supplier decides before it hears of it.
    try parties.decide("Task_VerifyOrder", "accept", at: 8)
    try parties.deliver("OrderConfirmed", at: 9)
    try parties.deliver("OrderCancelled", at: 12)
    try parties.deliver("QuoteIssued", at: 13)
    try parties.deliver("CancellationConfirmed", at: 15)
    let story = parties.story(at: 100)
    #expect(story.isEnded && story.ball.leadTime == .seconds(15))
    #expect(story.ball.time(of: supplier) == .seconds(4))
    #expect(story.ball.time(of: .broker) == .seconds(11))
    #expect(story.lanes.map(\.outcome) == ["Cancelled", "Cancelled"])
    expectExact(story)
  }

  @Test
  func `what was refused and is waited for is the receiver's, because its operator can let it in`()
    throws
  {
    var parties = TwoParties()
    try parties.place()
    try parties.deliver("OrderPlaced", at: 1)
    try parties.decide("Task_VerifyOrder", "reject", at: 2, ["reason": "no"])
    try parties.refuse("OrderRejected", .notAccepted, at: 4)
    let story = parties.story(at: 10)
    #expect(pieces(story) == ["broker 1", "Supplier 1", "broker 2", "Client 6"])
    expectExact(story)
  }

  @Test func `an incident and a job that is tried again are the party's`() throws {
    var parties = TwoParties()
    parties.failing = ["quote.generate"]
    try parties.place()
    try parties.deliver("OrderPlaced", at: 0)
    try parties.decide("Task_VerifyOrder", "accept", at: 10)
    try parties.deliver("OrderConfirmed", at: 10)
    try parties.runJob("Supplier", at: 70)
    try parties.runJob("Supplier", at: 130)
    #expect(parties.instances["Supplier"]?.incidents.count == 1)
    let reasons = parties.story(at: 200).ball.segments.map(\.reason)
    #expect(reasons.map { "\($0)".prefix(8) } == ["task(id:", "job(id: ", "incident"])
    #expect(parties.story(at: 200).ball.time(of: supplier) == .seconds(200))
  }

  @Test func `an order that nobody has reported of takes no time`() {
    let story = OrderStory(
      of: TwoParties.order, entries: [], map: TwoParties.map, now: TwoParties.start)
    #expect(story.ball.leadTime == .zero && story.ball.segments.isEmpty)
    #expect(story.ball.parties == ["Client", "Supplier"])
  }

  @Test func `clocks that differ give negative hops, but no negative pieces`() throws {
    var parties = TwoParties()
    parties.clocks = ["Supplier": -30]
    try parties.place()
    try parties.deliver("OrderPlaced", at: 1)
    try parties.decide("Task_VerifyOrder", "accept", at: 100)
    try parties.deliver("OrderConfirmed", at: 101)
    let story = parties.story(at: 120)
    expectExact(story)
    #expect(story.messages.first?.hop == .seconds(-29) && story.messages[0].isHopNegative)
    let clocks = try #require(story.clocks)
    #expect(clocks.party == "Supplier" && clocks.reference == "Client" && clocks.isCertain)
    let bounds = try #require(clocks.bounds)
    #expect(bounds.atLeast == .seconds(-31) && bounds.atMost == .seconds(-29))
    #expect(bounds.estimate == .seconds(-30))
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `the pieces add up to the lead time, whatever was heard and whatever the clocks say`(
    seed: UInt64
  ) {
    var generator = SplitMix64(seed: seed)
    var journal = SyntheticJournal()
    let course = SyntheticJournal.Course.allCases[Int(seed % 4)]
    let order = journal.add(
      Int(seed), course, pace: .microseconds(Int64(generator.next() % 90_000_000)))
    let skew = Int64(generator.next() % 200_000_000) - 100_000_000
    var entries = journal.entries.filter { _ in generator.next() % 10 > 0 || seed % 3 == 0 }
    entries = entries.map { entry in
      let jump = Int64(generator.next() % 5_000_000) - 2_500_000
      let shift = (entry.party == SyntheticJournal.client ? 0 : skew) + (seed % 2 == 0 ? jump : 0)
      return JournalEntry(
        party: entry.party, lane: entry.lane, number: entry.number, order: entry.order,
        step: entry.step, at: entry.at + .microseconds(shift), stimulus: entry.stimulus,
        events: entry.events, messages: entry.messages)
    }
    entries.shuffle(using: &generator)
    let now = SyntheticJournal.start + .microseconds(Int64(generator.next() % 2_000_000_000))
    for map in [ProcessMap(), TwoParties.map] {
      expectExact(OrderStory(of: order, entries: entries, map: map, now: now))
    }
  }

  @Test(arguments: 0..<120 as Range<UInt64>)
  func `the pieces add up for orders that are played at random, at every step of theirs`(
    seed: UInt64
  ) throws {
    var parties = try TwoParties.playedAtRandom(seed: seed)
    parties.clocks = [:]
    let all = parties.entries
    for count in [1, all.count / 3, all.count / 2, all.count] {
      let heard = Array(all.prefix(max(count, 1)))
      let now = (heard.map(\.at).max() ?? TwoParties.start) + .seconds(seed % 2 == 0 ? 0 : 77)
      let story = OrderStory(of: TwoParties.order, entries: heard, map: TwoParties.map, now: now)
      expectExact(story)
      #expect(story.ball.segments.allSatisfy { $0.reason != .silence })
    }
  }
}
