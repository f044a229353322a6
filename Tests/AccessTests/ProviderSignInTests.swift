import Access
import FEEL
import Foundation
import Testing

struct ProviderSignInTests {
  private let now = Timestamp(microseconds: 1_795_253_400_000_000)
  private let provider = Provider()
  private let desk: CodeDesk

  init() async throws {
    desk = CodeDesk(provider)
    try await provider.start()
  }

  private func signIn(secret: String? = nil) -> ProviderSignIn {
    ProviderSignIn(
      client: OpenIDClient(
        id: "duet web", secret: secret, publicURL: "https://client.example",
        providerName: "Example"),
      verifier: TokenVerifier(
        issuer: TokenIssuer(issuer: Provider.issuer, audience: "api"), source: provider),
      endpoint: desk)
  }

  private func attempt(back: String = "/ui/orders?state=open") -> AuthorizationAttempt {
    var generator = SystemRandomNumberGenerator()
    return AuthorizationAttempt(back: back, at: now, using: &generator)
  }

  private static let claims =
    #"{"aud": "duet web", "preferred_username": "anna", "roles": ["buyer"]}"#

  /// Goes to the provider with `attempt`, agrees, and comes back.
  private func arrive(
    _ signIn: ProviderSignIn, _ attempt: AuthorizationAttempt, claims: String = Self.claims,
    changing change: (inout [String: String]) -> Void = { _ in }, later: Duration = .zero
  ) async throws -> Person {
    let url = try await signIn.departure(of: attempt, at: now)
    var parameters = try desk.agree(to: url, claims: claims)
    change(&parameters)
    return try await signIn.arrival(
      AuthorizationAnswer { parameters[$0] }, of: attempt, at: now.adding(later))
  }

