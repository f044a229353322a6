import Charts
import Diagram
import FEEL
import Hummingbird
import Hyperlinks
import Monitoring
import WebPages

/// `/ui/at`: the drawing and its counts as they were at the end of any past second.
struct PastPage {
  func show(_ page: PageRequest) async throws -> Response {
    let address = PastAddress(page)
    let span = address.span
    let range = try await span.range(page)
    let second = min(address.time ?? range.upperBound, page.now).wholeSeconds
    let time = Timestamp(microseconds: second * 1_000_000)
    let tallies = try await page.ports.reading.tallies(asOf: time)
    let counts = PastCounts(tallies, page, at: time)
    let texts = page.texts
    let model: [String: Any] = [
      "time": page.formats.moment(time, text: page.formats.timeWithSeconds(time)),
      "iso": time.description,
      "second": "\(min(max(time, range.lowerBound), range.upperBound).wholeSeconds)",
      "first": "\(range.lowerBound.wholeSeconds)", "last": "\(range.upperBound.wholeSeconds)",
      "span": span.rawValue,
      "spans": PastSpan.allCases.map { other in
        [
          "text": texts["past.span.\(other.rawValue)"], "current": other == span,
          "href": Link.to("/ui/at", [("span", other.rawValue), ("time", time.description)]),
        ]
      },
      "moves": moves(time, span, page), "tiles": counts.tiles,
      "ordersHref": counts.link(), "filterError": address.problem(texts) ?? false as Any,
      "diagram": page.process.drawing(texts.language).map {
        SVGDrawing($0, counts.marks).svg(title: texts["past.diagram"])
      } ?? false as Any,
      "table": counts.table,
      "chart": try await PastChart(page, range, span).model ?? false as Any,
    ]
    return page.page("past", title: texts["nav.past"], model)
  }

  private func moves(_ time: Timestamp, _ span: PastSpan, _ page: PageRequest) -> [[String: Any]] {
    let steps: [(key: String, seconds: Int)] = [
      ("hourBack", -3_600), ("minuteBack", -60), ("secondBack", -1), ("second", 1),
      ("minute", 60), ("hour", 3_600),
    ]
    return steps.map { step in
      [
        "text": page.texts["past.\(step.key)"],
        "href": Link.to(
          "/ui/at",
          [("span", span.rawValue), ("time", (time + .seconds(step.seconds)).description)]),
      ]
    }
  }
}

/// Which second of the past a page is about, as its address says it.
struct PastAddress {
  /// As the field has it, else as the slider does; nil for now.
  let time: Timestamp?
  let span: PastSpan
  /// The parameters that could not be read, and so are left out.
  private let unreadable: [String]

  init(_ page: PageRequest) {
    var unreadable: [String] = []
    func read<Result>(_ name: String, _ body: (String) -> Result?) -> Result? {
      guard let text = page[name] else { return nil }
      let result = body(text)
      if result == nil { unreadable.append(name) }
      return result
    }
    let exact = read("time") { Timestamp(parsing: $0) }
    let second = read("second", Self.second)
    time = exact ?? second
    span = read("span", PastSpan.init(rawValue:)) ?? .hour
    self.unreadable = unreadable
  }

  /// Up to the end of the year 9999.
  private static func second(_ text: String) -> Timestamp? {
    guard let second = Int64(text), (0..<253_402_300_800).contains(second) else { return nil }
    return Timestamp(microseconds: second * 1_000_000)
  }

  /// What could not be read; nil when everything could.
  func problem(_ texts: Catalogue) -> String? {
    let names = ["time": "past.exact", "second": "past.time", "span": "past.spans"]
    guard !unreadable.isEmpty else { return nil }
    return texts(
      "filter.unreadable",
      ["names": unreadable.map { texts[names[$0] ?? $0] }.joined(separator: ", ")])
  }
}

/// How much of the past the slider spans.
enum PastSpan: String, CaseIterable {
  case hour, day, all

  /// How finely the past is drawn.
  var stretch: Activity.Span {
    switch self {
    case .hour: .minute
    case .day: .hour
    case .all: .day
    }
  }

  /// Up to now.
  func range(_ page: PageRequest) async throws -> ClosedRange<Timestamp> {
    let now = page.now
    switch self {
    case .hour: return now + .seconds(-3_600)...now
    case .day: return now + .seconds(-86_400)...now
    case .all:
      let days = try await page.ports.reading.activity(.day, in: Timestamp(microseconds: 0)..<now)
      let first = days.first.map { Timestamp(microseconds: $0.stretch.start * 1_000_000) }
      return min(first ?? now + .seconds(-86_400), now)...now
    }
  }
}

/// What was where at one second.
struct PastCounts {
  private let tallies: [Tally: Int]
  private let page: PageRequest
  private let time: Timestamp
  /// The counts are those of the end of the second.
  private var end: Timestamp { Timestamp(microseconds: (time.wholeSeconds + 1) * 1_000_000) }

  /// The orders that were under way then, of which something else is known as well.
  func link(_ more: [(String, String?)] = []) -> String {
    Link.to("/ui/orders", [("open", (end + .microseconds(-1)).description)] + more)
  }

  private func link(element: String) -> String { link([("element", element)]) }

  private func link(message: String?) -> String {
    link([("finding", OrderFilter.Finding.unreceived.rawValue), ("message", message)])
  }

  init(_ tallies: [Tally: Int], _ page: PageRequest, at time: Timestamp) {
    self.tallies = tallies
    self.page = page
    self.time = time
  }

