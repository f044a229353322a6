import Charts
import Diagram
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import Monitoring
import NIOCore
import WebPages

/// `/ui/live`: where all orders are at this moment, drawn on the collaboration.
struct LivePage {
  func show(_ page: PageRequest) async throws -> Response {
    async let found = page.ports.reading.orders(
      OrderQuery(sort: .updated, isDescending: true, limit: 8))
    let overview = try await look(page)
    let newest = try await found
    let numbers = LiveNumbers(overview, page.ports, page.formats)
    let (texts, formats) = (page.texts, page.formats)
    let attention = overview.attention.all.prefix(8)
    var model: [String: Any] = [
      "tiles": numbers.tiles.map { $0.model(texts) },
      "diagram": diagram(numbers, page) ?? false as Any,
      "waiting": waiting(numbers, page), "flows": flows(overview, page),
      "newest": newest.orders.map { OrderRow($0, page).model },
      "hasAttention": !attention.isEmpty,
      "attention": attention.map { AttentionRow($0, page).model },
      "at": formats.moment(overview.at, text: formats.timeWithSeconds(overview.at)),
      "events": "/ui/events", "pause": true, "patience": 10,
    ]
    model["charts"] =
      try await ActivityCharts(page, until: overview.at).models
      + [FreshnessChart(page, until: overview.at).model].compactMap { $0 }
    model["gaps"] =
      overview.reception.gaps.isEmpty
      ? false as Any : texts.count("live.gaps", overview.reception.gaps.count)
    let aside = overview.quarantine?.count ?? 0
    model["quarantine"] = aside == 0 ? false as Any : texts.count("live.quarantine", aside)
    model["unreadable"] =
      overview.reception.unreadable == 0
      ? false as Any : texts.count("live.unreadable", overview.reception.unreadable)
    return page.page("live", title: texts["nav.live"], model)
  }

  /// The same for programs.
  func json(_ page: PageRequest) async throws -> Response {
    let overview = try await look(page)
    return Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.ports.json(overview).json())))
  }

  private func look(_ page: PageRequest) async throws -> Overview {
    try await page.ports.reading.overview(
      at: page.now, lines: 20, map: page.process.map, speed: page.ports.speed)
  }

  private func diagram(_ numbers: LiveNumbers, _ page: PageRequest) -> String? {
    page.process.drawing(page.texts.language).map {
      SVGDrawing($0, numbers.marks).svg(title: page.texts["live.diagram"])
    }
  }

  private func waiting(_ numbers: LiveNumbers, _ page: PageRequest) -> [String: Any] {
    let texts = page.texts
    let columns: [TableModel.Column] = [
      .init(texts["live.place"]), .init(texts["live.party"]),
      .init(texts["live.tokens"], isRight: true), .init(texts["live.since"], isRight: true),
      .init(texts["live.overdue"], isRight: true), .init(texts["live.incidents"], isRight: true),
    ]
    let rows = numbers.waiting.map { place -> [TableModel.Cell] in
      let link = LiveNumbers.link(element: place.element)
      return [
        .init(page.label(place.element), link: link), .init(texts.model(place.party)),
        .init(page.formats.number(place.tokens), link: link, count: place.tokens),
        .init(page.formats.brief(max(.zero, page.now - place.oldest))),
        .init(
          page.formats.number(place.overdue),
          link: Link.to("/ui/orders", [("element", place.element), ("overdue", "1")]),
          count: place.overdue),
        .init(
          page.formats.number(place.incidents),
          link: Link.to("/ui/orders", [("element", place.element), ("incident", "1")]),
          count: place.incidents),
      ]
    }
    return TableModel(caption: texts["live.waiting"], columns: columns, rows: rows).model
  }

  private func flows(_ overview: Overview, _ page: PageRequest) -> [String: Any] {
    let (texts, formats) = (page.texts, page.formats)
    let columns: [TableModel.Column] = [
      .init(texts["message.name"]), .init(texts["message.from"]),
      .init(texts["live.inFlight"], isRight: true), .init(texts["live.since"], isRight: true),
      .init(texts["message.sent"], isRight: true), .init(texts["message.received"], isRight: true),
      .init(texts["message.quarantined"], isRight: true),
    ]
    let rows = overview.flows.map { flow -> [TableModel.Cell] in
      [
        .init(MessageName.text(flow.name, page), link: "/ui/conformance"),
        .init(texts.model(flow.sender)),
        .init(
          formats.number(max(0, flow.inFlight)), link: LiveNumbers.link(message: flow.name),
          count: max(0, flow.inFlight)),
        .init(flow.oldestInFlight.map { formats.brief(max(.zero, page.now - $0)) } ?? "–"),
        .init(formats.number(flow.sent)), .init(formats.number(flow.received)),
        .init(
          formats.number(flow.quarantined),
          link: MessageName.link(.quarantined, flow.name)),
      ]
    }
    return TableModel(caption: texts["live.flows"], columns: columns, rows: rows).model
  }
}

/// A message's name for people, and the orders behind it.
enum MessageName {
  /// As the drawing has it at its first flow; else as programs have it.
  static func text(_ name: String, _ page: PageRequest) -> String {
    let flows = page.process.messageFlows[name] ?? []
    let drawn = page.process.drawing(page.texts.language)?.flows ?? []
    return flows.lazy.compactMap { id in drawn.first { $0.id == id }?.name }.first ?? name
  }

  /// The orders with such a message with which this was wrong.
  static func link(_ finding: OrderFilter.Finding, _ name: String?) -> String {
    Link.to("/ui/orders", [("finding", finding.rawValue), ("message", name)])
  }
}
