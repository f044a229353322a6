import Access
import AccessFakes
import FEEL
import HTTPTypes
import Participant
import PartyAPI
import Testing

struct SignInTests {
  private static func body(
    _ user: String = "anna", password: String? = nil, kind: String = "token"
  ) -> String {
    #"{"user": "\#(user)", "password": "\#(password ?? "password of \(user)")", "kind": "\#(kind)"}"#
  }

  @Test func `a password gives a token, which opens what the roles allow`() async throws {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    let answer = try await gate.ask(.post, "/session", body: Self.body())
    #expect(answer.status == 200)
    #expect(answer.json["roles"] == ["buyer"])
    #expect(answer.json["groups"] == ["buyer", "buyers", "receiving"])
    #expect(answer.headers[.setCookie] == nil)
    let token = try #require(answer.json["token"].string)
    let bearer: HTTPFields = [.authorization: "Bearer \(token)"]
    #expect(try await gate.ask(.get, "/session", headers: bearer).json["user"] == "anna")

    #expect(try await gate.ask(.delete, "/session", headers: bearer).json["ended"] == 1)
    let late = try await gate.ask(.get, "/session", headers: bearer)
    #expect(late.status == 401)
    #expect(late.problem == "invalid-token")
    #expect(late.headers[.wwwAuthenticate]?.contains(#"error="invalid_token""#) == true)
    #expect(gate.people.audit.map(\.action) == ["user.add", "session.begin", "session.end"])
  }

