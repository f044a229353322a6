import Access
import Participant
import PartyAPI
import PartyPages
import PostgreSQL
import Storage

/// Everything of a party that has to do with who asks, put together.
struct Entrance: Sendable {
  let people: PostgresPeople
  let trail: PostgresAuditTrail
  let cookie: SessionCookie
  let sessions: SessionDesk
  let users: UserDesk
  let authenticator: any Authenticator
  private let provider: ProviderSignIn?
  private let machineClock = SystemClock()

  init(_ configuration: PartyConfiguration, database: PostgreSQL.Connection.Configuration) {
    let clock = configuration.clock
    people = PostgresPeople(database)
    trail = PostgresAuditTrail(database)
    cookie = SessionCookie(party: configuration.pool)
    sessions = SessionDesk(
      people: people, auditTrail: trail, limits: configuration.sessionLimits,
      cost: configuration.passwordCost, clock: clock, machineClock: machineClock)
    users = UserDesk(people: people, cost: configuration.passwordCost, clock: clock)
    let tokens = configuration.issuer.map { TokenVerifier(issuer: $0, source: HTTPDocuments()) }
    switch configuration.access {
    case .trust: authenticator = TrustingAuthenticator()
    case .local, .oidc:
      authenticator = SessionAuthenticator(
        people: people, cookie: cookie, limits: configuration.sessionLimits, tokens: tokens,
        clock: machineClock)
    }
    if let tokens, let client = configuration.openIDClient {
      provider = ProviderSignIn(client: client, verifier: tokens, endpoint: HTTPDocuments())
    } else {
      provider = nil
    }
  }

  /// What the routes and pages of the party stand on; where everybody is believed, everybody is known.
  func open(_ ports: PartyPorts, _ configuration: PartyConfiguration) -> PartyPorts {
    var ports = ports
    ports.directory = configuration.access == .trust ? nil : people
    ports.auditTrail = trail
    ports.decisionGrace = configuration.decisionGrace
    return ports
  }

  /// What asks the database, by names for people.
  var pools: [String: any Pooled] { ["people": people, "audit": trail] }

  func routes(_ ports: PartyPorts) -> [Route] {
    SessionRoutes(desk: sessions, cookie: cookie).routes
      + UserRoutes(desk: users, sessions: sessions).routes
      + AuditRoutes(trail: trail, ports: ports).routes
  }

  /// Where people sign in with a browser; nil where everybody is believed.
  func people(for access: AccessMode) -> PeoplePorts? {
    guard access != .trust else { return nil }
    return PeoplePorts(
      sessions: sessions, cookie: cookie, users: users, provider: provider,
      machineClock: machineClock)
  }

  func close() async {
    await people.close()
    await trail.close()
  }
}
