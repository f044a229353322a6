import Exchange
import FEEL
import MonitorStorage
import Monitoring
import PostgreSQL
import ProcessEngine
import SyntheticJournal
import Testing

@Suite(.needsPostgres) struct ReadingTests {
  private func with<Value>(
    _ courses: [SyntheticJournal.Course], _ leavingOut: (JournalEntry) -> Bool = { _ in false },
    _ body: (MonitorDatabase, Connection.Configuration) async throws -> Value
  ) async throws -> Value {
    try await MonitorTestDatabase.with { configuration in
      var journal = SyntheticJournal()
      for (index, course) in courses.enumerated() {
        journal.add(index, course, at: SyntheticJournal.start + .seconds(index))
      }
      let writer = ProjectionWriter(configuration)
      let entries = journal.entries.filter { !leavingOut($0) }
      _ = try await writer.add([EventBatch(offset: 0, entries: entries)], after: nil)
      await writer.close()
      let database = MonitorDatabase(configuration)
      let value = try await body(database, configuration)
      await database.close()
      return value
    }
  }

  @Test func `orders are listed by every filter, the newest first`() async throws {
    try await with([.completed, .rejected, .unverified, .stuck]) { database, _ in
      func list(_ change: (inout OrderFilter) -> Void) async throws -> [InstanceID] {
        var filter = OrderFilter()
        change(&filter)
        let found = try await database.orders(OrderQuery(filter)).orders.map(\.order)
        let count = try await database.count(filter)
        #expect(count.value == found.count && !count.isMore)
        return found
      }
      let orders = (0..<4).map { SyntheticJournal.order($0) }
      #expect(try await list { _ in } == orders.reversed())
      #expect(try await list { $0.status = .running } == [orders[3], orders[2]])
      #expect(try await list { $0.status = .ended } == [orders[1], orders[0]])
      #expect(try await list { $0.outcome = "Rejected" } == [orders[1]])
      #expect(try await list { $0.element = "Task_VerifyOrder" } == [orders[2]])
      #expect(try await list { $0.reference = "PO-10003" } == [orders[3]])
      #expect(try await list { $0.buyer = "Cassia Ltd" } == [orders[2]])
      #expect(try await list { $0.onlyIncidents = true } == [orders[3]])
      #expect(
        try await list { $0.overdueAt = SyntheticJournal.start + .seconds(86_400) } == [orders[2]])
      let first = try await database.orders(OrderQuery(limit: 3))
      let rest = try await database.orders(OrderQuery(after: first.next, limit: 3))
      #expect(rest.orders.map(\.order) == [orders[0]] && rest.next == nil)
    }
  }

  @Test func `an order has both sides, its messages and its entries`() async throws {
    try await with([.completed]) { database, _ in
      let order = SyntheticJournal.order(0)
      #expect(try await database.orders(reference: "PO-10000") == [order])
      let picture = try #require(try await database.order(order))
      #expect(picture.sides.map(\.id.party) == ["Client", "Supplier"])
      #expect(picture.messages.count == 6 && picture.total == "100.50 EUR")
      #expect(try await database.entries(of: order).count == 16)
      #expect(try await database.order(SyntheticJournal.order(9)) == nil)
    }
  }

  @Test func `the overview counts, and names what needs attention`() async throws {
    let lost = { (entry: JournalEntry) in
      entry.order == SyntheticJournal.order(4) && entry.step == 2
    }
    try await with([.completed, .rejected, .unverified, .stuck, .completed], lost) { database, _ in
      let now = SyntheticJournal.start + .seconds(40_000)
      let overview = try await database.overview(at: now, lines: 10, map: ProcessMap())
      #expect(overview.parties.map(\.party) == ["Client", "Supplier"])
      #expect(
        overview.parties.map(\.outcomes) == [
          ["Completed": 1, "Rejected": 1], ["Completed": 1, "Rejected": 1],
        ])
      #expect(overview.parties.map(\.running) == [3, 3])
      #expect(overview.parties[1].incidents == 1)
      #expect(overview.parties[1].tokens["Task_VerifyOrder"] == 2)
      #expect(Set(overview.attention.stuck.map(\.reason)) == [.incident, .missingStep])
      #expect(overview.attention.overdue.map(\.detail) == ["Verify order", "Verify order"])
      #expect(overview.transitions.count == 10)
      #expect(overview.transitions.map(\.at) == overview.transitions.map(\.at).sorted(by: >))
      #expect(overview.reception.gaps.count == 2)
    }
  }

  @Test func `rates are those of the last seconds and of the last minute`() async throws {
    try await with([.completed]) { database, _ in
      let now = SyntheticJournal.start + .seconds(5)
      let overview = try await database.overview(at: now, lines: 1, map: ProcessMap())
      #expect(overview.parties.map(\.lastMinute.steps) == [8, 8])
      #expect(overview.parties.map(\.lastSecond.steps) == [0.8, 0.8])
      #expect(overview.parties.map(\.lastMinute.ended) == [1, 1])
      let later = try await database.overview(
        at: now + .seconds(120), lines: 1, map: ProcessMap())
      #expect(later.parties.map(\.lastMinute.steps) == [0, 0])
      #expect(later.parties.map(\.lastHour.steps) == [8, 8])
    }
  }

  // MARK: Checking

  private func check(_ configuration: Connection.Configuration) async throws -> Check.Report {
    try await Check(configuration)
      .run(now: { SyntheticJournal.start + .seconds(90_000) }, onProgress: { _ in })
  }

  @Test func `honest reports have no differences`() async throws {
    try await with([.completed, .rejected, .unverified, .stuck]) { _, configuration in
      let report = try await check(configuration)
      #expect(report.summary.differences == [])
      #expect(
        report.summary.orders == 4 && report.summary.ended == 2 && report.summary.running == 2)
    }
  }

  @Test func `a lost step and a falsified projection are named`() async throws {
    let lost = { (entry: JournalEntry) in
      entry.order == SyntheticJournal.order(0) && entry.party == "Client" && entry.step == 4
    }
    try await with([.completed, .completed], lost) { _, configuration in
      let connection = try await Connection.open(configuration)
      try await connection.runScript(
        """
        update order_side set step = 3 where party = 'Supplier' and reference = 'PO-10001';
        delete from message where order_id = '\(SyntheticJournal.order(1))' and name = 'QuoteIssued';
        """)
      await connection.close()
      let report = try await check(configuration)
      #expect(
        report.summary.differences.map(\.description) == [
          "order \(SyntheticJournal.order(0)), Client: missing-step: step 4 of 8 not reported",
          "order \(SyntheticJournal.order(1)), Supplier: projection: the projection is at step 3, the entries make step 8",
          "order \(SyntheticJournal.order(1)): projection: the projection has message 018f0000-0000-7022-8000-000000000001 otherwise than the entries",
        ])
      #expect(report.gaps.count == 1)
    }
  }
}
