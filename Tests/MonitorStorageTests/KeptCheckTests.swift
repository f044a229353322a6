import Exchange
import FEEL
import FoundationEssentials
import MonitorStorage
import Monitoring
import PostgreSQL
import ProcessEngine
import SyntheticJournal
import Testing

@Suite(.needsPostgres) struct KeptCheckTests {
  private static let now = SyntheticJournal.start + .seconds(90_000)

  /// Two completed orders in the monitor's database, and what reads it.
  private func with(
    _ body: (MonitorDatabase, Connection.Configuration) async throws -> Void
  ) async throws {
    try await MonitorTestDatabase.with { configuration in
      var journal = SyntheticJournal()
      for index in 0..<2 { journal.add(index) }
      let writer = ProjectionWriter(configuration)
      _ = try await writer.add([EventBatch(offset: 0, entries: journal.entries)], after: nil)
      await writer.close()
      let database = MonitorDatabase(configuration)
      try await body(database, configuration)
      await database.close()
    }
  }

  private func run(
    _ configuration: Connection.Configuration, at time: Timestamp = Self.now
  ) async throws -> Check.Report {
    try await Check(configuration).run(now: { time }, onProgress: { _ in })
  }

  private func script(
    _ sql: String, in configuration: Connection.Configuration
  ) async throws {
    let connection = try await Connection.open(configuration)
    try await connection.runScript(sql)
    await connection.close()
  }

  @Test func `what a check has found is kept, in the place of what the one before has found`()
    async throws
  {
    try await with { database, configuration in
      #expect(try await database.lastCheck() == nil)
      let check = Check(configuration)
      try await script("update order_side set step = 3 where party = 'Supplier'", in: configuration)
      let found = try await run(configuration)
      try await check.keep(found)
      let kept = try #require(try await database.lastCheck())
      #expect(kept.at == Self.now && kept.orders == 2 && kept.differenceCount == 2)
      #expect(kept.databases == [])
      #expect(kept.differences == found.summary.differences && !kept.differences.isEmpty)
      #expect(
        kept.references == [
          SyntheticJournal.order(0): "PO-10000", SyntheticJournal.order(1): "PO-10001",
        ])
      let overview = try await database.overview(at: Self.now, lines: 1, map: ProcessMap())
      #expect(overview.checkedAt == Self.now)
      try await script("update order_side set step = 8 where party = 'Supplier'", in: configuration)
      try await check.keep(try await run(configuration, at: Self.now + .seconds(60)))
      let next = try #require(try await database.lastCheck())
      #expect(next.at == Self.now + .seconds(60) && next.orders == 2)
      #expect(next.differenceCount == 0 && next.differences == [] && next.references == [:])
    }
  }

  /// Every sentence and every kind, with texts that a database may not like.
  @Test func `every difference is read as it was kept, and the first thousand are`() async throws {
    try await with { database, configuration in
      var report = Check.Report(at: Self.now)
      let differences = StatementKey.allCases.enumerated().map { index, key in
        Difference(
          order: SyntheticJournal.order(index), party: index.isMultiple(of: 3) ? nil : "Client",
          kind: Difference.Kind.allCases[index % Difference.Kind.allCases.count],
          statement: Statement(
            key,
            ["number": .number(-index), "text": .text("“7” \\ \u{1F4E6}'\"\n"), "no": .text("")]))
      }
      report.summary.add(differences)
      while report.summary.differenceCount <= KeptCheck.limit { report.summary.add(differences) }
      report.databaseOrders = ["Supplier": 1, "Client": 2]
      try await Check(configuration).keep(report)
      let kept = try #require(try await database.lastCheck())
      #expect(kept.differenceCount == report.summary.differenceCount)
      #expect(kept.differences == Array(report.summary.differences.prefix(KeptCheck.limit)))
      #expect(kept.databases == ["Client", "Supplier"] && kept.references.count == 2)
    }
  }

  @Test func `a check that cannot be written whole leaves the one before, and so does a rebuild`()
    async throws
  {
    try await with { database, configuration in
      let check = Check(configuration)
      try await check.keep(try await run(configuration))
      let before = try #require(try await database.lastCheck())
      try await script(
        """
        update order_side set step = 3 where party = 'Supplier';
        alter table disagreement add constraint disagreement_is_refused check (place < 1);
        """, in: configuration)
      let next = try await run(configuration, at: Self.now + .seconds(60))
      #expect(next.summary.differenceCount == 2)
      await #expect(throws: PostgreSQLError.self) { try await check.keep(next) }
      #expect(try await database.lastCheck() == before)
      try await Rebuild(configuration).fromEntries { _ in }
      _ = try await Rebuild(configuration).forgetEverything()
      #expect(try await database.lastCheck() == before)
    }
  }

  @Test func `two checks that end at the same time leave one of them, whole`() async throws {
    try await with { database, configuration in
      let check = Check(configuration)
      let reports = (0..<8).map { index in
        var report = Check.Report(at: Self.now + .seconds(index))
        report.summary.add(
          (0..<index).map { _ in
            Difference(
              order: SyntheticJournal.order(index), party: nil, kind: .state,
              statement: Statement(.stateStored))
          })
        return report
      }
      try await withThrowingTaskGroup { group in
        for report in reports { group.addTask { try await check.keep(report) } }
        try await group.waitForAll()
      }
      let kept = try #require(try await database.lastCheck())
      let report = try #require(reports.first { $0.at == kept.at })
      #expect(kept.differenceCount == report.summary.differenceCount)
      #expect(kept.differences == report.summary.differences)
    }
  }

  /// The client has ended, and could make no step of what came then.
  @Test func `a message that a party tells to be in its quarantine is not missing`() async throws {
    try await MonitorTestDatabase.with { configuration in
      var journal = SyntheticJournal()
      journal.add(0, .rejected)
      let message = try #require(
        journal.entries.last { $0.party == SyntheticJournal.supplier && !$0.messages.isEmpty }?
          .messages.last)
      let entries = journal.entries.map { entry in
        entry.party == SyntheticJournal.client && entry.step == 2 ? entry.withoutReceipt : entry
      }
      let writer = ProjectionWriter(configuration)
      _ = try await writer.add([EventBatch(offset: 0, entries: entries)], after: nil)
      let missing = try await run(configuration)
      #expect(missing.summary.differences.map(\.kind) == [.notReceived])
      let row = QuarantineRow(
        id: UUID(),
        message: QuarantinedMessage(
          reason: .ended, detail: "the order has ended", receivedAt: SyntheticJournal.start,
          messageID: message.id.uuidString))
      let told = TransportReport(
        id: UUID(), party: SyntheticJournal.client, at: SyntheticJournal.start,
        quarantine: QuarantineSummary(count: 1, newest: [row]))
      _ = try await writer.add([EventBatch(offset: 1, report: told)], after: 0)
      await writer.close()
      let found = try await run(configuration)
      #expect(found.summary.differences == [] && found.summary.quarantined == 1)
    }
  }
}

extension JournalEntry {
  fileprivate var withoutReceipt: JournalEntry {
    JournalEntry(
      party: party, lane: lane, number: number, order: order, step: step, at: at,
      stimulus: stimulus,
      events: events.filter { if case .messageReceived = $0 { false } else { true } },
      messages: messages)
  }
}
