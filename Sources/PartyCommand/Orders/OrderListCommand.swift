import ArgumentParser
import FEEL
import Terminal

struct OrderListCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List orders, the newest first.",
      discussion: """
        EXAMPLES
          \(Program.name) order list
          \(Program.name) order list --status ended --outcome Completed
          \(Program.name) order list --text bolt --placed-from 2026-11-01 --sort=-total
          \(Program.name) order list --element Task_ReviewQuote -o jsonl
          \(Program.name) order list --status running --watch

        As lines of JSON all orders are printed, page by page as they come; otherwise one page.
        With --watch and -o jsonl, each line is a change: "event" is listed, appeared, changed or
        left, and "order" is the order as it was last seen in the list. The first \(ListWatch.usualLimit)
        are followed, or as many as --limit says.
        """)
  }

  enum Status: String, CaseIterable, ExpressibleByArgument { case running, ended }

  @Option(help: "Only orders in this state.")
  var status: Status?
  @Option(help: "Only orders that ended so.")
  var outcome: String?
  @Option(help: "Only orders whose reference begins so.")
  var reference: String?
  @Option(help: "Only orders with this partner.")
  var partner: String?
  @Option(help: "Only orders with this item.")
  var sku: String?
  @Option(help: "Only orders that have these words: in reference, buyer, note or items.")
  var text: String?
  @Option(help: "Only orders of at least this total.")
  var minimumTotal: String?
  @Option(help: "Only orders of at most this total.")
  var maximumTotal: String?
  @Option(help: "Only orders in this currency.")
  var currency: String?
  @Option(help: "Only orders that were placed then or later, such as 2026-11-21.")
  var placedFrom: String?
  @Option(help: "Only orders that were placed before.")
  var placedTo: String?
  @Option(help: "placed, updated, reference or total; with a - before it, the other way round.")
  var sort: String?
  @Option(help: "Only orders that are at this element of the process.")
  var element: String?
  @Option(
    help: "How many at most: 1 to 500 (default: 50); with -o jsonl any number (default: all).")
  var limit: Int?
  @Option(help: "Where an earlier list ended.")
  var cursor: String?
  @Flag(help: "Go on and print what changes, until interrupted.")
  var watch = false
  @OptionGroup var service: ServiceOptions

  func validate() throws {
    if watch { try ListWatch.check(service.format) }
  }

  private static var listing: Listing {
    Listing(
      columns: [
        .init("REFERENCE", minimum: 12), .init("ID"), .init("BUYER", minimum: 8), .init("STATE"),
        .init("AT", minimum: 8), .init("TOTAL", alignment: .right), .init("UPDATED (UTC)"),
      ],
      row: { order in
        [
          Rendering.text(order["reference"]), Rendering.text(order["id"]),
          Rendering.text(order["buyer"]), Rendering.state(order), Rendering.list(order["elements"]),
          Rendering.amount(order), Rendering.time(order["updatedAt"]),
        ]
      }, whenEmpty: "No orders.")
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let call = ServiceClient.Call(
      path: "/orders",
      query: [
        ("status", status?.rawValue), ("outcome", outcome), ("reference", reference),
        ("partner", partner), ("sku", sku), ("text", text), ("minimumTotal", minimumTotal),
        ("maximumTotal", maximumTotal), ("currency", currency), ("placedFrom", placedFrom),
        ("placedTo", placedTo), ("sort", sort), ("element", element),
      ])
    guard !watch else {
      try await ListWatch(
        client: client, call: call, cursor: cursor, limit: limit, listing: Self.listing,
        kind: "order", line: Self.line, format: service.format, console: console
      ).follow()
      return
    }
    let answer = try await Self.listing.print(
      call, of: client, from: cursor, limit: limit, as: service.format, console: console)
    if service.format == .table { console.tell(Self.counts(answer["counts"])) }
  }

  /// `PO-1  running  Task_ReviewQuote`
  @Sendable private static func line(_ order: Value, _ names: WorkNames) -> String {
    let place = Rendering.list(order["elements"]).text
    return "\(names.order(order))  \(Rendering.state(order).text)  \(place)"
  }

  /// `7 orders: 3 running, 4 Received`.
  private static func counts(_ counts: Value) -> String {
    let ended = counts["ended"].context?.entries.map { "\(count($0.value)) \($0.key)" } ?? []
    let parts = ["\(count(counts["running"])) running"] + ended
    return "\(count(counts["total"])) orders: \(parts.joined(separator: ", "))".harmless
  }

  /// `10000+` when there may be more.
  private static func count(_ count: Value) -> String {
    count["value"].text + (count["isExact"] == false ? "+" : "")
  }
}
