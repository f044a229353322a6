import ArgumentParser
import Exchange
import FEEL
import MonitorStorage
import Monitoring
import PostgreSQL
import Settings
import Terminal

/// `monitor check`
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check whether both companies' histories agree.",
    discussion: """
      EXAMPLES
        monitor check
        monitor check --client-database DUET_CLIENT_DATABASE_URL --supplier-database DUET_SUPPLIER_DATABASE_URL
        monitor check --supplier-database /run/secrets/supplier-database-url
        monitor check -o jsonl

      Compares what both companies have reported, message by message and outcome by outcome, and the monitor's picture \
      with the reports. With a party's database it also compares that with what it reported, and its states with their \
      histories. A database is named by the variable, or the file, that has its URL: never by the URL itself. Those of \
      DUET_CLIENT_DATABASE_URL and DUET_SUPPLIER_DATABASE_URL are read without being named.

      Orders that are under way are no differences, however quiet they are: they are counted. Ends with 1 when there is \
      a difference.

      What the newest check has found is kept in the monitor's database, for the conformance page. Where that cannot be \
      written to, the findings are printed all the same, an error says that they were not kept, and without a difference \
      the command ends with 75.
      """)

  @Option(help: "Has the URL of the client's database: a variable's name, or a file.")
  var clientDatabase: String?

  @Option(help: "Has the URL of the supplier's database: a variable's name, or a file.")
  var supplierDatabase: String?

  @Option(name: [.customShort("o"), .customLong("output")], help: "How the findings are printed.")
  var format: OutputFormat = .table

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let parties = try parties(settings)
      let clock = try settings.clock
      let check = Check(try settings.database, parties: parties, speed: clock.speed)
      let report = try await check.run(now: { clock.now }) { progress in
        console.showProgress?("checked \(progress.done) of \(progress.total) orders")
      }
      console.showProgress?("")
      let findings = CheckFindings(report: report, now: clock.now)
      switch format {
      case .table: findings.print(to: console)
      case .json: console.print(json: findings.json)
      case .jsonl: for difference in findings.differences { console.print(json: difference) }
      }
      let isKept = try await keep(report, of: check, console)
      if report.summary.differenceCount > 0 { throw ExitStatus.differences.code }
      if !isKept { throw ExitStatus.temporary.code }
    }
  }

  /// Puts the findings where the conformance page has them from.
  ///
  /// - Returns: whether that was possible; if not, it has been told why.
  private func keep(
    _ report: Check.Report, of check: Check, _ console: Console
  ) async throws -> Bool {
    do { try await check.keep(report) } catch let failure as PostgreSQLError {
      let reason =
        failure.sqlState == .undefinedTable
        ? "the monitor that made it is older: start `monitor run` of this version once"
        : failure.description
      console.tell(
        "Error: The findings could not be kept in the monitor's database for its conformance page: "
          + reason.harmless)
      return false
    }
    return true
  }

  /// The databases that may be read: those that are named, and those whose usual variables are set.
  private func parties(_ settings: MonitorSettings) throws -> [PartyDatabase] {
    let given = [
      (clientDatabase, "DUET_CLIENT_DATABASE_URL"),
      (supplierDatabase, "DUET_SUPPLIER_DATABASE_URL"),
    ]
    let sources = try given.map { named, variable in
      try named ?? (settings.isSet(variable) ? variable : nil)
    }
    guard sources.contains(where: { $0 != nil }) else { return [] }
    // The drawing has the buyer's pool first.
    let pools = try Contract(try settings.definitions).parties.map(\.name)
    return try zip(pools, sources).compactMap { pool, source in
      try source.map {
        PartyDatabase(party: pool, configuration: try settings.database(namedBy: $0))
      }
    }
  }
}
