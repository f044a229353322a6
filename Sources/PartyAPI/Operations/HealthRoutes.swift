import Access
import FEEL
import HTTPTypes
import Hummingbird
import Participant

/// `/health`: for those who start, stop and watch the service.
struct HealthRoutes: Sendable {
  let desk: any Desk

  var routes: [Route] {
    [
      Route(.get, "/health/live", .anyone) { _, _ in .json(["status": "up"]) },
      Route(.get, "/health/ready", .anyone) { _, _ in await answer(withComponents: false) },
      Route(.get, "/health", .anyone) { _, _ in await answer(withComponents: true) },
    ]
  }

  /// 503 while requests cannot be served.
  private func answer(withComponents: Bool) async -> Response {
    let health = await desk.health
    var object: Context = ["status": health.isReady ? "up" : "down"]
    if withComponents {
      var components = Context()
      for (component, state) in health.components { components[component.rawValue] = state.json }
      object["components"] = .context(components)
      object["outbox"] = [
        "entries": .number(health.outboxEntries),
        "age": .string(DayTimeDuration(health.outboxAge)?.description ?? "PT0S"),
      ]
    }
    var response = Response.json(
      .context(object), status: health.isReady ? .ok : .serviceUnavailable)
    if !health.isReady { response.headers[.retryAfter] = "2" }
    return response
  }
}

extension Health.State {
  fileprivate var json: Value {
    switch self {
    case .up: ["status": "up"]
    case .degraded(let detail): ["status": "degraded", "detail": .string(detail)]
    case .down(let detail): ["status": "down", "detail": .string(detail)]
    }
  }
}
