import Access
import AccessTable
import BPMN
import FEEL
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ordering
import Participant
import PartyAPI
import PartyPages
import Testing
import WebPages

/// The table "Pages" of `docs/access.md`, held against the rules of all pages, and against what they answer.
struct PageAccessTests {
  /// A party and what it has; the buyer's with everything has every page.
  struct Party: Sendable, CustomTestStringConvertible {
    var pool = "Client"
    var hasPrices = true
    var hasPeople = true
    var hasTrail = true
    var hasProvider = true
    /// What the pages' paths begin with that it is without.
    var lacks: [String] = []
    let testDescription: String
  }

  static let parties = [
    Party(testDescription: "a party with everything"),
    Party(hasPrices: false, lacks: ["/ui/prices"], testDescription: "without a price list"),
    Party(pool: "Supplier", lacks: ["/ui/orders/new"], testDescription: "where no order begins"),
    Party(
      hasPeople: false, lacks: ["/ui/users", "/ui/password", "/ui/terminal", "/ui/sign-in/oidc"],
      testDescription: "where nobody signs in"),
    Party(
      hasProvider: false, lacks: ["/ui/sign-in/oidc"], testDescription: "without a provider"),
    Party(hasTrail: false, lacks: ["/ui/audit"], testDescription: "without an audit trail"),
  ]

  @Test(arguments: parties)
  func `the table has every page with its rule`(_ party: Party) throws {
    let documented = try AccessRow.documented(in: "Pages")
      .filter { row in !party.lacks.contains { row.path.hasPrefix($0) } }
    AccessRow.compare(pageRoutes(try Self.ports(party)), with: documented)
  }

