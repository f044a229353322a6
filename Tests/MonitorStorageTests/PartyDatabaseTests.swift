import Exchange
import FEEL
import Foundation
import Migrations
import MonitorStorage
import Monitoring
import PostgreSQL
import ProcessEngine
import SyntheticJournal
import Testing

@Suite(.needsPostgres) struct PartyDatabaseTests {
  private static let now = SyntheticJournal.start + .seconds(90_000)

  private static var migrations: String {
    URL(filePath: MonitorTestDatabase.migrations).deletingLastPathComponent()
      .appending(path: "participant").path
  }

  /// A party's database with what it would have stored of its entries.
  private func withParty(
    _ party: String, _ entries: [JournalEntry],
    _ body: (PartyDatabase, Connection) async throws -> Void
  ) async throws {
    try await MonitorTestDatabase.withServerDatabase { configuration in
      try await Migrator(try Migration.all(inFolder: Self.migrations)).migrate(configuration)
      let connection = try await Connection.open(configuration)
      let own = entries.filter { $0.party == party }
      for lane in Set(own.map(\.lane)) {
        let last = own.filter { $0.lane == lane }.map(\.number).max() ?? 0
        try await connection.execute(
          Query("insert into lane (id, epoch, confirmed) values ($1, 1, $2)", Int16(lane), last))
      }
      for (order, steps) in Dictionary(grouping: own, by: \.order) {
        try await insert(order, steps, connection)
      }
      try await body(PartyDatabase(party: party, configuration: configuration), connection)
      await connection.close()
    }
  }

  private func insert(
    _ order: InstanceID, _ steps: [JournalEntry], _ connection: Connection
  ) async throws {
    var instance: Instance?
    for entry in steps {
      try await connection.execute(
        Query(
          "insert into journal (lane, number, order_id, step, at, entry) values ($1, $2, $3, $4, $5, $6)",
          Int16(entry.lane), entry.number, order.uuid, Int32(entry.step),
          PostgresTimestamp(microseconds: entry.at.microseconds),
          PostgresText(utf8: entry.text)))
      for event in entry.events {
        if instance == nil { instance = Instance(beginning: event, at: entry.at) }
        instance?.apply(event, at: entry.at)
      }
    }
    let state = try #require(instance)
    let received = steps.filter { $0.stimulus["kind"]?.string == "message" }.count
    try await connection.execute(
      Query(
        """
        insert into instance (order_id, process, definition, state, sent, received, step, started_at)
        values ($1, '', '', $2, $3, $4, $5, now())
        """, order.uuid, PostgresText(utf8: state.record.json()),
        Int32(steps.reduce(0) { $0 + $1.messages.count }), Int32(received), Int32(steps.count)))
  }

  /// Both parties' databases and the monitor's, each with the entries that it is given.
  private func check(
    heard: (JournalEntry) -> Bool = { _ in true }, client: String = "", supplier: String = ""
  ) async throws -> Check.Report {
    var journal = SyntheticJournal()
    for (index, course) in SyntheticJournal.Course.allCases.enumerated() {
      journal.add(index, course)
    }
    var report = Check.Report(at: Self.now)
    try await MonitorTestDatabase.with { configuration in
      let writer = ProjectionWriter(configuration)
      let batch = EventBatch(offset: 0, entries: journal.entries.filter(heard))
      _ = try await writer.add([batch], after: nil)
      await writer.close()
      try await withParty(SyntheticJournal.client, journal.entries) { first, connection in
        if !client.isEmpty { try await connection.runScript(client) }
        try await withParty(SyntheticJournal.supplier, journal.entries) { second, connection in
          if !supplier.isEmpty { try await connection.runScript(supplier) }
          report = try await Check(configuration, parties: [first, second])
            .run(now: { Self.now }, onProgress: { _ in })
        }
      }
    }
    return report
  }

  @Test func `three databases that fit together have no differences`() async throws {
    let report = try await check()
    #expect(report.summary.differences == [])
    #expect(report.databaseOrders == ["Client": 4, "Supplier": 4])
    #expect(report.unreported == 0 && report.summary.orders == 4)
  }

  @Test func `what was committed and not published yet is on its way`() async throws {
    let report = try await check(
      heard: { $0.party != SyntheticJournal.client || $0.step < 5 },
      client: "update lane set confirmed = 0")
    #expect(report.summary.differences == [])
    #expect(report.unreported == 4)
  }

  @Test func `what was published and never heard is named`() async throws {
    let report = try await check(heard: {
      $0.order != SyntheticJournal.order(0) || $0.party != SyntheticJournal.client || $0.step < 8
    })
    #expect(report.summary.differences.map(\.kind) == [.entry])
    #expect(
      report.summary.differences.first?.detail.hasSuffix("was published, but never heard") == true)
  }

  @Test func `what was heard and never committed is named`() async throws {
    let order = SyntheticJournal.order(0)
    let report = try await check(
      client: "delete from journal where order_id = '\(order)' and step = 4")
    #expect(Set(report.summary.differences.map(\.kind)) == [.entry, .state, .missingStep])
    #expect(report.summary.differences.allSatisfy { $0.order == order && $0.party == "Client" })
  }

  @Test func `a state that is not the replay of its journal is named`() async throws {
    let order = SyntheticJournal.order(0)
    let report = try await check(
      supplier: """
        update instance set sent = 9, state = replace(state, 'Completed', 'Declined')
        where order_id = '\(order)'
        """)
    #expect(
      report.summary.differences.map(\.detail) == [
        "the instance counts 9 messages sent, the journal 3",
        "the stored state is not what the journal makes",
      ])
  }

  @Test func `an order that only one database has is named`() async throws {
    let report = try await check(
      supplier: """
        delete from journal where order_id = '\(SyntheticJournal.order(1))';
        delete from instance where order_id = '\(SyntheticJournal.order(1))';
        """)
    #expect(!report.summary.differences.isEmpty)
    #expect(
      report.summary.differences.allSatisfy {
        $0.order == SyntheticJournal.order(1) && $0.kind == .entry
      })
  }
}
