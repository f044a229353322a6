import Analysis
import FEEL
import FoundationEssentials
import Hyperlinks
import Monitoring

/// What an analysis is to be of, as its address says it.
struct AnalysisAddress {
  /// What the heat on the drawing means.
  enum Heat: String, CaseIterable { case waiting, staying, count }

  /// What it is held against.
  enum Versus: String, CaseIterable {
    case none, previous, period, outcome, buyer
  }

  /// How long back from now, by the name that the address has for it.
  static let spans: [(name: String, seconds: Int)] = [
    ("1h", 3_600), ("24h", 86_400), ("7d", 604_800), ("30d", 2_592_000), ("90d", 7_776_000),
    ("365d", 31_536_000),
  ]

  private static let names = [
    "period", "from", "to", "text", "buyer", "outcome", "sku", "currency", "min", "max", "target",
    "versus", "other", "heat", "bias",
  ]
  /// Those that say which orders it is of; lists of orders have them too.
  private static let terms = ["text", "buyer", "outcome", "sku", "currency", "min", "max"]

  let query: AnalysisQuery
  let heat: Heat
  let versus: Versus
  /// Whether what leaving out the running orders would show is shown as well.
  let showsBias: Bool
  /// The parameters that could not be read, and so are left out.
  let unreadable: [String]
  private let values: [String: String]

  init(_ page: PageRequest) { self.init(now: page.now) { page[$0] } }

  /// - Parameter read: gives a parameter; nil when it is missing or empty.
  init(now: Timestamp, _ read: (String) -> String?) {
    var values: [String: String] = [:]
    for name in Self.names { values[name] = read(name).map { String($0.prefix(200)) } }
    self.values = values
    var unreadable: [String] = []
    func parse<Result>(_ name: String, _ body: (String) -> Result?) -> Result? {
      guard let text = values[name] else { return nil }
      let result = body(text)
      if result == nil { unreadable.append(name) }
      return result
    }
    heat = parse("heat", Heat.init(rawValue:)) ?? .waiting
    versus = parse("versus", Versus.init(rawValue:)) ?? .none
    showsBias = values["bias"] == "1"
    let from = parse("from") { Self.moment($0, addingDays: 0) }
    let to = parse("to") { Self.moment($0, addingDays: 1) }
    let span = parse("period") { name in Self.spans.first { $0.name == name }?.seconds }
    var period = AnalysisQuery.Period.last(seconds: span ?? 604_800)
    if let from {
      if from < now, to.map({ from < $0 }) ?? true {
        period = .between(from, to)
      } else {
        unreadable.append("from")
      }
    }
    let orders = OrderParameters(
      values.filter { Self.terms.contains($0.key) }, now: now, limit: OrderFilter.minute)
    unreadable += orders.unreadable
    let group = AnalysisQuery.Group(period, orders.query.filter)
    let stretch =
      versus == .period ? parse("other") { Self.stretch($0, before: now) } : nil
    if versus == .period, values["other"] == nil { unreadable.append("other") }
    let hours = parse("target") { text in
      Double(text).flatMap { $0 > 0 && $0 <= 87_600 ? $0 : nil }
    }
    query = AnalysisQuery(
      group, comparison: Self.other(group, versus, values["other"], stretch),
      target: hours.map { $0 * 3_600 })
    self.unreadable = unreadable
  }

  private static func other(
    _ group: AnalysisQuery.Group, _ versus: Versus, _ value: String?,
    _ stretch: AnalysisQuery.Period?
  ) -> AnalysisQuery.Group? {
    var other = group
    switch versus {
    case .none: return nil
    case .previous: other.period = .before(group.period)
    case .period: other.period = stretch ?? group.period
    case .outcome: other.filter.outcome = value
    case .buyer: other.filter.buyer = value
    }
    return other == group ? nil : other
  }

  /// `2026-10-01..2026-10-31`: from day to day, both of them within, or from time to time. Nil for one that is empty or
  /// has not begun.
  private static func stretch(_ text: String, before now: Timestamp) -> AnalysisQuery.Period? {
    let ends = text.split(separator: "..").map(String.init)
    guard ends.count == 2, let from = moment(ends[0], addingDays: 0),
      let to = moment(ends[1], addingDays: 1), from < to, from < now
    else { return nil }
    return .between(from, to)
  }

  /// A time, or a day: its first moment, or that of a later one.
  private static func moment(_ text: String, addingDays days: Int) -> Timestamp? {
    Timestamp(parsing: text) ?? CalendarDate(parsing: text)?.adding(days: days)?.start
  }

  subscript(_ name: String) -> String { values[name] ?? "" }

  /// The name of the span that is chosen; nil for one from day to day.
  var span: String? {
    guard case .last(let seconds) = query.group.period else { return nil }
    return Self.spans.first { $0.seconds == seconds }?.name
  }

  /// The same analysis with something else of it.
  func link(_ path: String = "/ui/analysis", _ changes: [String: String?] = [:]) -> String {
    Link.to(
      path,
      Self.names.map { name in
        if let change = changes[name] { return (name, change) }
        return (name, values[name])
      })
  }

  /// The orders behind the numbers of the analysis' group.
  func orders(in period: AnalysisPeriod) -> OrderLinks { OrderLinks(terms, period) }

  /// The orders behind those of the group that it is compared with.
  func otherOrders(in period: AnalysisPeriod) -> OrderLinks {
    OrderLinks(
      terms.map { name, value in
        name == versus.rawValue ? (name, values["other"]) : (name, value)
      }, period)
  }

  private var terms: [(name: String, value: String?)] {
    Self.terms.map { ($0, values[$0]) }
  }
}
