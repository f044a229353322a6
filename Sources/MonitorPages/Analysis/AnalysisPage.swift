import Analysis
import Diagram
import FEEL
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Monitoring
import NIOCore
import Statistics
import WebPages

/// `/ui/analysis`: how the process performs and where it hurts, over any period.
struct AnalysisPage {
  func show(_ page: PageRequest) throws -> Response {
    let address = AnalysisAddress(page)
    var model = AnalysisForm(address, page).model
    let title = page.texts["nav.analysis"]
    switch page.ports.analysis.answer(address.query) {
    case .ready(let result, let newer):
      model["ready"] = ready(result, newer, address, page)
      return page.page("analysis", title: title, model)
    case .working(let cases):
      model["working"] =
        cases == 0
        ? page.texts["analysis.waits"] : page.texts.count("analysis.reads", cases)
      return waiting(page, title, model)
    case .busy:
      model["working"] = page.texts["analysis.busy"]
      return waiting(page, title, model)
    case .failed: throw PageProblem.away
    }
  }

  /// The same for programs; 202 while it is being made.
  func json(_ page: PageRequest) throws -> Response {
    let value: Value
    var status = HTTPResponse.Status.ok
    var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
    switch page.ports.analysis.answer(AnalysisAddress(page).query) {
    case .ready(let result, _): value = result.json
    case .working(let cases):
      (value, status) = (.context(["cases": .number(cases)]), .accepted)
      headers[.retryAfter] = "1"
    case .busy:
      (value, status) = (.context(["cases": .number(0)]), .serviceUnavailable)
      headers[.retryAfter] = "5"
    case .failed: throw PageProblem.away
    }
    return Response(
      status: status, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.json())))
  }

  /// The browser asks again by itself: there is nothing to see yet.
  private func waiting(_ page: PageRequest, _ title: String, _ model: [String: Any]) -> Response {
    var headers = HTTPFields()
    if let refresh = HTTPField.Name("Refresh") { headers[refresh] = "1" }
    return page.page("analysis", title: title, model, headers: headers)
  }

  private func ready(
    _ result: AnalysisResult, _ newer: Int?, _ address: AnalysisAddress, _ page: PageRequest
  ) -> [String: Any] {
    let words = AnalysisWords(page)
    let report = result.report
    var sections = [
      FlowSections(report, address, page).all, TimeSections(report, address, page).all,
      WaySections(report, address, page).all, PromiseSections(report, address, page).all,
    ].flatMap(\.self)
    if let comparison = result.comparison {
      sections.insert(ComparisonSection(comparison, address, page).section, at: 0)
    }
    return [
      "asOf": page.formats.moment(
        result.asOf, text: page.formats.timeWithSeconds(result.asOf)),
      "newer": newer.map { page.texts.count("analysis.newer", $0) } ?? false as Any,
      "tiles": tiles(report, address, words), "sections": sections.map(\.model),
      "places": sections.map { ["text": $0.title, "href": "#\($0.id)"] },
      "heat": HeatDrawing(report, address, page).model ?? false as Any,
    ]
  }

  private func tiles(
    _ report: AnalysisReport, _ address: AnalysisAddress, _ words: AnalysisWords
  ) -> [[String: Any]] {
    let texts = words.texts
    let links = address.orders(in: report.period)
    let ended = report.flow.departures.count
    func tile(
      _ key: String, _ value: String, _ note: String, _ link: String, _ count: Int
    ) -> [String: Any] {
      [
        "key": key, "label": texts["analysis.\(key)"], "value": value, "more": note,
        "href": link, "count": "\(count)", "bad": false,
      ]
    }
    return [
      tile(
        "placed", words.number(report.flow.arrivals.count), words.rate(report.flow.arrivals),
        links.placed(report.period.begin, report.period.end), report.flow.arrivals.count),
      tile(
        "ended", words.number(ended), words.rate(report.flow.departures), links.ended(), ended),
      tile(
        "running", words.number(report.leadTime.running),
        texts("analysis.onAverage", ["count": words.number(report.flow.law.averagePresent)]),
        links.present(before: report.period.end), report.leadTime.running),
      tile(
        "medianLead", words.quantile(report.leadTime.all.median, bare: true),
        words.quantile(report.leadTime.all.median),
        links.ended([("sort", "lead-time")]), ended),
      tile(
        "right", words.percent(report.rework.firstTimeRight.share),
        words.interval(report.rework.firstTimeRight), links.ended([("once", "1")]),
        report.rework.firstTimeRight.hits),
    ]
  }
}