  @Test func `the browser is sent to the provider with everything that an answer is held against`()
    async throws
  {
    let url = try await signIn().departure(of: attempt(), at: now)
    let parts = try #require(URLComponents(string: url))
    #expect(url.hasPrefix("https://issuer.example/authorize?tenant=7&response_type=code&"))
    let items = Dictionary(
      uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
    #expect(items["client_id"] == "duet web")
    #expect(items["redirect_uri"] == "https://client.example/ui/sign-in/oidc/callback")
    #expect(items["scope"] == "openid profile email")
    #expect(items["code_challenge_method"] == "S256")
    let secrets = ["state", "nonce", "code_challenge"].compactMap { items[$0] }
    #expect(Set(secrets).count == 3)
    #expect(secrets.allSatisfy { $0.count == 43 })
  }

  @Test func `who agrees comes back as themselves`() async throws {
    let anna = try await arrive(signIn(), attempt())
    #expect(anna.user == "anna")
    #expect(anna.roles == [.buyer])
    #expect(anna.identity == TokenIdentity(issuer: Provider.issuer, subject: "s-1"))
  }

  @Test func `an attempt is the same after its way through the browser`() throws {
    let left = attempt(back: "/ui/orders?text=é&state=open")
    let back = try #require(AuthorizationAttempt(cookie: left.cookie))
    #expect(back == left)
    #expect(left.cookie.utf8.allSatisfy { !" ;,\"\\".utf8.contains($0) && $0 < 0x7F })
    #expect(left.cookie.contains("/") == false)
  }

  @Test(arguments: [
    "", "....", "a.b.c.d.e", String(repeating: "x", count: 5_000),
    "AAAA.AAAA.AAAA.1795253400000000.",
  ])
  func `a cookie that nobody here wrote is none`(_ text: String) {
    #expect(AuthorizationAttempt(cookie: text) == nil)
  }

  @Test func `a very long address is not kept`() {
    #expect(attempt(back: "/ui/" + String(repeating: "x", count: 2_000)).back.isEmpty)
  }

  @Test func `an answer to another attempt, of another provider, too late, or to none is stale`()
    async throws
  {
    let signIn = signIn()
    await #expect(throws: SignInFailure.stale) {
      try await arrive(signIn, attempt()) { $0["state"] = String(repeating: "A", count: 43) }
    }
    await #expect(throws: SignInFailure.stale) {
      try await arrive(signIn, attempt()) { $0["state"] = nil }
    }
    await #expect(throws: SignInFailure.stale) {
      try await arrive(signIn, attempt()) { $0["code"] = nil }
    }
    await #expect(throws: SignInFailure.stale) {
      try await arrive(signIn, attempt()) { $0["iss"] = "https://evil.example" }
    }
    await #expect(throws: SignInFailure.stale) {
      try await arrive(signIn, attempt(), later: .seconds(600))
    }
    let parameters = ["code": "c", "state": "s"]
    await #expect(throws: SignInFailure.stale) {
      try await signIn.arrival(AuthorizationAnswer { parameters[$0] }, of: nil, at: now)
    }
    // None of them has reached the provider.
    #expect(desk.exchanges.isEmpty)
    _ = try await arrive(signIn, attempt()) { $0["iss"] = Provider.issuer }
  }

  @Test func `a code holds once, and for who has left with its verifier only`() async throws {
    let signIn = signIn()
    let mine = attempt()
    let parameters = try desk.agree(
      to: try await signIn.departure(of: mine, at: now), claims: Self.claims)
    let answer = AuthorizationAnswer { parameters[$0] }
    _ = try await signIn.arrival(answer, of: mine, at: now)
    await #expect(throws: SignInFailure.used) {
      try await signIn.arrival(answer, of: mine, at: now)
    }
    // A stolen code, brought by the thief's own attempt.
    let thief = attempt()
    let url = try await signIn.departure(of: thief, at: now)
    let stolen = try desk.agree(
      to: try await signIn.departure(of: attempt(), at: now), claims: Self.claims)
    let own = try desk.agree(to: url)
    let mixed = ["code": stolen["code"], "state": own["state"]]
    await #expect(throws: SignInFailure.used) {
      try await signIn.arrival(AuthorizationAnswer { mixed[$0] ?? nil }, of: thief, at: now)
    }
  }

  @Test(arguments: [
    (#"{"aud": "duet web", "nonce": "another"}"#, "it was made for another sign-in"),
    (#"{"aud": "duet web", "nonce": 5}"#, "it was made for another sign-in"),
    (#"{"aud": "api"}"#, "it is for another audience"),
    (#"{"aud": "duet web", "iat": null}"#, "it does not say when it was made"),
    (#"{"aud": "duet web", "iat": 1795253461}"#, "it is not valid yet (iat)"),
    (#"{"aud": "duet web", "exp": 1795253340}"#, "it has expired"),
    (#"{"aud": ["duet web", "api"]}"#, "it was made for another client"),
    (#"{"aud": ["duet web", "api"], "azp": "api"}"#, "it was made for another client"),
    (#"{"aud": "duet web", "azp": "api"}"#, "it was made for another client"),
    (#"{"aud": "duet web", "iss": "https://evil.example"}"#, "its issuer is another"),
  ])
  func `an ID token that does not hold signs nobody in`(claims: String, reason: String)
    async throws
  {
    await #expect(throws: SignInFailure.invalid(reason)) {
      try await arrive(signIn(), attempt(), claims: claims)
    }
  }

  @Test func `an ID token for several is good when it was made for this client`() async throws {
    let claims = #"{"aud": ["duet web", "api"], "azp": "duet web", "preferred_username": "anna"}"#
    #expect(try await arrive(signIn(), attempt(), claims: claims).user == "anna")
  }

  @Test func `a new key of the provider is asked for`() async throws {
    let signIn = signIn()
    _ = try await arrive(signIn, attempt())
    try await provider.rotate(to: "k2", elliptic: true)
    #expect(try await arrive(signIn, attempt(), later: .seconds(20)).user == "anna")
  }

  @Test func `what the provider refuses is told, and nothing is exchanged`() async throws {
    for (error, failure) in [
      ("access_denied", SignInFailure.denied), ("login_required", .refused("login_required")),
      ("<script>", .refused("unknown")),
    ] {
      await #expect(throws: failure) {
        try await arrive(signIn(), attempt()) { $0 = ["error": error] }
      }
    }
    #expect(desk.exchanges.isEmpty)
  }

  @Test func `a provider that is down or at fault says so`() async throws {
    let signIn = signIn()
    _ = try await signIn.departure(of: attempt(), at: now)
    desk.refuse(with: "invalid_client")
    await #expect(throws: SignInFailure.unavailable("the provider does not give the token")) {
      try await arrive(signIn, attempt())
    }
    provider.isDown = true
    await #expect(throws: SignInFailure.unavailable("down")) {
      try await arrive(signIn, attempt())
    }
    await #expect(throws: SignInFailure.unavailable("down")) {
      try await self.signIn().departure(of: attempt(), at: now)
    }
  }

  @Test func `a public client has only its verifier, another its secret as the provider wants it`()
    async throws
  {
    _ = try await arrive(signIn(), attempt())
    _ = try await arrive(signIn(secret: "s:cret"), attempt())
    provider.clientAuthentication = ["client_secret_post", "private_key_jwt"]
    _ = try await arrive(signIn(secret: "s:cret"), attempt())
    let exchanges = desk.exchanges
    #expect(exchanges.map { $0.fields["client_id"] } == ["duet web", nil, "duet web"])
    #expect(exchanges.map { $0.fields["client_secret"] } == [nil, nil, "s:cret"])
    let basic = Data("duet%20web:s%3Acret".utf8).base64EncodedString()
    #expect(exchanges.map(\.authorization) == [nil, "Basic \(basic)", nil])
    #expect(exchanges.allSatisfy { $0.fields["code_verifier"]?.count == 43 })
  }

  @Test func `people sign out where the provider says, on its own origin`() async throws {
    let end = try #require(await signIn().signOutURL(at: now))
    #expect(end.hasPrefix("https://issuer.example/logout?client_id=duet%20web&"))
    #expect(
      end.hasSuffix("post_logout_redirect_uri=https%3A%2F%2Fclient.example%2Fui%2Fsign-in"))
    for elsewhere in [nil, "https://evil.example/logout", "http://issuer.example/logout"] {
      provider.endSessionURL = elsewhere
      #expect(await signIn().signOutURL(at: now) == nil)
    }
    provider.isDown = true
    #expect(await signIn().signOutURL(at: now) == nil)
  }
}
