import Exchange
import FEEL
import Monitoring
import ProcessEngine
import SplitMix
import SyntheticJournal
import Testing

@Suite struct ProjectionTests {
  private func journal(_ courses: SyntheticJournal.Course...) -> [JournalEntry] {
    var journal = SyntheticJournal()
    for (index, course) in courses.enumerated() {
      journal.add(index, course, at: SyntheticJournal.start + .milliseconds(index * 70))
    }
    return journal.entries
  }

  private func side(_ party: String, _ order: Int = 0) -> SideID {
    SideID(order: SyntheticJournal.order(order), party: party)
  }

  @Test func `a completed order has ended at both parties and holds nothing`() throws {
    var projection = Projection()
    let changes = projection.take(journal(.completed))
    for party in [SyntheticJournal.client, SyntheticJournal.supplier] {
      let side = try #require(projection.sides[side(party)])
      #expect(side.outcome == "Completed")
      #expect(side.elements.isEmpty && side.nextTaskDue == nil && side.nextTimerDue == nil)
      #expect(side.facts.reference == "PO-10000" && side.facts.total == "100.50")
      #expect(side.waiting.isEmpty)
      #expect(changes.tallies[Tally(party, .outcome)] == 0)
      #expect(changes.tallies[Tally(party, .outcome, "Completed")] == 1)
    }
    #expect(changes.messages.count == 6)
    for track in changes.messages.values {
      #expect(track.receipts == 1 && track.correlatedAt != nil && track.quarantinedAt == nil)
      #expect(track.sending?.digest == track.receipt?.digest)
    }
    let active = changes.tallies.filter { $0.key.kind == .active }
    #expect(!active.isEmpty && active.values.allSatisfy { $0 == 0 })
  }

  @Test func `a waiting order shows its open task with its due date`() throws {
    var projection = Projection()
    let entries = journal(.unverified)
    let changes = projection.take(entries)
    let side = try #require(projection.sides[side(SyntheticJournal.supplier)])
    #expect(side.elements == ["SubProcess_PrepareQuote", "Task_VerifyOrder"])
    #expect(side.instance?.tasks.map(\.name) == ["Verify order"])
    #expect(side.nextTaskDue == side.updatedAt + .seconds(14_400))
    #expect(changes.tallies[Tally(SyntheticJournal.supplier, .active, "Task_VerifyOrder")] == 1)
    #expect(changes.tallies[Tally(SyntheticJournal.client, .outcome)] == 1)
  }

  @Test func `an incident is counted while it is open`() {
    var projection = Projection()
    let changes = projection.take(journal(.stuck))
    #expect(changes.tallies[Tally(SyntheticJournal.supplier, .incident)] == 1)
    #expect(projection.sides[side(SyntheticJournal.supplier)]?.incidents.count == 1)
  }

  @Test func `entries that come twice change nothing`() {
    let entries = journal(.completed, .rejected)
    var once = Projection()
    _ = once.take(entries)
    var twice = Projection()
    _ = twice.take(entries)
    let again = twice.take(entries)
    #expect(again.duplicates == entries.count)
    #expect(again.entries.isEmpty && again.sides.isEmpty && again.messages.isEmpty)
    #expect(once.sides == twice.sides)
  }

  @Test func `a step waits for the one before it`() throws {
    let entries = journal(.completed)
    let client = entries.filter { $0.party == SyntheticJournal.client }
    var projection = Projection()
    _ = projection.take([client[0], client[2], client[3]])
    let waiting = try #require(projection.sides[side(SyntheticJournal.client)])
    #expect(waiting.step == 1 && waiting.waiting.keys.sorted() == [3, 4])
    _ = projection.take([client[1]])
    let complete = try #require(projection.sides[side(SyntheticJournal.client)])
    #expect(complete.step == 4 && complete.waiting.isEmpty)
  }

  @Test func `a gap in a lane is seen and holds up only the order that misses a step`() throws {
    let entries = journal(.completed, .completed, .completed)
    let lost = try #require(entries.first { $0.order == SyntheticJournal.order(0) && $0.step == 3 })
    var projection = Projection()
    _ = projection.take(entries.filter { $0 != lost })
    let lane = try #require(projection.lanes[LaneID(party: lost.party, lane: lost.lane)])
    #expect(lane.gaps.map(\.first) == [lost.number] && lane.gaps.map(\.last) == [lost.number])
    #expect(projection.sides[side(lost.party, 0)]?.step == 2)
    #expect(projection.sides[side(lost.party, 2)]?.outcome == "Completed")
    _ = projection.take([lost])
    #expect(projection.lanes.values.allSatisfy { $0.gaps.isEmpty })
    #expect(projection.sides[side(lost.party, 0)]?.outcome == "Completed")
  }

  @Test func `two entries that claim one step are counted`() throws {
    let entries = journal(.unverified)
    let first = try #require(entries.first)
    let other = JournalEntry(
      party: first.party, lane: 9, number: 1, order: first.order, step: first.step, at: first.at,
      stimulus: first.stimulus, events: first.events, messages: first.messages)
    var projection = Projection()
    let changes = projection.take([first, other])
    #expect(projection.sides[side(first.party)]?.conflicts == 1)
    #expect(changes.tallies[Tally(first.party, .outcome)] == 1)
  }

  @Test func `a command of the party's own people is no message between the parties`() {
    var entries = journal(.unverified)
    let order = SyntheticJournal.order(0)
    let command = ReceivedMessage(
      id: "018f0000-0000-7000-8000-00000000000c", name: "CancelRequested", correlationKey: "",
      payload: [:], receivedAt: SyntheticJournal.start)
    entries.append(
      JournalEntry(
        party: SyntheticJournal.client, lane: 7, number: 1, order: order, step: 2,
        at: SyntheticJournal.start + .seconds(9), stimulus: ["kind": "command"],
        events: [
          .messageReceived(command),
          .messageCorrelated(id: command.id, subscription: 0, target: "Event_CancelRequested"),
        ], messages: []))
    var projection = Projection()
    let changes = projection.take(entries)
    #expect(changes.messages.keys.allSatisfy { $0.id != command.id })
    #expect(changes.tallies[Tally(SyntheticJournal.client, .received, "CancelRequested")] == nil)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `the projection depends on what was heard, not on the order or the batches`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var entries = journal(.completed, .rejected, .unverified, .stuck, .completed)
    if seed % 3 == 0 { entries.remove(at: Int(generator.next() % UInt64(entries.count))) }
    var whole = Projection()
    let expected = Totals(whole.take(entries))
    var shuffled = Projection()
    var totals = Totals()
    var rest = entries.shuffled(using: &generator)[...]
    while !rest.isEmpty {
      let size = Int(generator.next() % 9) + 1
      totals.add(shuffled.take(Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    #expect(shuffled == whole)
    #expect(totals == expected)
  }

  /// What a store would have after some batches.
  private struct Totals: Equatable {
    var messages: [MessageKey: MessageTrack] = [:]
    var tallies: [Tally: Int] = [:]
    var variants: [VariantID: Variant] = [:]
    var activity: [Activity.Stretch: Activity] = [:]

    init() {}

    init(_ changes: ProjectionChanges) { add(changes) }

    mutating func add(_ changes: ProjectionChanges) {
      messages.merge(changes.messages) { old, new in
        var merged = old
        merged.merge(new)
        return merged
      }
      tallies.merge(changes.tallies, uniquingKeysWith: +)
      variants.merge(changes.variants) { old, _ in old }
      activity.merge(changes.activity) { old, new in
        var sum = old
        sum.add(new)
        return sum
      }
    }
  }
}