  /// The database is away, so that nothing is done; that comes after the rule, and is told by a page, too.
  @Test func `every page answers every role as the table says`() async throws {
    let ports = try Self.ports(Party(testDescription: ""))
    let router = partyRouter(
      pageRoutes(ports), authenticator: RoleAuthenticator(), pages: PageMiddleware(ports),
      rateLimit: nil)
    let rows = try AccessRow.documented(in: "Pages")
    try await Application(router: router).test(.router) { client in
      for row in rows {
        let method = try #require(HTTPRequest.Method(rawValue: row.method))
        for role in AccessRow.columns {
          let headers: HTTPFields = role.map { [.duetUser: $0.rawValue] } ?? [:]
          let answer = try await client.execute(
            uri: Self.example(row.path), method: method, headers: headers)
          let outcome = Outcome(answer, of: row)
          let expected: Outcome =
            row.allowed.contains(role) ? .answered : role == nil ? .sentToSignIn : .refused
          #expect(
            outcome == expected,
            "\(row.method) \(row.path) as \(role?.rawValue ?? "nobody"): \(answer.status)")
        }
      }
    }
  }

  @Test(arguments: [true, false])
  func `only who has a password here is shown where to change it`(_ hasPassword: Bool) async throws
  {
    let ports = try Self.ports(Party(testDescription: ""))
    let router = partyRouter(
      pageRoutes(ports), authenticator: RoleAuthenticator(hasPassword: hasPassword),
      pages: PageMiddleware(ports), rateLimit: nil)
    try await Application(router: router).test(.router) { client in
      let answer = try await client.execute(
        uri: "/ui/prices/import", method: .get, headers: [.duetUser: Role.pricing.rawValue])
      #expect(answer.status == .ok)
      #expect(String(buffer: answer.body).contains("/ui/password") == hasPassword)
    }
  }

  private enum Outcome {
    case answered
    /// To the page where one signs in, and from there back to where something can be looked at.
    case sentToSignIn
    /// With a page that says so.
    case refused
    /// As a program is refused, or not at all: no page.
    case broken

    init(_ answer: TestResponse, of row: AccessRow) {
      let target = answer.headers[.location] ?? ""
      let isPage = answer.headers[.contentType]?.hasPrefix("text/html") == true
      switch answer.status {
      // Whoever signs out comes there as well, but without their cookie.
      case .seeOther where target.hasPrefix("/ui/sign-in") && answer.headers[.setCookie] == nil:
        let leadsBack = target.hasPrefix("/ui/sign-in?back=")
        self = leadsBack == (row.method == "GET") ? .sentToSignIn : .broken
      case .seeOther: self = .answered
      case .forbidden: self = isPage ? .refused : .broken
      case .unauthorized, .internalServerError, .methodNotAllowed: self = .broken
      default: self = isPage || row.path.hasPrefix("/ui/assets/") ? .answered : .broken
      }
    }
  }

  /// - Parameters:
  ///   - trail: the audit trail, instead of one that is away.
  ///   - guests: who is known and signed in, instead of those of a database that is away.
  static func ports(
    _ party: Party, trail: (any AuditTrail)? = nil, database: AwayDatabase = AwayDatabase(),
    guests: (any People & AuditTrail)? = nil, catalogue: (any PriceBook)? = nil
  ) throws -> PagePorts {
    let clock = FixedTime()
    var api = PartyPorts(desk: database, records: database, clock: clock, ids: clock)
    if party.hasTrail { api.auditTrail = trail ?? database }
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../bpmn/order.bpmn")
    let definitions = try Definitions(xml: Array(try Data(contentsOf: file)))
    let known: any People & AuditTrail = guests ?? database
    let people = PeoplePorts(
      sessions: SessionDesk(
        people: known, auditTrail: known, limits: SessionLimits(hours: 12), cost: .least,
        clock: clock, machineClock: clock),
      cookie: SessionCookie(party: party.pool),
      users: UserDesk(people: known, cost: .least, clock: clock),
      provider: party.hasProvider ? provider : nil, machineClock: clock)
    return PagePorts(
      api: api, program: "client",
      model: PageModel(party: party.pool, current: definitions) { _ in
        definitions
      } executable: { _ in
        throw StoreError.unavailable("it is away")
      },
      people: party.hasPeople ? people : nil, prices: party.hasPrices ? database : nil,
      catalogue: catalogue ?? database)
  }

  /// A provider that cannot be reached.
  private static let provider = ProviderSignIn(
    client: OpenIDClient(
      id: "duet", secret: nil, publicURL: "https://client.example", providerName: "Example"),
    verifier: TokenVerifier(
      issuer: TokenIssuer(issuer: "https://issuer.example", audience: "duet"),
      source: AwayProvider()),
    endpoint: AwayProvider())

  private struct AwayProvider: DocumentSource, TokenEndpoint {
    func document(
      at url: String
    ) async throws(TokenFailure) -> (body: [UInt8], freshFor: Duration?) {
      throw .unavailable("it is away")
    }

    func answer(
      to form: String, at url: String, authorization: String?
    ) async throws(TokenFailure) -> (isSuccess: Bool, body: [UInt8]) {
      throw .unavailable("it is away")
    }
  }

  /// The path with something in its varying parts.
  private static func example(_ path: String) -> String {
    let order = "01997e6a-0000-7000-8000-00000000a001"
    let example = path.replacing("{task}", with: "\(order).7").replacing("{order}", with: order)
      .replacing("{user}", with: "anna").replacing("{name}", with: "duet.css")
    // It would go on for ever; what it cannot read ends it after the rule was asked.
    return path == "/ui/events" ? example + "?%" : example
  }
}

/// Believes everybody the role that they say they are.
struct RoleAuthenticator: Authenticator {
  var hasPassword = false

  var requiresLoopback: Bool { false }

  func recognize(_ request: HTTPRequest) async throws -> Recognition {
    guard let role = request.headerFields[.duetUser].flatMap(Role.init(rawValue:)) else {
      return .nobody
    }
    return Recognition(
      caller: .person(
        Principal(
          user: role.rawValue, name: role.rawValue, roles: [role], groups: [],
          hasPassword: hasPassword)))
  }
}

/// Stands, and knows one id: every order that is placed is the same.
struct FixedTime: WallClock, IDSource {
  let now = Timestamp(microseconds: 1_795_000_000_000_000)
  func wait(until time: Timestamp) -> Duration { .zero }
  // It is written as RFC 9562 has it.
  private static let id = UUID(uuidString: "01997e6a-0000-7000-8000-00000000a001")!
  func next(at time: Timestamp) -> UUID { Self.id }
}
