import Access
import HTTPTypes
import Hummingbird
import Participant

/// Lets nobody ask more than the limit: who has signed in is counted by user, everybody else by address. Health is exempt,
/// so that an overloaded service is not taken for a dead one.
struct RateLimitMiddleware: RouterMiddleware {
  private let limit: RateLimit
  private let buckets: TokenBuckets
  private let now: @Sendable () -> ContinuousClock.Instant

  init(_ limit: RateLimit, now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.limit = limit
    self.now = now
    buckets = TokenBuckets(limit)
  }

  func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    if request.uri.path.hasPrefix("/health") { return try await next(request, context) }
    let caller = caller(context)
    let answer = buckets.take(caller, at: now())
    let headers = headers(answer)
    guard answer.isAllowed else {
      throw Problem(
        .tooManyRequests,
        "More than \(limit.perSecond) requests a second came from \(caller).",
        headers: headers + [.retryAfter: "1"])
    }
    var response = try await next(request, context)
    response.headers.append(contentsOf: headers)
    return response
  }

  private func caller(_ context: PartyRequestContext) -> String {
    context.principal?.user ?? context.origin.address ?? "an unnamed address"
  }

  /// The three fields that clients know.
  private func headers(_ answer: TokenBuckets.Answer) -> HTTPFields {
    [
      .rateLimitLimit: "\(limit.burst)", .rateLimitRemaining: "\(answer.remaining)",
      .rateLimitReset: "\(answer.reset.components.seconds + 1)",
    ]
  }
}

extension HTTPField.Name {
  // All three consist of token characters only.
  static let rateLimitLimit = HTTPField.Name("RateLimit-Limit")!
  static let rateLimitRemaining = HTTPField.Name("RateLimit-Remaining")!
  static let rateLimitReset = HTTPField.Name("RateLimit-Reset")!
}

extension HTTPFields {
  /// Both sets of fields, in their order.
  static func + (left: HTTPFields, right: HTTPFields) -> HTTPFields {
    var sum = left
    sum.append(contentsOf: right)
    return sum
  }
}
