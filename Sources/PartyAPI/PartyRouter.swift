package import Hummingbird

/// Everything that a party can be asked over HTTP.
package func partyRoutes(_ ports: PartyPorts) -> [Route] {
  OrderRoutes(ports: ports).routes + TradeDocumentRoutes(ports: ports).routes
    + TaskRoutes(ports: ports).routes
    + IncidentRoutes(ports: ports).routes + QuarantineRoutes(ports: ports).routes
    + HealthRoutes(desk: ports.desk).routes + MetricsRoutes(registry: ports.metrics).routes
    + DocumentRoutes(documents: ports.documents).routes
}

/// The router over `routes`: every answer that is no success is a problem body.
///
/// - Parameters:
///   - authenticator: finds out who asks.
///   - proxies: whose word is taken for where a request comes from.
///   - pages: shows people what goes wrong under the pages' addresses; nil for a party without pages.
///   - rateLimit: how much one user or address may ask; nil for any amount.
///   - now: the clock that requests are counted by.
///   - timeout: how long an answer may take to begin; longer than anybody may wait for news.
package func partyRouter(
  _ routes: [Route], authenticator: any Authenticator = TrustingAuthenticator(),
  proxies: TrustedProxies = .none,
  pages: (any MiddlewareProtocol<Request, Response, PartyRequestContext>)? = nil,
  rateLimit: RateLimit? = .usual, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
  timeout: Duration = .seconds(60)
) -> Router<PartyRequestContext> {
  let router = Router(
    context: PartyRequestContext.self, options: .autoGenerateHeadEndpoints)
  router.add(middleware: RequestMetricsMiddleware())
  router.add(middleware: TraceMiddleware())
  router.add(middleware: ProxyMiddleware(proxies: proxies))
  router.add(middleware: ProblemMiddleware())
  // Outside for what the middleware itself refuses, and inside, where it is known who asks.
  if let pages { router.add(middleware: pages) }
  if authenticator.requiresLoopback { router.add(middleware: LoopbackMiddleware()) }
  router.add(middleware: AuthenticationMiddleware(authenticator: authenticator))
  if let rateLimit { router.add(middleware: RateLimitMiddleware(rateLimit, now: now)) }
  if let pages { router.add(middleware: pages) }
  router.register(routes, within: TimeLimit(duration: timeout))
  return router
}
