import HTTPTypes
import Hummingbird
import Logging
import Participant

/// Puts every request into its trace: the one that its `traceparent` names, or a new one. The answer and the log name it.
struct TraceMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    var generator = SystemRandomNumberGenerator()
    if let header = request.headers[.traceparent],
      let trace = TraceContext(traceparent: header, using: &generator)
    {
      context.trace = trace
    }
    context.origin = Origin(
      address: context.origin.address, channel: context.origin.channel,
      traceID: context.trace.traceID)
    context.logger[metadataKey: "trace.id"] = "\(context.trace.traceID)"
    context.logger[metadataKey: "span.id"] = "\(context.trace.spanID)"
    var response = try await next(request, context)
    response.headers[.traceparent] = context.trace.traceparent
    return response
  }
}

extension HTTPField.Name {
  // It consists of token characters only.
  static let traceparent = HTTPField.Name("traceparent")!
}
