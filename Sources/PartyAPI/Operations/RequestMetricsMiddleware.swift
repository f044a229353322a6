import HTTPTypes
import Hummingbird
import Locks
import Metrics

/// Counts requests by route and status, and how long their answers took to begin.
struct RequestMetricsMiddleware: RouterMiddleware {
  private let metrics = RequestMetrics()

  func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    metrics.began()
    defer { metrics.ended() }
    do {
      let response = try await next(request, context)
      metrics.note(
        request.method, context.endpointPath, response.status, took: .now - start)
      return response
    } catch {
      // What nobody turns into an answer becomes one of the server's own.
      let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
      metrics.note(request.method, context.endpointPath, status, took: .now - start)
      throw error
    }
  }
}

/// The series of requests, each made when it is needed first.
private final class RequestMetrics: Sendable {
  private struct Answer: Hashable {
    let method: String
    let route: String
    let status: Int
  }

  private struct State {
    var counters: [Answer: Counter] = [:]
    var timers: [String: Metrics.Timer] = [:]
  }

  private let state = Locked(State())
  private let inFlight = Meter(label: "duet_http_requests_in_flight")

  func began() { inFlight.increment() }
  func ended() { inFlight.decrement() }

  func note(
    _ method: HTTPRequest.Method, _ path: String?, _ status: HTTPResponse.Status, took: Duration
  ) {
    // What is no route of ours is one series, whatever it was called.
    let route = path ?? "none"
    let isKnown = path != nil && Self.methods.contains(method)
    let answer = Answer(
      method: isKnown ? method.rawValue : "other", route: route, status: status.code)
    let (counter, timer) = state.withLock { state in
      (Self.counter(answer, &state), Self.timer(route, &state))
    }
    counter.increment()
    timer.record(duration: took)
  }

  private static func counter(_ answer: Answer, _ state: inout State) -> Counter {
    if let known = state.counters[answer] { return known }
    let new = Counter(
      label: "duet_http_requests",
      dimensions: [
        ("method", answer.method), ("route", answer.route), ("status", "\(answer.status)"),
      ])
    state.counters[answer] = new
    return new
  }

  private static func timer(_ route: String, _ state: inout State) -> Metrics.Timer {
    if let known = state.timers[route] { return known }
    let new = Metrics.Timer(
      label: "duet_http_request_duration_seconds", dimensions: [("route", route)])
    state.timers[route] = new
    return new
  }

  private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete]
}
