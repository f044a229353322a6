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

  init(_ configuration: PartyConfiguration, database: PostgreSQL.Connection.Configuration) {
    let clock = configuration.clock
    let machineClock = SystemClock()
    people = PostgresPeople(database)
    trail = PostgresAuditTrail(database)
    cookie = SessionCookie(party: configuration.pool)
    sessions = SessionDesk(
      people: people, auditTrail: trail, limits: configuration.sessionLimits, clock: clock,
      machineClock: machineClock)
    users = UserDesk(people: people, clock: clock)
    switch configuration.access {
    case .trust: authenticator = TrustingAuthenticator()
    case .local, .oidc:
      authenticator = SessionAuthenticator(
        people: people, cookie: cookie, limits: configuration.sessionLimits,
        tokens: configuration.issuer.map { TokenVerifier(issuer: $0, source: HTTPDocuments()) },
        clock: machineClock)
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
    access == .trust ? nil : PeoplePorts(sessions: sessions, cookie: cookie, users: users)
  }

  func close() async {
    await people.close()
    await trail.close()
  }
}
