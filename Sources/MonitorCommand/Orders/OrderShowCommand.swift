import ArgumentParser
import Exchange
import FEEL
import MonitorStorage
import Monitoring
import ProcessEngine
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
        monitor order show 01936f2c-6f1e-7c3a-9d58-0a3f4f6f9b1e -o json
        monitor order show PO-1 -o jsonl | jq .at

      Beside a message stands how long it was on its way.
      """)

  @Argument(help: "The order's id, or its reference.")
  var order: String

  @Option(name: [.customShort("o"), .customLong("output")], help: "How the order is printed.")
  var format: OutputFormat = .table

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let database = MonitorDatabase(try settings.database)
      let found: (OrderPicture, [JournalEntry])
      do { found = try await find(in: database) } catch {
        await database.close()
        throw error
      }
      await database.close()
      let map = settings.map
      let line = TimeLine(of: found.0.order, entries: found.1, map: map)
      let report = OrderReport(
        order: found.0, line: line, map: map, now: try settings.clock.now)
      switch format {
      case .table: report.print(to: console)
      case .json: console.print(json: report.json)
      case .jsonl: for item in report.items { console.print(json: item) }
      }
    }
  }

  private func find(in database: MonitorDatabase) async throws -> (OrderPicture, [JournalEntry]) {
    let id = try await identity(in: database)
    guard let picture = try await database.order(id) else {
      throw MonitorFailure(.notFound, "Nobody has reported of order \(order).")
    }
    return (picture, try await database.entries(of: id))
  }

  private func identity(in database: MonitorDatabase) async throws -> InstanceID {
    if let id = InstanceID(order) { return id }
    let found = try await database.orders(reference: order)
    guard let id = found.first else {
      throw MonitorFailure(
        .notFound, "Nobody has reported of an order with the reference \(order).")
    }
    guard found.count == 1 else {
      let ids = found.map(\.description).joined(separator: ", ")
      throw MonitorFailure(
        .usage, "Several orders have the reference \(order); name one by its id: \(ids)")
    }
    return id
  }
}
