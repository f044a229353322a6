package import Hummingbird

/// Everything that a party can be asked over HTTP.
package func partyRoutes(_ ports: PartyPorts) -> [Route] {
  OrderRoutes(ports: ports).routes + TaskRoutes(ports: ports).routes
    + IncidentRoutes(ports: ports).routes + QuarantineRoutes(ports: ports).routes
    + HealthRoutes(desk: ports.desk).routes
}

/// The router over `routes`: every answer that is no success is a problem body.
package func partyRouter(_ routes: [Route]) -> Router<PartyRequestContext> {
  let router = Router(
    context: PartyRequestContext.self, options: .autoGenerateHeadEndpoints)
  router.add(middleware: ProblemMiddleware())
  router.add(middleware: LoopbackMiddleware())
  router.register(routes)
  return router
}
