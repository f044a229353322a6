import HTTPTypes
import Hummingbird
import Hyperlinks
import Logging
import NIOCore

/// Answers only requests that name a host by which the monitor is known: it has no users, so that whoever reaches it is
/// shown everything.
struct HostMiddleware: RouterMiddleware {
  typealias Context = BasicRequestContext

  private let rule: HostRule

  init(_ rule: HostRule) { self.rule = rule }

  func handle(
    _ request: Request, context: BasicRequestContext,
    next: @concurrent (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    let authority = request.head.authority ?? ""
    if rule.admits(authority) { return try await next(request, context) }
    let host = HostRule.host(of: authority)
    context.logger.notice("A request was for another host", metadata: ["host": "\(host)"])
    return Response(
      status: .misdirectedRequest,
      headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(
        byteBuffer: ByteBuffer(
          string:
            "The monitor answers to localhost and to the names in DUET_ALLOWED_HOSTS, not to \(host).\n"
        )))
  }
}
