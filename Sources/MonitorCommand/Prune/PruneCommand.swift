import ArgumentParser
import FEEL
import MonitorStorage
import Monitoring
import Terminal

/// `monitor prune`
struct PruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Give up the history of orders that ended long ago.",
    discussion: """
      EXAMPLES
        monitor prune --before 2026-01-01T00:00:00Z

      Removes orders that ended before that time, with their messages and entries. Orders that have not ended stay. What \
      was counted stays, too: by hours and days for ever, by seconds and minutes as long as the orders. A rebuild \
      afterwards counts only what is still there. A running monitor may go on running.
      """)

  @Option(help: "Until when; a time such as 2026-01-01T00:00:00Z.", transform: Self.time)
  var before: Timestamp

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let removal = try await Retention(try settings.database).remove(before: before) { count in
        console.showProgress?("removed \(count) orders")
      }
      console.showProgress?("")
      console.print(
        "Removed \(removal.orders) orders and \(removal.months.count) months of entries.")
    }
  }

  private static func time(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(parsing: text) else {
      throw ValidationError("--before must be a time such as 2026-01-01T00:00:00Z.")
    }
    return time
  }
}
