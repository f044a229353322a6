import ArgumentParser
import FEEL
import MonitorStorage
import Monitoring
import ProcessEngine
import Settings
import Terminal

/// `monitor order list`
struct OrderListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List orders, the newest first.",
    discussion: """
      EXAMPLES
        monitor order list
        monitor order list --status running --limit 200
        monitor order list --outcome Rejected -o jsonl
        monitor order list --element Task_ReviewQuote --overdue
        monitor order list --incident
      """)

  enum Status: String, CaseIterable, ExpressibleByArgument { case running, ended }

  @Option(help: "Only orders that run at one company at least, or that have ended at all.")
  var status: Status?

  @Option(help: "Only orders that ended so at one company at least: Completed, Rejected, …")
  var outcome: String?

  @Option(help: "Only orders that are at this element of the drawing, by its id.")
  var element: String?

  @Option(help: "Only orders with this reference.")
  var reference: String?

  @Option(help: "Only orders of this buyer.")
  var buyer: String?

  @Flag(help: "Only orders with an open incident.")
  var incident = false

  @Flag(help: "Only orders with a task whose due date has passed.")
  var overdue = false

  @Option(help: "How many, 1 to 1000.")
  var limit = 50

  @Option(help: "Goes on after the last order of an earlier list, as that said.")
  var cursor: String?

  @Option(name: [.customShort("o"), .customLong("output")], help: "How the list is printed.")
  var format: OutputFormat = .table

  func validate() throws {
    guard (1...1000).contains(limit) else { throw ValidationError("--limit must be 1 to 1000.") }
    if let cursor, OrderQuery.Cursor(cursor) == nil {
      throw ValidationError("--cursor must be as an earlier list said.")
    }
  }

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let now = try settings.clock.now
      let database = MonitorDatabase(try settings.database)
      let query = OrderQuery(
        filter(at: now), after: cursor.flatMap { OrderQuery.Cursor($0) }, limit: limit)
      let page: (orders: [OrderPicture], next: OrderQuery.Cursor?)
      do { page = try await database.pictures(query) } catch {
        await database.close()
        throw error
      }
      await database.close()
      print(
        OrderListing(orders: page.orders, map: settings.map, now: now), next: page.next?.text,
        console)
    }
  }

  private func filter(at now: Timestamp) -> OrderFilter {
    var filter = OrderFilter()
    filter.status = status.flatMap { OrderFilter.Status(rawValue: $0.rawValue) }
    filter.outcome = outcome
    filter.element = element
    filter.reference = reference
    filter.buyer = buyer
    filter.onlyIncidents = incident
    filter.overdueAt = overdue ? now : nil
    return filter
  }

  private func print(_ listing: OrderListing, next: String?, _ console: Console) {
    switch format {
    case .json:
      console.print(
        json: .context([
          "items": .list(listing.json), "next": next.map { .string($0) } ?? .null,
        ]))
    case .jsonl: for order in listing.json { console.print(json: order) }
    case .table:
      if listing.orders.isEmpty {
        console.tell("There are no such orders.")
      } else {
        console.print(listing.table)
      }
      if let next { console.tell("There may be more: --cursor \(next)") }
    }
  }
}
