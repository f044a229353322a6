import Access
import AccessFakes
import FEEL
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Participant
import PartyAPI
import Synchronization

/// The whole HTTP interface with people who sign in, asked without a socket.
struct Gate: Sendable {
  let people = FakePeople()
  let clock = SteppingClock()
  let inside: Service
  let cookie = SessionCookie(party: "Client")
  var tokens: TokenVerifier?
  var proxies = TrustedProxies.none
  var rateLimit = RateLimit.usual

  init(tokens: TokenVerifier? = nil) {
    var inside = Service()
    inside.auditTrail = people
    inside.prices = FakePriceBook(trail: people)
    self.inside = inside
    self.tokens = tokens
  }

  struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String
    let json: Value

    /// `not-allowed` of `/problems/not-allowed`.
    var problem: String? {
      json["type"].string.map { String($0.dropFirst("/problems/".count)) }
    }
  }

  var sessions: SessionDesk {
    SessionDesk(
      people: people, auditTrail: people, limits: SessionLimits(hours: 12), cost: .least,
      clock: clock, machineClock: clock)
  }

  var users: UserDesk { UserDesk(people: people, cost: .least, clock: clock) }

  var routes: [Route] {
    inside.routes + SessionRoutes(desk: sessions, cookie: cookie).routes
      + UserRoutes(desk: users, sessions: sessions).routes
      + AuditRoutes(trail: people, ports: inside.ports).routes
  }

  /// Adds somebody, whose password is `password of <user>`.
  func add(_ user: String, _ roles: Set<Role>) async throws {
    _ = try await users.add(
      UserDesk.Draft(
        user: user, name: user.uppercased(), roles: roles, password: "password of \(user)"),
      by: "test", origin: .system)
  }

  func signIn(_ user: String) async throws -> SessionToken {
    try await sessions.signIn(
      user: user, password: "password of \(user)", kind: .token, origin: .system
    ).token
  }

  func ask(
    _ method: HTTPRequest.Method, _ path: String, body: String? = nil, headers: HTTPFields = [:]
  ) async throws -> Answer {
    try await open { ask in try await ask(method, path, body, headers) }
  }

  typealias Ask =
    @Sendable (HTTPRequest.Method, String, String?, HTTPFields) async throws ->
    Answer

  /// Asks many things of one application.
  ///
  /// - Parameter kind: `.live` for a connection, with an address at its other end.
  func open<Result: Sendable>(
    _ kind: TestingSetup = .router,
    _ body: @escaping @Sendable (Ask) async throws -> Result
  ) async throws -> Result {
    let authenticator = SessionAuthenticator(
      people: people, cookie: cookie, limits: SessionLimits(hours: 12), tokens: tokens,
      clock: clock)
    // In no time at all, so that no request's share comes back meanwhile.
    let start = ContinuousClock.now
    let app = Application(
      router: partyRouter(
        routes, authenticator: authenticator, proxies: proxies, rateLimit: rateLimit,
        now: { start }),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)))
    return try await app.test(kind) { client in
      try await body { method, path, text, headers in
        var headers = headers
        if text != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let response = try await client.execute(
          uri: path, method: method, headers: headers, body: text.map { ByteBuffer(string: $0) })
        let content = String(buffer: response.body)
        let json: Value
        do { json = try Value(json: content) } catch { json = .null }
        return Answer(
          status: response.status.code, headers: response.headers, text: content, json: json)
      }
    }
  }
}

/// Stands until it is moved.
final class SteppingClock: WallClock {
  private let time = Mutex(Sample.now)

  var now: Timestamp { time.withLock { $0 } }
  func advance(by duration: Duration) { time.withLock { $0 = $0.adding(duration) } }
  func wait(until time: Timestamp) -> Duration { .zero }
}
