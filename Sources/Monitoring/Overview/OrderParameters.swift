package import FEEL
import FoundationEssentials

/// Which orders are wanted, read from named parameters: those of a page's address, and the terms of a terminal's filter.
package struct OrderParameters: Sendable {
  /// The filter and its order, for the store.
  package let query: OrderQuery
  /// The parameters that could not be read, and so are left out.
  package let unreadable: [String]

  /// Everything that restricts orders, in the order in which links have it. `state` is `running` or `ended`.
  package static let names = [
    "text", "state", "outcome", "element", "ref", "buyer", "sku", "min", "max", "currency", "from",
    "to", "placedFrom", "placedTo", "endedFrom", "endedTo", "open", "finding", "message",
    "overlong", "incident", "overdue", "soon", "placedWithin", "endedWithin", "leadFrom", "leadTo",
    "variant", "otherThan", "through", "flow", "again", "once", "party", "worker", "then", "group",
    "late",
  ]

  /// - Parameters:
  ///   - values: by `names`, and `sort` (a minus before it turns the order round) and `cursor`.
  ///   - limit: how long a message may take.
  ///   - activities: the flow nodes at which doing something twice is rework.
  package init(
    _ values: [String: String], now: Timestamp, limit: Duration, activities: [String] = [],
    page: Int = 50
  ) {
    var reader = Reader(values: values)
    var filter = reader.filter(now: now, limit: limit)
    filter.way = reader.way(activities: activities)
    filter.mark = reader.mark
    filter.leadTimes = reader.leadTimes
    let sorting = values["sort"] ?? "-placed"
    let sort = OrderQuery.Sort(rawValue: String(sorting.drop { $0 == "-" }))
    query = OrderQuery(
      filter, sort: sort ?? .placed, isDescending: sort == nil || sorting.hasPrefix("-"),
      after: reader.read("cursor", OrderQuery.Cursor.init), limit: page)
    unreadable = reader.unreadable + (sort == nil ? ["sort"] : [])
  }

  /// Reads parameters, and keeps those that make no sense.
  struct Reader {
    let values: [String: String]
    var unreadable: [String] = []

    mutating func read<Result>(_ name: String, _ body: (String) -> Result?) -> Result? {
      guard let text = values[name] else { return nil }
      let result = body(text)
      if result == nil { unreadable.append(name) }
      return result
    }

    mutating func filter(now: Timestamp, limit: Duration) -> OrderFilter {
      var filter = OrderFilter()
      filter.lateAfter = limit
      filter.messagesSentBefore = values["overlong"] == "1" ? now + (.zero - limit) : nil
      filter.status = read("state") { OrderFilter.Status(rawValue: $0) }
      filter.outcome = values["outcome"]
      filter.element = values["element"]
      filter.reference = values["ref"]
      filter.buyer = values["buyer"]
      filter.sku = values["sku"]
      filter.currency = values["currency"]
      filter.message = values["message"]
      filter.text = values["text"]
      filter.finding = read("finding") { OrderFilter.Finding(rawValue: $0) }
      filter.onlyIncidents = values["incident"] == "1"
      filter.overdueAt = values["overdue"] == "1" ? now : nil
      filter.dueSoonAt = values["soon"] == "1" ? now : nil
      filter.openAt = read("open") { Timestamp(parsing: $0) }
      let days = (
        read("from") { CalendarDate(parsing: $0)?.start },
        read("to") { CalendarDate(parsing: $0)?.adding(days: 1)?.start }
      )
      let placed = (
        read("placedFrom") { Timestamp(parsing: $0) }, read("placedTo") { Timestamp(parsing: $0) }
      )
      filter.placed =
        read("placedWithin") { Self.last($0, before: now) }
        ?? Self.range(placed.0 ?? days.0, placed.1 ?? days.1)
      let ended = (
        read("endedFrom") { Timestamp(parsing: $0) }, read("endedTo") { Timestamp(parsing: $0) }
      )
      filter.ended =
        read("endedWithin") { Self.last($0, before: now) } ?? Self.range(ended.0, ended.1)
      let totals = (read("min", Self.amount), read("max", Self.amount))
      if totals.0 != nil || totals.1 != nil {
        let low = totals.0 ?? 0
        filter.totals = low...max(low, totals.1 ?? Self.largest)
      }
      return filter
    }

    private static let largest = Decimal(sign: .plus, exponent: 15, significand: 1)

    private static func amount(_ text: String) -> Decimal? {
      let plain = text.replacing(",", with: ".")
      guard !plain.isEmpty, plain.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E })
      else {
        return nil
      }
      return Decimal(string: plain)
    }

    private static func range(_ from: Timestamp?, _ to: Timestamp?) -> Range<Timestamp>? {
      guard from != nil || to != nil else { return nil }
      let low = from ?? Timestamp(microseconds: 0)
      return low..<max(low, to ?? Timestamp(microseconds: 253_402_300_799_000_000))
    }
  }
}
