import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import Monitoring
import WebPages

/// One request of a browser, and what its answer is written with.
struct PageRequest: Sendable {
  let request: Request
  let ports: MonitorPorts
  let texts: Catalogue
  private let query: FormBody?
  let now: Timestamp
  /// The page itself, as a link.
  let here: String
  private let parameters: Parameters

  init(
    _ request: Request, _ context: BasicRequestContext, _ ports: MonitorPorts
  ) throws(PageProblem) {
    let query: FormBody
    do { query = try FormBody(urlEncoded: request.uri.query ?? "") } catch {
      throw .unreadable
    }
    self.init(request, context, ports, query)
  }

  /// For a page about what is wrong with the request, which must not fail for the same reason.
  init(harmless request: Request, _ context: BasicRequestContext, _ ports: MonitorPorts) {
    self.init(request, context, ports, nil)
  }

  private init(
    _ request: Request, _ context: BasicRequestContext, _ ports: MonitorPorts, _ query: FormBody?
  ) {
    self.request = request
    self.ports = ports
    self.query = query
    parameters = context.parameters
    texts = Catalogue.of(Language(request))
    now = ports.now()
    here = request.uri.path + (request.uri.query.map { "?\($0)" } ?? "")
  }

  var path: String { request.uri.path }
  var formats: Formats { Formats(texts) }
  var process: DrawnProcess { ports.process }

  /// A parameter of the address, without blanks at its ends; nil when it is missing or empty.
  subscript(_ name: String) -> String? { query?[name] }

  /// A part of the path.
  func parameter(_ name: String) -> String {
    parameters.get(name).flatMap { PercentEncoding.decode($0) } ?? ""
  }

  func label(_ element: String) -> String { process.label(element, texts) }

  /// How long a message may take from commit to commit.
  var messageLimit: Duration { Attention.Limits(speed: ports.speed).machine }

  /// A text that names that limit.
  func limited(_ key: String) -> String { texts(key, ["limit": formats.limit(messageLimit)]) }

  // MARK: Answers

  func page(
    _ template: String, title: String, _ model: [String: Any],
    status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var all = Frame(self).model(title: title)
    all.merge(model) { _, own in own }
    return .page(Templates.library.render(template, all), status: status, headers: headers)
  }

  func problem(_ problem: PageProblem) -> Response {
    let heading = texts["\(problem.rawValue).title"]
    var ways = [ProblemView.Way(texts["nav.live"], "/ui/live")]
    switch problem {
    case .away: ways.insert(.init(texts["problem.again"], here), at: 0)
    case .noSuchOrder: ways.insert(.init(texts["nav.orders"], "/ui/orders"), at: 0)
    case .noSuchPage, .unreadable: break
    }
    let view = ProblemView(
      status: problem.status.code, heading: heading,
      explanation: texts["\(problem.rawValue).text"], ways: ways)
    return page(
      "problem", title: heading, view.model, status: problem.status,
      headers: problem == .away ? [.retryAfter: "5"] : [:])
  }
}
