import HTTPTypes
import Hummingbird

/// Answers only requests that name this machine as their host. Until people sign in, whoever reaches the service is
/// believed; so a page of another site must not reach it through a name that it has pointed here.
struct LoopbackMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    let host = Self.host(of: request.head.authority ?? "")
    guard Loopback.contains(host) else {
      throw Problem(.wrongHost, "This service answers to localhost only, not to \(host).")
    }
    return try await next(request, context)
  }

  /// The host of `host:port` or `[address]:port`.
  static func host(of authority: String) -> String {
    if authority.first == "[" { return String(authority.dropFirst().prefix { $0 != "]" }) }
    return String(authority.prefix { $0 != ":" })
  }
}

/// The names and addresses by which a machine reaches itself.
package enum Loopback {
  package static func contains(_ host: String) -> Bool {
    if host.lowercased() == "localhost" || host == "::1" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
  }
}
