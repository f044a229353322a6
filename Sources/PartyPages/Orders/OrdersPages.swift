import Access
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import NIOCore
import Participant
import PartyAPI
import ProcessEngine
import WebPages

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
    if let complaint = complaint(about: filter, texts) { model["filterError"] = complaint }
    model["pager"] = Pager.model(
      first: filter.cursor == nil ? nil : filter.link(),
      next: page.next.map { filter.link(cursor: $0) })
    return visit.page("orders", title: texts["orders.title"], model)
  }

  /// What of the filter cannot be read, as a sentence; nil when all can.
  private func complaint(about filter: OrdersFilter, _ texts: Catalogue) -> String? {
    guard !filter.unreadable.isEmpty else { return nil }
    let names = filter.unreadable.map { texts["orders.\($0)"] }.joined(separator: ", ")
    return texts("filter.unreadable", ["names": names])
  }

  private func tabs(
    _ filter: OrdersFilter, _ counts: OrderCounts, _ texts: Catalogue
  ) -> [[String: Any]] {
    func tab(_ state: String?, _ text: String, _ count: BoundedCount) -> [String: Any] {
      [
        "href": filter.link(state: .some(state)), "text": text,
        "tally": Formats(texts).count(count), "current": filter.state == state,
      ]
    }
    var outcomes = counts.ended
    if let state = filter.state, state != "running", outcomes[state] == nil {
      outcomes[state] = BoundedCount(0, isExact: counts.total.isExact)
    }
    return [
      tab(nil, texts["orders.all"], counts.total),
      tab("running", texts["state.running"], counts.running),
    ]
      + outcomes.sorted { $0.key < $1.key }.map { tab($0.key, texts.model($0.key), $0.value) }
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
      return SortHeading(
        texts["order.\(column.key)"], isRight: column.isRight,
        link: column.sort.map { filter.link(sort: "\(next)\($0.rawValue)") },
        sorted: isSorted ? (filter.isDescending ? .descending : .ascending) : nil
      ).model
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

  /// What is on the screen: the same page of the same list.
  func csv(_ visit: Visit) async throws -> Response { try await file(visit, as: .csv) }
  func jsonl(_ visit: Visit) async throws -> Response { try await file(visit, as: .jsonl) }

  private func file(_ visit: Visit, as format: ListFormat) async throws -> Response {
    let filter = OrdersFilter(visit.query)
    if let complaint = complaint(about: filter, visit.texts) {
      throw Problem(unreadableFilter: complaint)
    }
    try await ports.api.record(.orders, as: format, visit.request, visit.context)
    return try await OrderExport(
      records: ports.api.records, query: filter.query(), isWhole: false
    ).response(as: format)
  }
}
