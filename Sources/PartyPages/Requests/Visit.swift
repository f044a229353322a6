import Access
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import NIOCore
import Participant
import PartyAPI
import ProcessEngine
import WebPages

/// One request of a browser, and what its answer is written with.
struct Visit {
  let request: Request
  let context: PartyRequestContext
  let ports: PagePorts
  let texts: Catalogue
  let query: FormBody
  let now: Timestamp
  /// The page itself, as a link; where a form could not be taken, the page that had the form.
  var here: String

  init(_ request: Request, _ context: PartyRequestContext, _ ports: PagePorts) throws(Problem) {
    self.request = request
    self.context = context
    self.ports = ports
    texts = Catalogue.of(Language(request))
    do { query = try FormBody(urlEncoded: request.uri.query ?? "") } catch {
      throw Problem(malformed: error)
    }
    now = ports.now
    here = request.uri.path + (request.uri.query.map { "?\($0)" } ?? "")
  }

  var formats: Formats { Formats(texts) }
  var origin: Origin { context.origin.over(.web) }

  /// Who looks.
  ///
  /// - Throws: `not-signed-in`, or `actor-missing` where everybody is believed but has to say who they are.
  var person: Principal {
    get throws(Problem) {
      if let principal = context.principal { return principal }
      _ = try context.actor
      throw Problem(.notSignedIn, "Sign in first.")
    }
  }

  /// Where the page was come from: only a page of ours.
  func back(_ given: String?, orElse fallback: String) -> String {
    Link.own(given, under: "/ui/", orElse: fallback)
  }

  /// A part of the path.
  func name(_ parameter: String) throws(Problem) -> String {
    guard let name = context.parameters.get(parameter).flatMap({ PercentEncoding.decode($0) })
    else {
      throw Problem(.badRequest, "The path is not properly percent-encoded.")
    }
    return name
  }

  /// What the forms of this session carry; nil without a session.
  var csrf: String? { context.csrfToken }

  func form(limit: Int = PartyRequestContext.bodyLimit) async throws -> FormBody {
    try await FormBody.read(request, limit: limit)
  }

  // MARK: Answers

  func page(
    _ template: String, title: String, _ model: [String: Any],
    status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var all = Frame(self).model(title: title)
    all.merge(model) { _, own in own }
    return .page(Templates.library.render(template, all), status: status, headers: headers)
  }

  func redirect(to path: String, headers: HTTPFields = [:]) -> Response {
    .seeOther(path, headers: headers)
  }
}

extension Origin {
  func over(_ channel: Channel) -> Origin {
    Origin(address: address, channel: channel, traceID: traceID)
  }
}
