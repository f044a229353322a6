import FEEL
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Monitoring
import NIOCore
import Ordering
import ProcessEngine

/// `/ui/orders.csv` and `.jsonl`: the page of the list that is on the screen or, with `all=1`, everything that its filter
/// lets through, written as it is read.
struct OrdersFile {
  enum Format: String {
    case csv, jsonl
  }

  let format: Format

  func send(_ page: PageRequest) async throws -> Response {
    let address = OrderAddress(page)
    guard address.unreadable.isEmpty else { throw PageProblem.unreadable }
    let isWhole = page["all"] == "1"
    var query = address.query
    if isWhole { query.limit = 1_000 }
    let reading = page.ports.reading
    // What is wrong with the database is told before the answer begins.
    let first = try await reading.orders(query)
    return Response(
      status: .ok,
      headers: [
        .contentType: format == .csv
          ? "text/csv; charset=utf-8; header=present" : "application/jsonl",
        .contentDisposition: "attachment; filename=\"orders.\(format.rawValue)\"",
        .cacheControl: "no-store",
      ],
      body: ResponseBody { [query] writer in
        if format == .csv {
          try await writer.write(ByteBuffer(string: CSVLine.text(Self.columns.map(\.name))))
        }
        try await writer.write(text(of: first.orders))
        var rest = query
        rest.after = isWhole ? first.next : nil
        while rest.after != nil {
          let page = try await reading.orders(rest)
          try await writer.write(text(of: page.orders))
          rest.after = page.next
        }
        try await writer.finish(nil)
      })
  }

  private func text(of orders: [OrderCase]) -> ByteBuffer {
    var text = ""
    for order in orders { text += line(order) }
    return ByteBuffer(string: text)
  }

  private func line(_ order: OrderCase) -> String {
    switch format {
    case .csv: return CSVLine.text(Self.columns.map { Self.cell($0.value(order)) })
    case .jsonl:
      var row = Context()
      for column in Self.columns { row[column.name] = column.value(order) }
      return Value.context(row).jsonString + "\n"
    }
  }

  private static func cell(_ value: Value) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    case .list(let list): list.map { $0.string ?? $0.jsonString }.joined(separator: " ")
    default: value.jsonString
    }
  }

  private static let columns: [(name: String, value: @Sendable (OrderCase) -> Value)] = [
    ("order", { .string($0.order.description) }),
    ("reference", { text($0.facts.reference) }), ("buyer", { text($0.facts.buyer) }),
    ("status", { .string($0.endedAt == nil ? "running" : "ended") }),
    ("outcome", { text($0.endedAt == nil ? nil : $0.outcome ?? "disputed") }),
    ("total", { text($0.facts.total) }), ("currency", { text($0.facts.currency) }),
    ("skus", { .list($0.facts.skus.map { .string($0) }) }),
    ("placedAt", { .string($0.placedAt.description) }),
    ("updatedAt", { .string($0.updatedAt.description) }),
    ("endedAt", { text($0.endedAt?.description) }),
    ("leadTimeSeconds", { seconds($0.leadTime) }),
    ("elements", { .list($0.tokens.map { .string($0.element) }) }),
    ("nextTaskDue", { text($0.nextTaskDue?.description) }),
    ("incidents", { .number($0.incidents) }),
  ]

  private static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }

  /// To the microsecond.
  private static func seconds(_ duration: Duration?) -> Value {
    guard let parts = duration?.components else { return .null }
    let micros = parts.attoseconds / 1_000_000_000_000
    return .number(Decimal(parts.seconds) + Decimal(micros) / 1_000_000)
  }
}
