import Exchange
import FEEL
import Monitoring
import ProcessEngine
import SyntheticJournal
import Testing

/// How a side came to where it is: visits, ways, and both parties' order together.
@Suite struct CourseTests {
  private func sides(_ course: SyntheticJournal.Course) -> (Projection, ProjectionChanges) {
    var journal = SyntheticJournal()
    journal.add(0, course)
    var projection = Projection()
    let changes = projection.take(journal.entries)
    return (projection, changes)
  }

  private func side(_ party: String, _ projection: Projection) throws -> OrderSide {
    try #require(projection.side(SideID(order: SyntheticJournal.order(0), party: party)))
  }

  @Test func `every stay that took time is a visit, with who worked there and what they decided`()
    throws
  {
    let supplier = try side(SyntheticJournal.supplier, sides(.completed).0)
    let visits = supplier.course.visits
    #expect(
      visits.map(\.element) == [
        "Task_VerifyOrder", "Task_ConfirmQuote", "Gateway_AwaitDecision", "Task_ConfirmFulfilment",
        "Task_AwaitReceipt", "SubProcess_PrepareQuote",
      ])
    let verify = try #require(visits.first)
    #expect(
      verify.work
        == TaskWork(
          claimedAt: verify.enteredAt + .milliseconds(250), worker: "sam", group: "sales",
          decision: "accept", due: verify.enteredAt + .seconds(14_400)))
    #expect(verify.leftAt == verify.enteredAt + .milliseconds(500))
    // Nobody claimed it before it was decided.
    #expect(
      visits[1].work
        == TaskWork(
          worker: "kim", group: "sales", decision: "accept",
          due: visits[1].enteredAt + .seconds(14_400)))
    #expect(visits[2].work == nil && visits.allSatisfy { !$0.isTerminated })
    #expect(supplier.openVisits.isEmpty && supplier.course.work.isEmpty)
  }

  @Test func `a token that is still there is an open visit`() throws {
    let supplier = try side(SyntheticJournal.supplier, sides(.unverified).0)
    #expect(supplier.openVisits.map(\.element) == ["SubProcess_PrepareQuote", "Task_VerifyOrder"])
    let opened = try #require(supplier.openVisits.last).enteredAt
    #expect(
      supplier.openVisits.map(\.work) == [
        nil, TaskWork(group: "sales", due: opened + .seconds(14_400)),
      ])
    #expect(supplier.openVisits.allSatisfy { $0.leftAt == nil })
  }

  @Test func `a task that is released waits again, and one that is rescheduled is due later`()
    throws
  {
    var journal = SyntheticJournal()
    journal.add(0, .unverified)
    let supplier = SyntheticJournal.supplier
    var projection = Projection()
    _ = projection.take(journal.entries)
    let task = try #require(try side(supplier, projection).instance?.tasks.first)
    func step(_ number: Int, _ event: Event) -> TaskWork? {
      let at = SyntheticJournal.start + .seconds(100 + number)
      _ = projection.take([
        JournalEntry(
          party: supplier, lane: 9, number: number, order: SyntheticJournal.order(0),
          step: number + 1, at: at, stimulus: [:], events: [event], messages: [])
      ])
      return projection.side(SideID(order: SyntheticJournal.order(0), party: supplier))?
        .course.work[task.owner]
    }
    let claimed = SyntheticJournal.start + .seconds(101)
    let (due, later) = (task.due, SyntheticJournal.start + .seconds(90_000))
    #expect(
      step(1, .taskClaimed(key: task.key, by: "sam"))
        == TaskWork(claimedAt: claimed, worker: "sam", group: "sales", due: due))
    #expect(
      step(2, .taskDelegated(key: task.key, to: "kim", by: "sam"))
        == TaskWork(claimedAt: claimed, worker: "kim", group: "sales", due: due))
    let rescheduled = Event.taskRescheduled(
      key: task.key, by: "kim", due: later, followUp: nil, priority: nil)
    #expect(
      step(3, rescheduled)
        == TaskWork(claimedAt: claimed, worker: "kim", group: "sales", due: later))
    #expect(
      step(4, .taskReleased(key: task.key, by: "kim"))
        == TaskWork(group: "sales", due: later))
  }

  @Test func `equal ways have the same name, and it leads back to all of the way`() throws {
    let (projection, changes) = sides(.rejected)
    let catalogue = VariantCatalogue(changes.variants.values)
    let client = try side(SyntheticJournal.client, projection)
    #expect(
      catalogue.nodes(client.course.variant) == [
        "Event_OrderPlaced", "Task_PlaceOrder", "SubProcess_ObtainQuote", "Gateway_AwaitAnswer",
        "Event_OrderRejected", "Event_Rejected",
      ])
    #expect(catalogue.path(client.course.variant).contains(">Flow_Event_OrderPlaced"))
    var other = SyntheticJournal()
    other.add(7, .rejected)
    var second = Projection()
    _ = second.take(other.entries)
    let same = try #require(
      second.side(SideID(order: SyntheticJournal.order(7), party: SyntheticJournal.client)))
    #expect(same.course.variant == client.course.variant)
    #expect(
      try side(SyntheticJournal.client, sides(.completed).0).course.variant != same.course.variant)
    #expect(catalogue.path(VariantID(value: 1)).isEmpty)
  }

  @Test func `visits survive being packed`() throws {
    let start = Timestamp(microseconds: -5)
    let visits = [
      Visit(
        key: 3, element: "Task_Ü", enteredAt: start, leftAt: start + .seconds(86_400 * 400),
        work: TaskWork(
          claimedAt: start + .seconds(-1), worker: "", group: nil, decision: "no",
          due: start + .seconds(-7))),
      Visit(
        key: 1_000_000, element: "", enteredAt: start + .seconds(-90), leftAt: start,
        isTerminated: true),
      Visit(key: 4, element: "Task_Ü", enteredAt: start, leftAt: start, work: TaskWork()),
    ]
    var texts = TextPool()
    let bytes = VisitPacking.pack(visits)
    #expect(try VisitPacking.unpack(bytes, texts: &texts) == visits)
    #expect(try VisitPacking.unpack([], texts: &texts).isEmpty && VisitPacking.pack([]).isEmpty)
    for (index, visit) in visits.enumerated() {
      let moments = [visit.enteredAt, visit.leftAt ?? start, visit.enteredAt + .microseconds(-1)]
      for time in moments {
        for element in ["Task_Ü", "", "Task_"] {
          let wasThere = visits.contains { visit in
            visit.element == element && visit.enteredAt <= time
              && visit.leftAt.map { $0 > time } ?? true
          }
          #expect(
            try VisitPacking.contains(bytes, of: element, at: time) == wasThere, "\(index) \(time)")
        }
      }
    }
    #expect(try VisitPacking.contains([], of: "", at: start) == false)
    for end in 2..<bytes.count - 1 {
      // Cut anywhere, it is damaged or has fewer visits, and nothing else happens.
      let cut = try? VisitPacking.unpack(Array(bytes[..<end]), texts: &texts)
      #expect((cut?.count ?? 0) < visits.count)
    }
    #expect(throws: VisitPacking.Damage.self) {
      try VisitPacking.contains([9, 1], of: "", at: start)
    }
    #expect(throws: VisitPacking.Damage.self) {
      try VisitPacking.unpack([9, 1], texts: &texts)
    }
  }

  @Test func `an order is found by who worked on it and by what was late`() throws {
    var journal = SyntheticJournal()
    journal.add(0, .completed, pace: .seconds(10_000))
    var projection = Projection()
    _ = projection.take(journal.entries)
    let marks = OrderMark.all(of: try #require(projection.orders[SyntheticJournal.order(0)]))
    let supplier = SyntheticJournal.supplier
    #expect(marks.contains(.worker(party: supplier, name: "sam")))
    #expect(marks.contains(.group(party: SyntheticJournal.client, name: "sales")))
    #expect(marks.contains(.handover(party: supplier, from: "sam", to: "kim")))
    #expect(!marks.contains(.handover(party: supplier, from: "kim", to: "sam")))
    // Four hours were given; it took two steps of ten thousand seconds.
    #expect(marks.contains(.late("Task_VerifyOrder")) && marks.contains(.late(nil)))
    #expect(!marks.contains(.late("Gateway_AwaitDecision")))
  }

  @Test func `variants are found by what lies on their ways`() {
    let (start, review) = (VariantID(beginning: "A"), VariantID(value: 2))
    let (again, done, other) = (VariantID(value: 3), VariantID(value: 4), VariantID(value: 5))
    let ways = VariantCatalogue([
      Variant(id: review, party: "A", prefix: start, added: ["Start", ">go", "Review"]),
      Variant(id: again, party: "A", prefix: review, added: [">back", "Review"]),
      Variant(id: done, party: "A", prefix: review, added: [">on", "Done"]),
      Variant(id: other, party: "B", prefix: VariantID(beginning: "B"), added: ["Review"]),
    ])
    #expect(ways.variants(.exactly(done)) == [done])
    #expect(ways.variants(.otherThan([done])) == [review, again])
    #expect(ways.variants(.through("Review")) == [review, again, done, other])
    #expect(ways.variants(.along("go")) == [review, again, done])
    #expect(ways.variants(.along("on")) == [done] && ways.variants(.along("off")).isEmpty)
    #expect(ways.variants(.again(["Review"])) == [again])
    #expect(ways.variants(.once(["Review", "Done"])) == [again] && OrderWay.once([]).isNegated)
  }

  @Test func `an order has ended when both parties have`() throws {
    let (projection, _) = sides(.completed)
    let both = try #require(projection.orders[SyntheticJournal.order(0)])
    let whole = try #require(OrderCase(of: both))
    #expect(whole.outcome == "Completed" && whole.endedAt == both.compactMap(\.endedAt).max())
    #expect(whole.placedAt == both.map(\.startedAt).min() && whole.tokens.isEmpty)
    #expect(whole.leadTime == .milliseconds(3_750))
    let half = try #require(OrderCase(of: Array(both.prefix(1))))
    #expect(half.endedAt == nil && half.outcomes.count == 1 && !half.isDisputed)
    #expect(OrderCase(of: []) == nil)
  }

  @Test func `a message that overtakes an earlier one is disordered`() throws {
    var journal = SyntheticJournal()
    journal.add(0, .completed)
    // The supplier takes the client's second message for its fifth, and then the third.
    let entries = journal.entries.map { entry in
      guard entry.party == SyntheticJournal.supplier, entry.stimulus["sequence"]?.integer == 2
      else { return entry }
      var stimulus = entry.stimulus
      stimulus["sequence"] = 5
      return JournalEntry(
        party: entry.party, lane: entry.lane, number: entry.number, order: entry.order,
        step: entry.step, at: entry.at, stimulus: stimulus, events: entry.events,
        messages: entry.messages)
    }
    var projection = Projection()
    let changes = projection.take(entries)
    #expect(changes.messages.values.filter(\.isDisordered).map(\.name) == ["ReceiptConfirmed"])
    #expect(
      changes.tallies[Tally(SyntheticJournal.supplier, .disordered, "ReceiptConfirmed")] == 1)
  }

  @Test func `percentiles of freshness are exact to the millisecond`() {
    var count = FreshnessCount()
    for milliseconds in 1...200 { count.add(.milliseconds(milliseconds)) }
    count.add(.seconds(-3))
    #expect(count.percentile(0.5) == .milliseconds(100))
    #expect(
      count.percentile(0.99) == .milliseconds(198) && count.percentile(1) == .milliseconds(200))
    #expect(count.minute(60)?.entries == 201)
    #expect(FreshnessCount().percentile(0.5) == nil && FreshnessCount().minute(0) == nil)
    count.add(.microseconds(200_001))
    #expect(count.percentile(1) == .milliseconds(201))
  }

  @Test(arguments: Self.stretches)
  func `stretches of time begin at whole multiples`(second: Int64, starts: [Int64]) {
    let found = Activity.Span.allCases.map {
      Activity.Stretch(party: "", span: $0, second: second).start
    }
    #expect(found == starts)
  }

  private static let stretches: [(second: Int64, starts: [Int64])] = [
    (0, [0, 0, 0, 0]), (86_399, [86_399, 86_340, 82_800, 0]), (-1, [-1, -60, -3_600, -86_400]),
  ]
}
