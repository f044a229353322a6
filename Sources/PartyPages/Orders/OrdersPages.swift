import Access
import FEEL
import HTTPTypes
import Hummingbird
import NIOCore
import Participant
import PartyAPI
import ProcessEngine

/// `/ui/orders`: all orders, to search through, to sort, and to take along as a file.
struct OrdersPages {
  let ports: PagePorts

  func show(_ visit: Visit) async throws -> Response {
    let filter = OrdersFilter(visit.query)
    let texts = visit.texts
    let page = try await ports.api.records.orders(filter.query())
    let counts = try await ports.api.records.counts(filter.query(withState: false))
    var model: [String: Any] = [
      "tabs": tabs(filter, counts, texts), "filter": filter.typed,
      "isFiltered": filter.isFiltered,
      "clearHref": Link.to("/ui/orders", [("state", filter.state)]),
      "columns": columns(filter, texts), "rows": page.items.map { row($0, visit) },
      "emptyTitle": texts[filter.isFiltered ? "empty.filtered" : "empty.orders"],
      "emptyText": texts[filter.isFiltered ? "empty.filteredText" : "empty.ordersText"],
      "csvHref": filter.link("/ui/orders.csv", cursor: filter.cursor),
      "jsonlHref": filter.link("/ui/orders.jsonl", cursor: filter.cursor),
      "canPlace": ports.model.canPlace
        && visit.context.principal.map { Rule.ordering.allows($0.roles) } == true,
      "events": PageEvents.link(),
    ]
    if !filter.unreadable.isEmpty {
      let names = filter.unreadable.map { texts["orders.\($0)"] }.joined(separator: ", ")
      model["filterError"] = texts("filter.unreadable", ["names": names])
    }
    if filter.cursor != nil || page.next != nil {
      model["pager"] = [
        "first": filter.cursor == nil ? false : filter.link() as Any,
        "next": page.next.map { filter.link(cursor: $0) } ?? false as Any,
      ]
    }
    return visit.page("orders", title: texts["orders.title"], model)
  }

  private func tabs(
    _ filter: OrdersFilter, _ counts: [String?: Int], _ texts: Catalogue
  ) -> [[String: Any]] {
    func tab(_ state: String?, _ text: String, _ count: Int) -> [String: Any] {
      [
        "href": filter.link(state: .some(state)), "text": text,
        "tally": Formats(texts).number(count), "current": filter.state == state,
      ]
    }
    let total = counts.values.reduce(0, +)
    var outcomes = counts.compactMap { outcome, count in outcome.map { ($0, count) } }
    if let state = filter.state, state != "running", !outcomes.contains(where: { $0.0 == state }) {
      outcomes.append((state, 0))
    }
    return [
      tab(nil, texts["orders.all"], total),
      tab("running", texts["state.running"], counts[nil] ?? 0),
    ]
      + outcomes.sorted { $0.0 < $1.0 }.map { tab($0.0, texts.model($0.0), $0.1) }
  }

  private func columns(_ filter: OrdersFilter, _ texts: Catalogue) -> [[String: Any]] {
    let columns: [(key: String, sort: OrderQuery.Sort?, isRight: Bool)] = [
      ("reference", .reference, false), ("buyer", nil, false), ("state", nil, false),
      ("where", nil, false), ("lines", nil, true), ("total", .total, true),
      ("placed", .placed, false), ("updated", .updated, false),
    ]
    return columns.map { column in
      let isSorted = column.sort == filter.sort
      let next = isSorted && filter.isDescending ? "" : "-"
      return [
        "text": texts["order.\(column.key)"], "right": column.isRight,
        "href": column.sort.map { filter.link(sort: "\(next)\($0.rawValue)") } ?? false as Any,
        "sorted": isSorted ? (filter.isDescending ? "descending" : "ascending") : false as Any,
        "arrow": isSorted ? (filter.isDescending ? "↓" : "↑") : false as Any,
      ]
    }
  }

  private func row(_ row: OrderRow, _ visit: Visit) -> [String: Any] {
    let (texts, formats) = (visit.texts, visit.formats)
    let state = Chip.state(outcome: row.outcome, texts)
    return [
      "id": row.id.description, "revision": row.updatedAt.description,
      "href": Link.order(row.id, back: visit.here),
      "reference": row.summary.reference ?? String(row.id.description.prefix(8)),
      "buyer": row.summary.buyer ?? "", "state": state.text, "stateKind": state.kind.rawValue,
      "where": ports.model.places(of: row.elements).map(texts.model).joined(separator: ", "),
      "lineCount": formats.number(row.lines),
      "total": row.summary.total.map { formats.money($0, row.summary.currency) } ?? "",
      "placed": formats.ago(row.startedAt, now: visit.now),
      "updated": formats.ago(row.updatedAt, now: visit.now),
    ]
  }

  // MARK: Files

  func csv(_ visit: Visit) async throws -> Response { try await file(visit, isCSV: true) }
  func jsonl(_ visit: Visit) async throws -> Response { try await file(visit, isCSV: false) }

  private static let fields = [
    "id", "reference", "buyer", "state", "elements", "lines", "total", "currency", "placed",
    "updated",
  ]

  /// What is on the screen: the same page of the same list.
  private func file(_ visit: Visit, isCSV: Bool) async throws -> Response {
    let rows = try await ports.api.records.orders(OrdersFilter(visit.query).query()).items
    let records = rows.map { row in
      Context(compact: [
        ("id", .string(row.id.description)),
        ("reference", row.summary.reference.map { .string($0) }),
        ("buyer", row.summary.buyer.map { .string($0) }),
        ("state", .string(row.outcome ?? "running")),
        ("elements", .string(row.elements.joined(separator: " "))), ("lines", .number(row.lines)),
        ("total", row.summary.total.map { .string($0) }),
        ("currency", row.summary.currency.map { .string($0) }), ("placed", .time(row.startedAt)),
        ("updated", .time(row.updatedAt)),
      ])
    }
    return ListFile(fields: Self.fields, records: records).response("orders", isCSV: isCSV)
  }
}

/// A list as a file.
struct ListFile {
  let fields: [String]
  let records: [Context]

  func response(_ name: String, isCSV: Bool) -> Response {
    let kind = isCSV ? "csv" : "jsonl"
    let type = isCSV ? "text/csv; charset=utf-8; header=present" : "application/jsonl"
    return Response(
      status: .ok,
      headers: [
        .contentType: type, .contentDisposition: "attachment; filename=\"\(name).\(kind)\"",
      ], body: ResponseBody(byteBuffer: ByteBuffer(string: isCSV ? csv : jsonl)))
  }

  private var jsonl: String {
    records.map { Value.context($0).jsonString + "\n" }.joined()
  }

  /// RFC 4180.
  private var csv: String {
    let rows = records.map { record in
      fields.map { field -> String in
        guard let value = record[field] else { return "" }
        return Self.cell(value.string ?? value.jsonString)
      }
    }
    return ([fields] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// A spreadsheet takes what begins like this for a formula, and others have written what is in here.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } == true
    let safe = isFormula ? "'" + text : text
    guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }
}
