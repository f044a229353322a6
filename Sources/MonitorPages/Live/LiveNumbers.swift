import Diagram
import FEEL
import Hyperlinks
import Monitoring
import WebPages

/// The numbers of the live page: those at its top, and those on the drawing.
struct LiveNumbers {
  private let overview: Overview
  private let process: DrawnProcess
  private let outboxes: Outboxes
  private let speed: Double
  private let formats: Formats
  private var texts: Catalogue { formats.texts }

  init(_ overview: Overview, _ ports: MonitorPorts, _ formats: Formats) {
    self.overview = overview
    self.formats = formats
    process = ports.process
    outboxes = ports.outboxes()
    speed = ports.speed
  }

  /// One number at the top of the page.
  struct Tile {
    /// Names its texts, and its place in the page.
    let key: String
    let value: String
    let more: String
    let link: String?
    /// How many orders the link leads to; nil when the value is not that.
    var count: Int?
    /// Whether somebody should look.
    var isBad = false

    func model(_ texts: Catalogue) -> [String: Any] {
      [
        "key": key, "label": texts["live.\(key)"], "value": value, "more": more,
        "href": link ?? false as Any, "count": count.map { "\($0)" } ?? false as Any,
        "bad": isBad && value != "0" && value != "–",
      ]
    }
  }

  // MARK: At the top

  var tiles: [Tile] {
    func sum(_ value: (PartyOverview) -> Double) -> Int {
      Int(overview.parties.reduce(0) { $0 + value($1) })
    }
    return [
      Tile(
        key: "wip", value: formats.number(overview.workInProgress),
        more: oldest.map { texts("live.oldest", ["time": age($0.oldest)]) } ?? "",
        link: Link.to("/ui/orders", [("state", "running"), ("sort", "placed")]),
        count: overview.workInProgress),
      rate("in", sum(\.lastMinute.placed), sum(\.lastHour.placed), "placed"),
      rate("out", sum(\.lastMinute.closed), sum(\.lastHour.closed), "ended"),
      inFlight, outbox, overdue, incidents, freshness,
    ]
  }

  private func rate(_ key: String, _ minute: Int, _ hour: Int, _ what: String) -> Tile {
    Tile(
      key: key, value: formats.number(minute),
      more: texts("live.lastHour", ["count": formats.number(hour)]),
      link: Link.to("/ui/orders", [("\(what)Within", "\(Int(60 * speed))"), ("sort", "-\(what)")]),
      count: minute)
  }

  /// How long committed steps wait to be published, as the parties themselves say it: an event that is not published
  /// cannot be heard here.
  private var outbox: Tile {
    let ages = outboxes.ages.sorted { $0.key < $1.key }
    let all = ages.map { party, age in
      texts(
        "live.outboxOf",
        ["party": texts.model(party), "time": age.map(formats.brief) ?? texts["live.outboxAway"]])
    }
    let isAway = ages.contains { $0.value == nil }
    return Tile(
      key: "outbox",
      value: ages.isEmpty || isAway ? "–" : formats.brief(ages.compactMap(\.value).max() ?? .zero),
      more: ages.isEmpty ? texts["live.outboxUnknown"] : all.joined(separator: " · "),
      link: "/health")
  }

  private var inFlight: Tile {
    let count = overview.flows.reduce(0) { $0 + max(0, $1.inFlight) }
    let oldest = overview.flows.compactMap(\.oldestInFlight).min()
    return Tile(
      key: "inFlight", value: formats.number(count),
      more: oldest.map { texts("live.oldest", ["time": age($0)]) } ?? "",
      link: Link.to("/ui/orders", [("finding", OrderFilter.Finding.unreceived.rawValue)]))
  }

  private var overdue: Tile {
    Tile(
      key: "overdueOrders", value: formats.number(overview.overdueOrders),
      more: overview.attention.overdue.first.map { texts("live.longest", ["time": age($0.since)]) }
        ?? "",
      link: Link.to("/ui/orders", [("overdue", "1"), ("sort", "due")]),
      count: overview.overdueOrders, isBad: true)
  }

  private var incidents: Tile {
    Tile(
      key: "incidentOrders", value: formats.number(overview.ordersWithIncidents), more: "",
      link: Link.to("/ui/orders", [("incident", "1")]), count: overview.ordersWithIncidents,
      isBad: true)
  }

  private var freshness: Tile {
    let newest = overview.reception.newestEntry.map { texts("live.newest", ["time": age($0)]) }
    return Tile(
      key: "freshness", value: overview.freshness.map { formats.brief($0.p99) } ?? "–",
      more: newest ?? "", link: "/health")
  }

  private func age(_ since: Timestamp) -> String { formats.brief(max(.zero, overview.at - since)) }

  /// The flow node with the token that has waited longest, where a token waits at all.
  private var oldest: ElementOverview? { leaves.min { $0.oldest < $1.oldest } }

  /// Without the subprocesses around other flow nodes, which have tokens of their own.
  private var leaves: [ElementOverview] { process.leaves(of: overview) }

  /// Where orders are, those that have waited longest first.
  var waiting: [ElementOverview] { leaves.sorted { $0.oldest < $1.oldest } }

  // MARK: On the drawing

  var marks: Marks {
    var marks = process.marks(of: overview)
    for element in process.map.pools.flatMap(\.elements) {
      marks[element].link = Self.link(element: element)
      marks[element].count = marks[element].tokens ?? 0
    }
    for place in leaves { marks[place.element].note = note(place) }
    for (message, flows) in process.messageFlows {
      guard let first = flows.first else { continue }
      for flow in flows { marks[flow].link = Self.link(message: message) }
      marks[first].count = marks[first].tokens ?? 0
      marks[first].note = texts.count("live.onTheWay", marks[first].tokens ?? 0)
    }
    return marks
  }

  private func note(_ place: ElementOverview) -> String {
    var parts = [texts.count("live.ordersHere", place.tokens)]
    if place.overdue > 0 { parts.append(texts.count("live.ofOverdue", place.overdue)) }
    if place.incidents > 0 { parts.append(texts.count("live.ofIncidents", place.incidents)) }
    return parts.joined(separator: ", ")
  }

  /// The orders at a flow node.
  static func link(element: String) -> String { Link.to("/ui/orders", [("element", element)]) }

  /// The orders with a message that is on its way.
  static func link(message: String) -> String {
    Link.to(
      "/ui/orders",
      [("finding", OrderFilter.Finding.unreceived.rawValue), ("message", message)])
  }

  /// All of it, for a page that is open.
  var patch: LivePatch {
    var patch = LivePatch()
    for tile in tiles {
      patch.values[tile.key] = tile.value
      patch.values["\(tile.key)-more"] = tile.more
    }
    let marks = marks
    for element in process.map.pools.flatMap(\.elements) {
      let mark = marks[element]
      patch.badges[element] = [
        "tokens": mark.tokens ?? 0, "overdue": mark.overdue ?? 0, "incidents": mark.incidents ?? 0,
      ]
    }
    for flow in process.messageFlows.values.compactMap(\.first) {
      patch.badges[flow] = ["tokens": marks[flow].tokens ?? 0]
    }
    return patch
  }
}

extension LivePatch {
  var isEmpty: Bool { badges.isEmpty && values.isEmpty }

  /// What is not as it was.
  func changes(since old: LivePatch) -> LivePatch {
    LivePatch(
      badges: badges.filter { old.badges[$0.key] != $0.value },
      values: values.filter { old.values[$0.key] != $0.value })
  }
}
