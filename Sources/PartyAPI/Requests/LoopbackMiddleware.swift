import HTTPTypes
import Hummingbird
import Hyperlinks

/// Answers only requests that name this machine as their host. Until people sign in, whoever reaches the service is
/// believed; so a page of another site must not reach it through a name that it has pointed here.
struct LoopbackMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    let authority = request.head.authority ?? ""
    guard HostRule().admits(authority) else {
      throw Problem(
        .wrongHost,
        "This service answers to localhost only, not to \(HostRule.host(of: authority)).")
    }
    return try await next(request, context)
  }
}
