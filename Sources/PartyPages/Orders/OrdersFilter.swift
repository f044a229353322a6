import FEEL
import FoundationEssentials
import Hyperlinks
import Participant
import PartyAPI
import WebPages

/// What the list of orders shows, as its address says it.
struct OrdersFilter {
  /// `running`, an outcome, or nothing for all.
  let state: String?
  let text: String?
  let sku: String?
  let from: CalendarDate?
  let to: CalendarDate?
  let minimum: Decimal?
  let maximum: Decimal?
  let sort: OrderQuery.Sort
  let isDescending: Bool
  let cursor: String?
  /// The parameters that could not be read.
  private(set) var unreadable: [String] = []
  /// As they were typed.
  let typed: [String: String]

  init(_ query: FormBody) {
    state = query["state"]
    text = query["text"].map { String($0.prefix(200)) }
    sku = query["sku"]
    cursor = query["cursor"]
    let sorting = query["sort"] ?? "-placed"
    isDescending = sorting.hasPrefix("-")
    sort = OrderQuery.Sort(rawValue: String(sorting.drop { $0 == "-" })) ?? .placed
    var unreadable: [String] = []
    func read<Result>(_ name: String, _ body: (String) -> Result?) -> Result? {
      guard let text = query[name] else { return nil }
      let result = body(text)
      if result == nil { unreadable.append(name) }
      return result
    }
    func amount(_ text: String) -> Decimal? {
      let plain = text.replacing(",", with: ".")
      guard plain.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
      return Decimal(string: plain)
    }
    from = read("from") { CalendarDate(parsing: $0) }
    to = read("to") { CalendarDate(parsing: $0) }
    minimum = read("min", amount)
    maximum = read("max", amount)
    self.unreadable = unreadable
    var typed: [String: String] = [:]
    for name in ["state", "text", "sku", "from", "to", "min", "max", "sort"] {
      typed[name] = query[name] ?? ""
    }
    self.typed = typed
  }

  var isFiltered: Bool {
    ["text", "sku", "from", "to", "min", "max"].contains { typed[$0]?.isEmpty == false }
  }

  /// - Parameter withState: false for the counts of all states.
  func query(withState: Bool = true) -> OrderQuery {
    var query = OrderQuery()
    if withState {
      switch state {
      case "running": query.status = .running
      case let outcome?: query.outcome = outcome
      case nil: break
      }
    }
    query.text = text
    query.sku = sku
    query.minimumTotal = minimum
    query.maximumTotal = maximum
    query.placedFrom = from?.start
    query.placedTo = to?.adding(days: 1)?.start
    query.sort = sort
    query.descending = isDescending
    query.cursor = cursor
    return query
  }

  func link(
    _ path: String = "/ui/orders", state: String?? = nil, sort: String? = nil,
    cursor: String? = nil, _ more: [(String, String?)] = []
  ) -> String {
    let sorting = sort ?? typed["sort"]
    return Link.to(
      path,
      [("state", state ?? self.state), ("text", text), ("sku", sku)]
        + ["from", "to", "min", "max"].map { ($0, typed[$0]) }
        + [("sort", sorting), ("cursor", cursor)] + more)
  }
}