  private var flows: [MessageFlowOverview] { MessageFlowOverview.all(in: tallies) }

  private func tokens(_ element: String) -> Int {
    tallies.reduce(0) {
      $1.key.kind == .active && $1.key.name == element ? $0 + max(0, $1.value) : $0
    }
  }

  private var drawn: Set<String> { Set(page.process.map.pools.flatMap(\.elements)) }

  var tiles: [[String: Any]] {
    func sum(_ kind: Tally.Kind) -> Int {
      tallies.reduce(0) { $1.key.kind == kind ? $0 + $1.value : $0 }
    }
    let ended = sum(.closed)
    let running = sum(.placed) - ended
    let way = flows.reduce(0) { $0 + max(0, $1.inFlight) }
    let before = Link.to(
      "/ui/orders", [("endedTo", end.description), ("sort", "-ended")])
    // Which orders had an incident is not kept: what can be listed are those of then that have one still, or again.
    let incidents = sum(.incident)
    let withIncident = incidents > 0 ? link([("incident", "1")]) : nil
    func tile(
      _ key: String, _ value: Int, _ link: String?, _ more: String = "", isOfOrders: Bool
    ) -> [String: Any] {
      LiveNumbers.Tile(
        key: key, value: page.formats.number(value), more: more, link: link,
        count: isOfOrders ? value : nil, isBad: key == "incidents"
      ).model(page.texts)
    }
    return [
      tile("wip", running, link(), isOfOrders: true),
      tile("ended", ended, before, isOfOrders: true),
      tile("inFlight", way, link(message: nil), isOfOrders: false),
      tile(
        "incidents", incidents, withIncident,
        withIncident == nil ? "" : page.texts["past.incidents"], isOfOrders: false),
    ]
  }

  var marks: Marks {
    var marks = Marks()
    for element in drawn where tokens(element) > 0 {
      marks[element] = Marks.Mark(
        tokens: tokens(element), link: link(element: element), count: tokens(element),
        note: page.texts.count("live.ordersHere", tokens(element)))
    }
    for flow in flows where flow.inFlight > 0 {
      guard let first = page.process.messageFlows[flow.name]?.first else { continue }
      marks[first] = Marks.Mark(
        tokens: flow.inFlight, link: link(message: flow.name), count: flow.inFlight,
        note: page.texts.count("live.onTheWay", flow.inFlight))
    }
    return marks
  }

  var table: [String: Any] {
    let (texts, formats) = (page.texts, page.formats)
    let places = tallies.filter {
      $0.key.kind == .active && $0.value > 0 && drawn.contains($0.key.name)
    }
    .sorted { ($0.key.party, $0.key.name) < ($1.key.party, $1.key.name) }
    .map { tally, count -> [TableModel.Cell] in
      [
        .init(page.label(tally.name)), .init(texts.model(tally.party)),
        .init(formats.number(count), link: link(element: tally.name), count: count),
      ]
    }
    let ways = flows.filter { $0.inFlight > 0 }.map { flow -> [TableModel.Cell] in
      [
        .init(MessageName.text(flow.name, page)), .init(texts["live.inFlight"]),
        .init(
          formats.number(flow.inFlight), link: link(message: flow.name), count: flow.inFlight),
      ]
    }
    return TableModel(
      caption: texts["past.table"],
      columns: [
        .init(texts["live.place"]), .init(texts["live.party"]),
        .init(texts["live.tokens"], isRight: true),
      ], rows: places + ways
    ).model
  }
}

/// Work in progress over the time that the slider spans; each point leads to its time.
struct PastChart {
  let model: [String: Any]?

  init(_ page: PageRequest, _ range: ClosedRange<Timestamp>, _ span: PastSpan) async throws {
    let reading = page.ports.reading
    let length = Int64(span.stretch.rawValue)
    let start = Activity.Stretch(party: "", span: span.stretch, at: range.lowerBound).start
    let before = try await reading.tallies(asOf: Timestamp(microseconds: (start - 1) * 1_000_000))
    let found = try await reading.activity(
      span.stretch, in: Timestamp(microseconds: start * 1_000_000)..<range.upperBound)
    var changes: [Int64: Int] = [:]
    for (stretch, activity) in found {
      changes[stretch.start, default: 0] += activity.placed - activity.closed
    }
    var running = before.reduce(0) { sum, tally in
      switch tally.key.kind {
      case .placed: sum + tally.value
      case .closed: sum - tally.value
      default: sum
      }
    }
    var points: [ChartPoint] = []
    for begin in stride(from: start, through: range.upperBound.wholeSeconds, by: Int(length)) {
      running += changes[begin] ?? 0
      let end = min(begin + length - 1, range.upperBound.wholeSeconds)
      let time = Timestamp(microseconds: end * 1_000_000)
      points.append(
        ChartPoint(
          Double(end), Double(max(0, running)),
          link: Link.to("/ui/at", [("span", span.rawValue), ("time", time.description)])))
    }
    guard points.count > 1 else {
      model = nil
      return
    }
    let texts = page.texts
    model =
      ChartModel(
        "wip",
        LineChart(
          texts["past.chart"], x: Axis(texts["past.time"], .time),
          y: Axis(texts["live.wip"], .count),
          [ChartSeries(texts["live.wip"], points)], form: .areas),
        ChartSize(width: 1_180, height: 190), ChartText(page.formats)
      ).model
  }
}