  @Test func `the answer is the same for whatever is wrong`() async throws {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    try await gate.add("ben", [.buyer])
    try await gate.add("olga", [.operator])
    var change = UserDesk.Change()
    change.isDisabled = true
    _ = try await gate.users.change("ben", change, by: "olga", origin: .system)
    var texts: Set<String> = []
    for body in [
      Self.body("anna", password: "wrong"), Self.body("nobody"), Self.body("ben"),
    ] {
      let answer = try await gate.ask(.post, "/session", body: body)
      #expect(answer.status == 401)
      #expect(answer.problem == "sign-in-failed")
      texts.insert(answer.text)
    }
    #expect(texts.count == 1)
    // A password that was typed as the user is not kept.
    #expect(
      gate.people.audit.suffix(3).map(\.actor) == ["anna", "unknown", "ben"])
  }

  private static func claimed(
    _ user: String, _ subject: String, _ roles: Set<Role> = [.buyer]
  ) -> Person {
    Person(
      user: user, name: user, roles: roles,
      identity: TokenIdentity(issuer: "https://issuer.example", subject: subject),
      createdAt: Sample.now)
  }

  @Test func `whom a provider vouches for has a session, and the roles that it says now`()
    async throws
  {
    let gate = Gate()
    let first = try await gate.sessions.signIn(
      vouchedFor: Self.claimed("nora", "s-1"), origin: .system)
    #expect(first.session.kind == .web)
    #expect(first.person.roles == [.buyer])
    let second = try await gate.sessions.signIn(
      vouchedFor: Self.claimed("nora", "s-1", [.sales]), replacing: first.token, origin: .system)
    #expect(second.person.roles == [.sales])
    #expect(gate.people.sessionCount == 1)
    #expect(
      gate.people.audit.map(\.action) == ["session.begin", "session.end", "session.begin"])
    #expect(
      gate.people.audit.first?.after
        == ["issuer": "https://issuer.example", "kind": "web", "subject": "s-1"])
  }

  @Test func `whom a provider vouches for has no password to change here`() async throws {
    let gate = Gate()
    let started = try await gate.sessions.signIn(
      vouchedFor: Self.claimed("nora", "s-1"), origin: .system)
    #expect(!started.person.principal.hasPassword)
    let answer = try await gate.ask(
      .post, "/session/password",
      body: #"{"password": "password of nora", "newPassword": "another password"}"#,
      headers: [.authorization: "Bearer \(started.token.text)"])
    #expect(answer.status == 409)
    #expect(answer.problem == "not-local")
    #expect(answer.json["detail"].string?.contains("https://issuer.example") == true)
    // It was no attempt at guessing.
    #expect(gate.people.audit.map(\.action) == ["session.begin"])
  }

  @Test func `a token made within a session ends when the session would, at the latest`()
    async throws
  {
    let gate = Gate()
    let browser = try await gate.sessions.signIn(
      vouchedFor: Self.claimed("nora", "s-1"), origin: .system)
    gate.clock.advance(by: .seconds(3600))
    let terminal = try await gate.sessions.makeToken(within: browser.token, origin: .system)
    #expect(terminal.person == browser.person)
    #expect(terminal.session.kind == .token)
    #expect(terminal.session.expiresAt == browser.session.expiresAt)
    // Nor does a token that is made with a token go on for longer.
    let further = try await gate.sessions.makeToken(within: terminal.token, origin: .system)
    #expect(further.session.expiresAt == browser.session.expiresAt)
    let made = try #require(gate.people.audit.last)
    #expect(made.action == "session.begin")
    #expect(made.actor == "nora")
    #expect(
      made.after == ["issuer": "https://issuer.example", "kind": "token", "subject": "s-1"])
  }

  @Test func `a token made within a session is a session of its own, until all end`() async throws {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    let browser = try await gate.signIn("anna")
    func makeToken() async throws -> HTTPFields {
      let made = try await gate.sessions.makeToken(within: browser, origin: .system)
      return [.authorization: "Bearer \(made.token.text)"]
    }
    let (one, two) = (try await makeToken(), try await makeToken())
    #expect(try await gate.ask(.delete, "/session", headers: one).json["ended"] == 1)
    #expect(try await gate.ask(.get, "/session", headers: two).json["user"] == "anna")
    try await gate.sessions.signOut(browser, user: "anna", origin: .system)
    #expect(try await gate.ask(.get, "/session", headers: two).json["user"] == "anna")
    // Of a session that has ended nobody makes a token.
    await #expect(throws: Problem.self) { try await makeToken() }
    var change = UserDesk.Change()
    change.isDisabled = true
    _ = try await gate.users.change("anna", change, by: "olga", origin: .system)
    #expect(try await gate.ask(.get, "/session", headers: two).problem == "invalid-token")
  }

  @Test func `nobody is vouched into a name of somebody else, when disabled, or without a role`()
    async throws
  {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    try await gate.add("olga", [.operator])
    let sessions = gate.sessions
    await #expect(throws: SessionDesk.Refusal.nameTaken) {
      try await sessions.signIn(vouchedFor: Self.claimed("anna", "s-9"), origin: .system)
    }
    await #expect(throws: SessionDesk.Refusal.noRole) {
      try await sessions.signIn(vouchedFor: Self.claimed("gwen", "s-2", []), origin: .system)
    }
    _ = try await sessions.signIn(vouchedFor: Self.claimed("nora", "s-1"), origin: .system)
    await #expect(throws: SessionDesk.Refusal.nameTaken) {
      try await sessions.signIn(vouchedFor: Self.claimed("nora", "s-new"), origin: .system)
    }
    var change = UserDesk.Change()
    change.isDisabled = true
    _ = try await gate.users.change("nora", change, by: "olga", origin: .system)
    await #expect(throws: SessionDesk.Refusal.disabled) {
      try await sessions.signIn(vouchedFor: Self.claimed("nora", "s-1"), origin: .system)
    }
    let refused = gate.people.audit.filter { $0.action == "session.refuse" }
    #expect(refused.map(\.actor) == ["anna", "gwen", "nora", "nora"])
    #expect(
      refused.map { $0.after["reason"] } == ["nameTaken", "noRole", "nameTaken", "disabled"])
  }

  @Test func `guessing is slowed down, for the right password too`() async throws {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    for _ in 0..<6 {
      let answer = try await gate.ask(.post, "/session", body: Self.body(password: "wrong"))
      #expect(answer.status == 401)
    }
    let locked = try await gate.ask(.post, "/session", body: Self.body())
    #expect(locked.status == 429)
    #expect(locked.problem == "too-many-attempts")
    #expect(locked.headers[.retryAfter] == "2")
    gate.clock.advance(by: .seconds(2))
    #expect(try await gate.ask(.post, "/session", body: Self.body()).status == 200)
  }

  @Test func `a browser gets a cookie, and its pages a token of their own`() async throws {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    let answer = try await gate.ask(.post, "/session", body: Self.body(kind: "web"))
    #expect(answer.json["token"] == .null)
    let cookie = try #require(answer.headers[.setCookie])
    #expect(cookie.hasPrefix("duet_client=duet_"))
    #expect(cookie.contains("; HttpOnly; SameSite=Lax"))
    let sent = String(cookie.prefix { $0 != ";" })
    let token = try #require(answer.json["csrfToken"].string)

    let order = #"{"nothing": 1}"#
    #expect(try await gate.ask(.get, "/session", headers: [.cookie: sent]).status == 200)
    let bare = try await gate.ask(.post, "/orders", body: order, headers: [.cookie: sent])
    #expect(bare.problem == "cross-site")
    let wrong = try await gate.ask(
      .post, "/orders", body: order, headers: [.cookie: sent, .csrfToken: "x" + token])
    #expect(wrong.problem == "cross-site")
    let right = try await gate.ask(
      .post, "/orders", body: order, headers: [.cookie: "a=b; " + sent, .csrfToken: token])
    #expect(right.problem == "invalid-order")
    let form = try await gate.ask(
      .post, "/orders", body: "csrf=\(token)&a=b",
      headers: [.cookie: sent, .contentType: "application/x-www-form-urlencoded"])
    #expect(form.problem == "unsupported-media-type")
    let multipart = try await gate.ask(
      .post, "/orders",
      body: "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n--x--\r\n",
      headers: [.cookie: sent, .contentType: "multipart/form-data; boundary=x"])
    #expect(multipart.problem == "unsupported-media-type")
  }

  @Test(arguments: [
    ("Sec-Fetch-Site", "cross-site", true), ("Sec-Fetch-Site", "same-site", true),
    ("Sec-Fetch-Site", "same-origin", false), ("Sec-Fetch-Site", "none", false),
    ("Origin", "https://evil.example", true), ("Origin", "null", true),
  ])
  func `another site's page changes nothing`(header: String, value: String, isRefused: Bool)
    async throws
  {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    var headers = HTTPFields()
    headers[try #require(HTTPField.Name(header))] = value
    let answer = try await gate.ask(.post, "/session", body: Self.body(), headers: headers)
    #expect((answer.problem == "cross-site") == isRefused)
    #expect(gate.people.sessionCount == (isRefused ? 0 : 1))
  }

  @Test func `each sign-in ends the browser's session before it`() async throws {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    let first = try await gate.ask(.post, "/session", body: Self.body(kind: "web"))
    let cookie = try #require(first.headers[.setCookie])
    let token = try #require(first.json["csrfToken"].string)
    let second = try await gate.ask(
      .post, "/session", body: Self.body(kind: "web"),
      headers: [.cookie: String(cookie.prefix { $0 != ";" }), .csrfToken: token])
    #expect(second.status == 200)
    #expect(second.headers[.setCookie] != cookie)
    #expect(gate.people.sessionCount == 1)
  }

  @Test func `sessions end unused, at their time, everywhere, and with the password`()
    async throws
  {
    let gate = Gate()
    try await gate.add("anna", [.buyer])
    let one = try await gate.signIn("anna")
    let two = try await gate.signIn("anna")
    func status(_ token: SessionToken) async throws -> Int {
      try await gate.ask(.get, "/session", headers: [.authorization: "Bearer \(token.text)"])
        .status
    }
    #expect(try await status(one) == 200)
    gate.clock.advance(by: .seconds(2 * 3600))
    #expect(try await status(one) == 401)
    let three = try await gate.signIn("anna")
    let all = try await gate.ask(
      .delete, "/session?everywhere=true", headers: [.authorization: "Bearer \(three.text)"])
    #expect(all.json["ended"] == 3)
    #expect(try await status(two) == 401)

    let four = try await gate.signIn("anna")
    let weak = try await gate.ask(
      .post, "/session/password",
      body: #"{"password": "password of anna", "newPassword": "short"}"#,
      headers: [.authorization: "Bearer \(four.text)"])
    #expect(weak.status == 422)
    let changed = try await gate.ask(
      .post, "/session/password",
      body: #"{"password": "password of anna", "newPassword": "another password"}"#,
      headers: [.authorization: "Bearer \(four.text)"])
    #expect(changed.status == 200)
    #expect(try await status(four) == 401)
    let again = try await gate.ask(
      .post, "/session", body: Self.body(password: "another password"))
    #expect(again.status == 200)
  }

  @Test func `a cookie is for this machine without TLS, and with it for all others`() {
    var generator = SystemRandomNumberGenerator()
    let token = SessionToken(using: &generator)
    let cookie = SessionCookie(party: "Supplier")
    #expect(cookie.name == "duet_supplier")
    #expect(!cookie.set(token, authority: "localhost:8402", isSecure: false).contains("Secure"))
    #expect(!cookie.set(token, authority: "[::1]:8402", isSecure: false).contains("Secure"))
    #expect(cookie.set(token, authority: "duet.example", isSecure: false).hasSuffix("; Secure"))
    #expect(cookie.clear(authority: nil, isSecure: false).contains("Max-Age=0"))
  }
}
