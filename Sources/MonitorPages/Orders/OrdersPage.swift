import FEEL
import Hummingbird
import Hyperlinks
import Monitoring
import WebPages

/// `/ui/orders`: all orders, to search through, to sort, and to take along as a file.
struct OrdersPage {
  func show(_ page: PageRequest) async throws -> Response {
    let address = OrderAddress(page)
    let texts = page.texts
    async let running = count(.running, address, page)
    async let ended = count(.ended, address, page)
    var query = address.query
    if query.filter.isSelective {
      let all =
        switch query.filter.status {
        case .running: try await running
        case .ended: try await ended
        case nil: try await running + ended
        }
      query.isOfFew = !all.isMore
    }
    let found = try await page.ports.reading.orders(query)
    let tabs = try await [
      tab(nil, running + ended, address, page), tab(.running, running, address, page),
      tab(.ended, ended, address, page),
    ]
    var model: [String: Any] = [
      "tabs": tabs, "columns": columns(address, texts),
      "rows": found.orders.map { OrderRow($0, page).model },
      "filter": Dictionary(uniqueKeysWithValues: Self.fields.map { ($0, address[$0]) }),
      "hidden": hidden(address), "restrictions": try await restrictions(address, page),
      "outcomes": outcomes(address, page),
      "isFiltered": !address.inUse.isEmpty, "clearHref": "/ui/orders",
      "emptyTitle": texts[address.inUse.isEmpty ? "orders.none" : "empty.filtered"],
      "emptyText": texts[address.inUse.isEmpty ? "orders.noneText" : "empty.filteredText"],
      "events": Link.to("/ui/events", [("lists", "1")]), "pause": true, "patience": 10,
    ]
    for (name, suffix) in [("csv", ".csv"), ("jsonl", ".jsonl")] {
      model["\(name)Href"] = address.link(
        "/ui/orders\(suffix)", ["cursor": address.query.after?.text])
      model["\(name)AllHref"] = Link.with(address.link("/ui/orders\(suffix)"), "all", "1")
    }
    if !address.unreadable.isEmpty {
      let names = address.unreadable.map { texts.text("filter.\($0)") ?? $0 }
      model["filterError"] = texts(
        "filter.unreadable", ["names": names.joined(separator: ", ")])
    }
    model["pager"] = Pager.model(
      first: address.query.after == nil ? nil : address.link(),
      next: found.next.map { address.link("/ui/orders", ["cursor": $0.text]) })
    return page.page("orders", title: texts["nav.orders"], model)
  }

  /// What has a field of its own; the other restrictions come by links and go by their crosses.
  private static let fields = ["text", "buyer", "sku", "from", "to", "min", "max", "state", "sort"]

  private func hidden(_ address: OrderAddress) -> [[String: Any]] {
    let own = Set(Self.fields).subtracting(["state"]).union(["outcome"])
    let others = address.inUse.filter { !own.contains($0.name) } + [("sort", address["sort"])]
    return others.map { ["name": $0.name, "value": $0.value] }
  }

  private func count(
    _ state: OrderFilter.Status, _ address: OrderAddress, _ page: PageRequest
  ) async throws -> BoundedCount {
    var filter = address.query.filter
    filter.status = state
    return try await page.ports.reading.count(filter)
  }

  private func tab(
    _ state: OrderFilter.Status?, _ count: BoundedCount, _ address: OrderAddress,
    _ page: PageRequest
  ) -> [String: Any] {
    [
      "href": address.link("/ui/orders", ["state": state?.rawValue]),
      "text": page.texts["orders.\(state?.rawValue ?? "all")"],
      "tally": page.formats.count(count), "current": address.query.filter.status == state,
    ]
  }

  private func outcomes(_ address: OrderAddress, _ page: PageRequest) -> [[String: Any]] {
    var names = page.process.outcomes
    let chosen = address["outcome"]
    if !chosen.isEmpty, !names.contains(chosen) { names.append(chosen) }
    return names.map {
      ["value": $0, "text": page.texts.model($0), "selected": $0 == chosen]
    }
  }

  /// Restrictions without a field, with what takes each away.
  private func restrictions(
    _ address: OrderAddress, _ page: PageRequest
  ) async throws -> [[String: Any]] {
    let texts = page.texts
    let shown = Set(Self.fields).union(["outcome"])
    let ways =
      address["variant"].isEmpty ? VariantCatalogue() : try await page.ports.reading.variants()
    let words = RestrictionWords(page, ways)
    return address.inUse.filter { !shown.contains($0.name) }.map { name, value in
      let words = words.text(name, value)
      return [
        "text": page.limited("filter.\(name)") + (words.isEmpty ? "" : " \(words)"),
        "href": address.link("/ui/orders", [name: String?.none]),
        "remove": texts["filter.remove"],
      ]
    }
  }

  private func columns(_ address: OrderAddress, _ texts: Catalogue) -> [[String: Any]] {
    let columns: [(key: String, sort: OrderQuery.Sort?, isRight: Bool)] = [
      ("reference", .reference, false), ("buyer", .buyer, false), ("state", .outcome, false),
      ("where", .due, false), ("total", .total, true), ("lead", .leadTime, true),
      ("placed", .placed, false), ("updated", .updated, false),
    ]
    return columns.map { column in
      let isSorted = column.sort == address.query.sort
      let next = isSorted && address.query.isDescending ? "" : "-"
      return SortHeading(
        texts["order.\(column.key)"], isRight: column.isRight,
        link: column.sort.map { address.link("/ui/orders", ["sort": "\(next)\($0.rawValue)"]) },
        sorted: isSorted ? (address.query.isDescending ? .descending : .ascending) : nil
      ).model
    }
  }
}

extension Link {
  /// A link with one parameter more.
  static func with(_ link: String, _ name: String, _ value: String) -> String {
    link + (link.contains("?") ? "&" : "?") + "\(name)=\(PercentEncoding.encode(value))"
  }
}
