import Exchange
import FEEL
import MonitorStorage
import Monitoring
import PostgreSQL
import ProcessEngine
import SyntheticJournal
import Testing

@Suite(.needsPostgres) struct RetentionTests {
  /// Three orders a month over four months; every third has not ended. The first two months have nothing else.
  private func fill(_ configuration: Connection.Configuration) async throws {
    var journal = SyntheticJournal()
    for index in 0..<12 {
      let start = SyntheticJournal.start + .seconds(index * 864_000)
      journal.add(index, index % 3 == 2 && index > 5 ? .unverified : .completed, at: start)
    }
    let writer = ProjectionWriter(configuration)
    _ = try await writer.add([EventBatch(offset: 0, entries: journal.entries)], after: nil)
    let reports = SyntheticJournal.reports(on: journal.entries).enumerated().map {
      EventBatch(offset: 1 + Int64($0), report: $1)
    }
    _ = try await writer.add(reports, after: 0)
    await writer.close()
  }

  @Test func `old orders go, others stay whole, and counts by hours stay`() async throws {
    try await MonitorTestDatabase.with { configuration in
      try await fill(configuration)
      let database = MonitorDatabase(configuration)
      let now = SyntheticJournal.start + .seconds(12 * 864_000)
      let before = try await database.overview(at: now, lines: 1, map: ProcessMap())
      let removal = try await Retention(configuration)
        .remove(before: SyntheticJournal.start + .seconds(6 * 864_000 + 86_400))
      // The first six orders, and the seventh, whose month the eighth keeps.
      #expect(
        removal.orders == 7
          && removal.months == ["entry_y2026m05", "entry_y2026m06", "entry_y2026m07"])
      let left = try await database.orders(OrderQuery()).orders.map(\.order)
      #expect(left == (7..<12).reversed().map { SyntheticJournal.order($0) })
      for index in 0..<12 {
        let entries = try await database.entries(of: SyntheticJournal.order(index)).count
        #expect(entries == (index < 7 ? 0 : index % 3 == 2 ? 2 : 16))
      }
      try await expectReports(database, firstLeft: 7, of: 12)
      let after = try await database.overview(at: now, lines: 1, map: ProcessMap())
      #expect(after.parties == before.parties && after.workInProgress == before.workInProgress)
      let past = try await database.tallies(asOf: now)
      #expect(past[Tally("Client", .outcome, "Completed")] == 10)
      await database.close()
      let orders = try await orders(of: configuration)
      try await Rebuild(configuration).fromEntries { _ in }
      let rebuilt = try await self.orders(of: configuration)
      #expect(rebuilt == orders)
    }
  }

  private func expectReports(
    _ database: MonitorDatabase, firstLeft: Int, of count: Int
  ) async throws {
    for index in 0..<count {
      let order = SyntheticJournal.order(index)
      let entries = try await database.entries(of: order)
      let notices = try await database.notices(of: order, among: entries)
        .filter { if case .quarantined = $0.kind { false } else { true } }
      let messages = entries.map(\.messages.count).reduce(0, +)
      #expect(notices.count == (index < firstLeft ? 0 : messages + 2))
    }
  }

  private func orders(of configuration: Connection.Configuration) async throws -> [[String]?] {
    let content = try await MonitorTestDatabase.content(of: configuration)
    return ["order_side", "order_running", "order_ended", "message"].map { content[$0] }
  }
}
