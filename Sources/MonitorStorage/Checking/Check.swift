import Exchange
package import FEEL
import FoundationEssentials
package import Monitoring
package import PostgreSQL
import ProcessEngine

/// Whether everything that is known of the orders fits together: both parties' reports with each other and with the
/// projection, and, for whoever may read them, the parties' databases with all of that.
package struct Check: Sendable {
  /// How many orders are looked at in one go.
  private static let pageLimit = 250

  private let configuration: Connection.Configuration
  private let parties: [PartyDatabase]
  private let grace: Duration

  /// - Parameters:
  ///   - configuration: the monitor's database.
  ///   - parties: the parties' databases, as far as they may be read.
  ///   - speed: how much faster than the machine's the parties' clock runs.
  package init(
    _ configuration: Connection.Configuration, parties: [PartyDatabase] = [], speed: Double = 1
  ) {
    self.configuration = configuration
    grace = Attention.Limits(speed: speed).machine
    self.parties = parties
  }

  package struct Report: Hashable, Sendable {
    /// When the pictures had been taken.
    package let at: Timestamp
    package var summary = AgreementSummary()
    /// By party whose database was read: how many orders it has.
    package var databaseOrders: [String: Int] = [:]
    /// The same of the messages in its quarantine.
    package var databaseQuarantine: [String: Int] = [:]
    /// Entries that a party has committed and the monitor has not heard yet.
    package var unreported = 0
    package var gaps: [Reception.Gap] = []

    package init(at: Timestamp) { self.at = at }
  }

  /// Checks every order.
  ///
  /// Each database is read as it was at one moment, the monitor's first: what it has heard by then, the parties have
  /// committed. What has happened since is on its way, not a difference.
  ///
  /// - Parameters:
  ///   - now: is asked when all pictures have been taken.
  ///   - onProgress: is told how many orders have been checked, of about how many.
  package func run(
    now: () -> Timestamp, onProgress: (Rebuild.Progress) -> Void
  ) async throws -> Report {
    try await Self.withSnapshot(of: configuration) { monitor in
      let total = try await monitor.count(Self.countHeard)
      return try await withParties(parties[...], opened: []) { parties in
        let heard = try await monitor.pipeline([
          LaneRow.all, LaneRow.gaps, QuarantinedRow.messages,
        ])
        var run = CheckRun(
          now: now(), grace: grace, parties: parties,
          quarantined: try heard[2].map { try $0.value(at: 0, as: UUID.self).text })
        run.report.gaps = Reception.Gap.all(in: try LaneRow.read(lanes: heard[0], gaps: heard[1]))
        for party in parties {
          let name = party.database.party
          run.report.databaseOrders[name] = try await party.snapshot.count(PartyDatabase.count)
          run.report.databaseQuarantine[name] =
            try await party.snapshot.count(PartyDatabase.countQuarantine)
        }
        let all = max(total, run.report.databaseOrders.values.max() ?? 0)
        var last = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        while true {
          try Task.checkCancellation()
          let orders = try await nextOrders(after: last, in: monitor, parties)
          guard let end = orders.last else { return run.report }
          try await run.check(orders, in: monitor)
          last = end
          onProgress(Rebuild.Progress(done: run.report.summary.orders, total: all))
        }
      }
    }
  }

  /// Puts what a check has found in the place of what the one before found, both or neither, for the pages.
  package func keep(_ report: Report) async throws {
    let check = KeptCheck(
      at: report.at, report.summary, databases: report.databaseOrders.keys.sorted())
    try await Self.withConnection(to: configuration) { connection in
      _ = try await connection.transaction { transaction in
        try await transaction.pipeline(CheckRow.writes(check))
      }
    }
  }

  static let countHeard: Query = "select count(distinct order_id) from order_side"
  static let page = """
    select distinct order_id from order_side where order_id > $1 order by order_id limit $2
    """

  /// The next orders that any of the databases knows, ascending.
  private func nextOrders(
    after last: UUID, in monitor: Snapshot, _ parties: [OpenParty]
  ) async throws -> [UUID] {
    var pages = [try await monitor.orders(Self.page, after: last, limit: Self.pageLimit)]
    for party in parties {
      pages.append(
        try await party.snapshot.orders(PartyDatabase.page, after: last, limit: Self.pageLimit))
    }
    // Beyond the end of a full page, that database has more.
    let boundary = pages.filter { $0.count == Self.pageLimit }.compactMap(\.last).min()
    let orders = Set(pages.flatMap { $0 })
    return orders.filter { order in boundary.map { order <= $0 } ?? true }.sorted()
  }

  private func withParties<Value: Sendable>(
    _ rest: ArraySlice<PartyDatabase>, opened: [OpenParty],
    _ body: ([OpenParty]) async throws -> Value
  ) async throws -> Value {
    guard let next = rest.first else { return try await body(opened) }
    return try await Self.withSnapshot(of: next.configuration) { snapshot in
      let watermarks = try await next.watermarks(in: snapshot)
      let open = OpenParty(database: next, snapshot: snapshot, watermarks: watermarks)
      return try await withParties(rest.dropFirst(), opened: opened + [open], body)
    }
  }

  private static func withSnapshot<Value: Sendable>(
    of configuration: Connection.Configuration, _ body: (Snapshot) async throws -> Value
  ) async throws -> Value {
    try await withConnection(to: configuration) { try await body(try await Snapshot(on: $0)) }
  }

  private static func withConnection<Value: Sendable>(
    to configuration: Connection.Configuration, _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await Connection.open(configuration)
    do {
      let value = try await body(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }
}
