import Hummingbird
import Participant

/// Puts into the context where a request really comes from, before anybody counts or records it.
struct ProxyMiddleware: RouterMiddleware {
  let proxies: TrustedProxies

  func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    let source = proxies.source(of: request.head, from: context.origin.address)
    context.origin = Origin(
      address: source.address, channel: context.origin.channel, traceID: context.origin.traceID)
    context.isSecure = source.isSecure
    return try await next(request, context)
  }
}
