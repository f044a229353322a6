import ArgumentParser
import Monitoring
import Settings
import Terminal

/// `monitor order show`
struct OrderShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an order's whole history at both companies on one time line.",
    discussion: """
      EXAMPLES
        monitor order show PO-1
        monitor order show PO-1 --explain
        monitor order show PO-1 --every-step
        monitor order show 01936f2c-6f1e-7c3a-9d58-0a3f4f6f9b1e -o json
        monitor order show PO-1 -o jsonl | jq .at

      Each company has a column, and the broker one between them with what was on its way and for how long. Times in
      which nothing happens are folded (⋯), with whose turn it was.
      """)

  @Argument(help: "The order's id, or its reference.")
  var order: String

  @Flag(help: "Also say why it waits, and for whom.")
  var explain = false

  @Flag(help: "Also show what was entered and left in one step.")
  var everyStep = false

  @Option(name: [.customShort("o"), .customLong("output")], help: "How the order is printed.")
  var format: OutputFormat = .table

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let found = try await OrderLookup.with(settings) { try await $0.order(order) }
      let report = OrderReport(
        order: found.picture, entries: found.entries, notices: found.notices, map: settings.map,
        now: try settings.clock.now,
        limit: Attention.Limits(speed: try settings.clock.speed).machine)
      switch format {
      case .table: report.print(to: console, explaining: explain, everyStep: everyStep)
      case .json: console.print(json: report.json)
      case .jsonl: for item in report.items { console.print(json: item) }
      }
    }
  }
}
