import Access
import AccessFakes
import FEEL
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Participant
import PartyAPI
import PartyPages
import Testing

/// The page where somebody who has come from a provider makes a token for the command line.
@Suite struct TerminalPageTests {
  /// Nora's, who has signed in.
  private struct Browser: Sendable {
    let client: any TestClientProtocol
    let people: FakePeople
    let cookie: SessionCookie
    let session: SessionToken

    /// - Parameter csrf: what a form sends; nil for no form.
    func ask(_ method: HTTPRequest.Method, csrf: String? = nil) async throws -> TestResponse {
      var headers: HTTPFields = [.cookie: "\(cookie.name)=\(session.text)"]
      if csrf != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
      return try await client.execute(
        uri: "/ui/terminal", method: method, headers: headers,
        body: csrf.map { ByteBuffer(string: "csrf=\($0)") })
    }

    /// As a program, with a token.
    func ask(
      _ method: HTTPRequest.Method, _ path: String, bearing token: String
    ) async throws -> TestResponse {
      try await client.execute(
        uri: path, method: method, headers: [.authorization: "Bearer \(token)"])
    }
  }

  private static let nora = Person(
    user: "nora", name: "Nora Berg", roles: [.buyer],
    identity: TokenIdentity(issuer: "https://issuer.example", subject: "s-nora"),
    createdAt: FixedTime().now)

  private func open(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
    let people = FakePeople()
    let ports = try PageAccessTests.ports(.init(testDescription: ""), guests: people)
    let entrance = try #require(ports.people)
    let session = try await entrance.sessions.signIn(vouchedFor: Self.nora, origin: .system).token
    let authenticator = SessionAuthenticator(
      people: people, cookie: entrance.cookie, limits: entrance.sessions.limits, tokens: nil,
      clock: entrance.machineClock)
    let router = partyRouter(
      pageRoutes(ports) + SessionRoutes(desk: entrance.sessions, cookie: entrance.cookie).routes,
      authenticator: authenticator, pages: PageMiddleware(ports), rateLimit: nil)
    try await Application(router: router).test(.router) { client in
      try await body(
        Browser(client: client, people: people, cookie: entrance.cookie, session: session))
    }
  }

  @Test func `nothing but the form of the page makes a token`() async throws {
    try await open { browser in
      let page = try await browser.ask(.get)
      #expect(page.status == .ok)
      let html = String(buffer: page.body)
      #expect(html.contains(#"<a href="/ui/terminal">"#))
      #expect(html.contains(#"<form method="post" action="/ui/terminal">"#))
      #expect(html.contains(browser.session.csrfToken))
      for csrf in [nil, "", "another"] {
        #expect(try await browser.ask(.post, csrf: csrf).status == .forbidden)
      }
      // What no cookie brings needs no form: a token makes no further one.
      let token = browser.session.text
      #expect(
        try await browser.ask(.post, "/ui/terminal", bearing: token).status == .badRequest)
      #expect(browser.people.sessionCount == 1)
    }
  }

  @Test func `the token acts for who has made it, is shown once, and stands in the audit trail`()
    async throws
  {
    try await open { browser in
      let made = try await browser.ask(.post, csrf: browser.session.csrfToken)
      #expect(made.status == .ok)
      #expect(made.headers[.cacheControl] == "no-store")
      let html = String(buffer: made.body)
      #expect(html.contains("client login --with-token"))
      let token = String(try #require(html.firstMatch(of: /duet_[\w\-]{43}/)).output)
      #expect(token != browser.session.text)

      let shown = try await browser.ask(.get, "/session", bearing: token)
      #expect(shown.status == .ok)
      #expect(try Value(json: String(buffer: shown.body))["user"] == "nora")
      let again = try await browser.ask(.get)
      #expect(!String(buffer: again.body).contains(token))

      let record = try #require(browser.people.audit.last)
      #expect(record.action == "session.begin")
      #expect(record.actor == "nora")
      #expect(record.origin.channel == .web)
      #expect(
        record.after
          == ["issuer": "https://issuer.example", "kind": "token", "subject": "s-nora"])
    }
  }
}
