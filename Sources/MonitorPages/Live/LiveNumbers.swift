import Diagram
import FEEL
import Hyperlinks
import Monitoring
import WebPages

/// The numbers of the live page: those at its top, and those on the drawing.
struct LiveNumbers {
  private let overview: Overview
  private let process: DrawnProcess
  private let formats: Formats
  private var texts: Catalogue { formats.texts }

  init(_ overview: Overview, _ process: DrawnProcess, _ formats: Formats) {
    self.overview = overview
    self.process = process
    self.formats = formats
  }

  /// One number at the top of the page.
  struct Tile {
    /// Names its texts, and its place in the page.
    let key: String
    let value: String
    let more: String
    let link: String?
    /// Whether somebody should look.
    var isBad = false

    func model(_ texts: Catalogue) -> [String: Any] {
      [
        "key": key, "label": texts["live.\(key)"], "value": value, "more": more,
        "href": link ?? false as Any, "bad": isBad && value != "0" && value != "–",
      ]
    }
  }

  // MARK: At the top

  var tiles: [Tile] {
    let rate = overview.parties.first { $0.party == process.initiator }
    return [
      Tile(
        key: "wip", value: formats.number(overview.workInProgress),
        more: oldest.map { texts("live.oldest", ["time": age($0.oldest)]) } ?? "",
        link: Link.to("/ui/orders", [("state", "running"), ("sort", "placed")])),
      self.rate("in", rate?.lastMinute.started, rate?.lastHour.started, sort: "-placed"),
      self.rate("out", rate?.lastMinute.ended, rate?.lastHour.ended, sort: "-ended"),
      inFlight, overdue, incidents, freshness,
    ]
  }

  private func rate(
    _ key: String, _ minute: Double?, _ hour: Double?, sort: String
  ) -> Tile {
    Tile(
      key: key, value: formats.number(Int(minute ?? 0)),
      more: texts("live.lastHour", ["count": formats.number(Int(hour ?? 0))]),
      link: Link.to("/ui/orders", [("state", key == "out" ? "ended" : nil), ("sort", sort)]))
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
    let count = overview.elements.reduce(0) { $0 + $1.overdue }
    return Tile(
      key: "overdue", value: formats.number(count),
      more: overview.overdue.first.map { texts("live.longest", ["time": age($0.since)]) } ?? "",
      link: Link.to("/ui/orders", [("overdue", "1"), ("sort", "due")]), isBad: true)
  }

  private var incidents: Tile {
    let count = overview.parties.reduce(0) { $0 + $1.incidents }
    return Tile(
      key: "incidents", value: formats.number(count), more: "",
      link: Link.to("/ui/orders", [("incident", "1")]), isBad: true)
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
    }
    for place in leaves { marks[place.element].note = note(place) }
    for (message, flows) in process.messageFlows {
      guard let first = flows.first else { continue }
      for flow in flows { marks[flow].link = Self.link(message: message) }
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
