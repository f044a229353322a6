import ArgumentParser
import EventLog
import FEEL
import MonitorStorage
import Settings
import Terminal

/// `monitor export`
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the history of all orders for process mining.",
    discussion: """
      EXAMPLES
        monitor export --format ocel --output orders.json
        monitor export --format ocel-sqlite --output orders.sqlite
        monitor export --format xes --from 2026-11-01 --to 2026-12-01 > november.xes
        monitor export --format csv | head

      FORMATS
        ocel         object-centric event log, OCEL 2.0 as JSON (pm4py.read_ocel2_json)
        ocel-sqlite  the same as an SQLite database (pm4py.read_ocel2_sqlite)
        xes          IEEE 1849, one trace an order (pm4py.read_xes)
        csv, jsonl   one event a line
        entries      the parties' journal entries as they were heard, one a line

      The log has every order that began in the period, whole, as it was at one moment. docs/exports.md says what is in it.
      """)

  @Option(help: "The form of the log.")
  var format: LogFormat

  @Option(help: "Leave out orders that began before this time or day (UTC).", transform: Self.time)
  var from: Timestamp?

  @Option(help: "Leave out orders that began then or later.", transform: Self.time)
  var to: Timestamp?

  @Option(help: "Write into this file, which is replaced when all is written.")
  var output: String?

  func validate() throws {
    if format == .ocelSQLite && output == nil {
      throw ValidationError("A database is a file: say which with --output FILE.")
    }
    if let from, let to, from >= to { throw ValidationError("--from must be before --to.") }
  }

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let names = try ActivityNames(settings.definitions)
      let export = LogExport(
        histories: Histories(try settings.database), names: names, from: from, to: to,
        console: console)
      let count = try await export.write(format, to: output)
      console.showProgress?("")
      console.tell("\(count.orders) orders, \(count.events) events.")
    }
  }

  /// A time of ISO 8601, or a day, whose first moment is meant.
  static func time(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(parsing: text) ?? Timestamp(parsing: text + "T00:00:00Z") else {
      throw ValidationError(
        "`\(text)` is neither a day like 2026-11-21 nor a time like 2026-11-21T09:30:00Z.")
    }
    return time
  }
}

extension LogFormat: ExpressibleByArgument {}
