import Access
import FEEL
import HTTPTypes
import Hummingbird
import NIOCore
import Participant
import PartyAPI
import ProcessEngine

/// One request of a browser, and what its answer is written with.
struct Visit {
  let request: Request
  let context: PartyRequestContext
  let ports: PagePorts
  let texts: Catalogue
  let query: FormBody
  let now: Timestamp

  init(_ request: Request, _ context: PartyRequestContext, _ ports: PagePorts) throws(Problem) {
    self.request = request
    self.context = context
    self.ports = ports
    texts = Catalogue.of(Language(request))
    query = try FormBody(urlEncoded: request.uri.query ?? "")
    now = ports.now
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

  /// The page itself, as a link.
  var here: String {
    request.uri.path + (request.uri.query.map { "?\($0)" } ?? "")
  }

  /// Where the page was come from: only a page of ours.
  func back(_ given: String?, orElse fallback: String) -> String {
    guard let given, given.hasPrefix("/ui/"), !given.contains("\\"),
      given.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
    else { return fallback }
    return given
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
    var headers = headers
    headers[.contentType] = "text/html; charset=utf-8"
    return Response(
      status: status, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: Templates.render(template, all))))
  }

  /// After a form: the browser asks for the page anew, so that going back sends nothing twice (RFC 9110 §15.4.4).
  func redirect(to path: String, headers: HTTPFields = [:]) -> Response {
    var headers = headers
    headers[.location] = path
    return Response(status: .seeOther, headers: headers)
  }
}

extension Origin {
  func over(_ channel: Channel) -> Origin {
    Origin(address: address, channel: channel, traceID: traceID)
  }
}

/// Builds links: a path and the parameters that have a value.
enum Link {
  static func to(_ path: String, _ parameters: [(String, String?)] = []) -> String {
    let pairs = parameters.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : "\(name)=\(PercentEncoding.encode($0))" }
    }
    return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
  }

  static func task(_ name: WorkName, back: String?, _ more: [(String, String?)] = []) -> String {
    to("/ui/tasks/\(name)", [("back", back)] + more)
  }

  static func order(_ id: InstanceID, back: String? = nil) -> String {
    to("/ui/orders/\(id)", [("back", back)])
  }
}
