import ArgumentParser
import MonitorStorage
import PostgreSQL

/// Makes long histories of synthetic orders through the real projection, and measures what is made of them.
@main
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Fill a monitor's database with synthetic orders, and measure it.",
    subcommands: [FillCommand.self, ReadCommand.self, RebuildCommand.self])
}

struct DatabaseOptions: ParsableArguments {
  @Option(help: "The monitor's database.")
  var database: String

  @Option(help: "The folder with the monitor's migrations.")
  var migrations = "migrations/monitor"

  /// The database with the monitor's schema.
  func open() async throws -> Connection.Configuration {
    let configuration = try Connection.Configuration(url: database)
    try await MonitorDatabase.migrate(configuration, folder: migrations)
    return configuration
  }
}
