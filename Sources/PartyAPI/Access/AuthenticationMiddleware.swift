import Access
package import HTTPTypes
import Hummingbird
import NIOCore
import Participant

/// Puts into the context who asks, and refuses what another site's page made a browser ask.
struct AuthenticationMiddleware: RouterMiddleware {
  let authenticator: any Authenticator

  /// The most bytes of a form: a price list may be in it.
  private static let formLimit = 17 * 1024 * 1024

  func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    var request = request
    var context = context
    let isUnsafe = ![.get, .head, .options].contains(request.method)
    if isUnsafe { try SiteCheck.check(request.head) }
    let recognition = try await authenticator.recognize(request.head)
    if isUnsafe, recognition.isByCookie, let token = recognition.session {
      let sent = try await Self.csrfToken(of: &request)
      guard let sent, token.isCSRFToken(sent) else {
        throw Problem(
          .crossSite,
          "The page that this comes from belongs to another session. Load it again, and try again.")
      }
    }
    context.caller = recognition.caller
    context.isStillCaller = { [authenticator, head = request.head] in
      do {
        return try await authenticator.recognize(head).caller == recognition.caller
      } catch is Problem {
        return false
      }
    }
    context.session = recognition.session
    context.csrfToken = recognition.isByCookie ? recognition.session?.csrfToken : nil
    context.origin = Origin(
      address: context.origin.address, channel: channel(of: request, recognition),
      traceID: context.origin.traceID)
    return try await next(request, context)
  }

  private func channel(of request: Request, _ recognition: Recognition) -> Origin.Channel {
    if recognition.isByCookie || request.uri.path.hasPrefix("/ui/") { return .web }
    let program = request.headers[.userAgent] ?? ""
    return program.hasPrefix(CommandLineAgent.prefix) ? .commandLine : .http
  }

  /// From the header `X-CSRF-Token`, or from the form's field `csrf`; the form can still be read after that.
  private static func csrfToken(of request: inout Request) async throws -> String? {
    if let header = request.headers[.csrfToken] { return header }
    let type = (request.headers[.contentType] ?? "").lowercased()
    let isForm = type.hasPrefix("application/x-www-form-urlencoded")
    guard isForm || type.hasPrefix("multipart/form-data") else { return nil }
    let limit = isForm ? PartyRequestContext.bodyLimit : formLimit
    let body = try await request.collectBody(upTo: limit)
    let marker = isForm ? "csrf=" : "name=\"csrf\"\r\n\r\n"
    return field(after: marker, in: String(buffer: body), isForm: isForm)
  }

  /// The token has only characters that no form encodes.
  private static func field(after marker: String, in text: String, isForm: Bool) -> String? {
    if isForm {
      let pair = text.split(separator: "&").first { $0.hasPrefix(marker) }
      return pair.map { String($0.dropFirst(marker.count)) }
    }
    return text.firstRange(of: marker).map { range in
      String(text[range.upperBound...].prefix { $0 != "\r\n" && $0 != "\r" })
    }
  }
}

/// How the party's own command line introduces itself in `User-Agent`.
package enum CommandLineAgent {
  package static let prefix = "duet-command-line/"
}

/// Whether a request that changes something was made by a page of another site. Browsers say so by themselves, and no
/// page can stop them (Fetch §3.2; Sec-Fetch-Site of Fetch Metadata).
enum SiteCheck {
  static func check(_ request: HTTPRequest) throws(Problem) {
    if let site = request.headerFields[.secFetchSite] {
      guard site == "same-origin" || site == "none" else { throw refusal }
      return
    }
    guard let origin = request.headerFields[.origin] else { return }
    let authority = request.authority ?? ""
    guard origin == "http://\(authority)" || origin == "https://\(authority)" else { throw refusal }
  }

  private static var refusal: Problem {
    Problem(.crossSite, "A page of another site may change nothing here.")
  }
}

extension HTTPField.Name {
  // All consist of token characters only.
  package static let csrfToken = HTTPField.Name("X-CSRF-Token")!
  static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
