import Access
import FEEL
import JWTKit
import Synchronization
import Testing

struct TokenTests {
  private let now = Timestamp(microseconds: 1_795_253_400_000_000)
  private let provider = Provider()

  @Test func `a token says who its bearer is`() async throws {
    let verifier = try await verifier()
    let person = try await verifier.person(
      bearing: provider.sign(
        """
        {"preferred_username": "anna", "name": "Anna Keller", "roles": ["buyer", "ceo"],
         "groups": ["night-shift"]}
        """), at: now)
    #expect(person.user == "anna")
    #expect(person.name == "Anna Keller")
    #expect(person.roles == [.buyer])
    #expect(person.groups == ["night-shift"])
    #expect(person.identity == TokenIdentity(issuer: Provider.issuer, subject: "s-1"))
  }

  @Test(arguments: [
    (#"{"roles": "buyer sales"}"#, "roles", [Role.buyer, .sales]),
    (#"{"realm_access": {"roles": ["pricing"]}}"#, "realm_access.roles", [.pricing]),
    (#"{"https://duet.example/roles": ["auditor"]}"#, "https://duet.example/roles", [.auditor]),
    (#"{"roles": 5}"#, "roles", []), ("{}", "roles", []),
  ])
  func `roles are where the party was told`(claims: String, claim: String, roles: [Role])
    async throws
  {
    let verifier = try await verifier(rolesClaim: claim)
    let person = try await verifier.person(bearing: provider.sign(claims), at: now)
    #expect(person.roles == Set(roles))
  }

  @Test(arguments: [
    (#"{"iss": "https://evil.example"}"#, "its issuer is another"),
    (#"{"iss": "https://issuer.example/"}"#, "its issuer is another"),
    (#"{"aud": "other"}"#, "it is for another audience"),
    (#"{"aud": ["a", "b"]}"#, "it is for another audience"),
    (#"{"exp": null}"#, "it has no expiry"), (#"{"exp": 1795253340}"#, "it has expired"),
    (#"{"nbf": 1795253461}"#, "it is not valid yet (nbf)"),
    (#"{"iat": 1795253461}"#, "it is not valid yet (iat)"),
    (#"{"iat": "yesterday"}"#, "iat is no time"), (#"{"sub": ""}"#, "it has no subject"),
  ])
  func `a claim that does not hold makes a token void`(claims: String, reason: String)
    async throws
  {
    let verifier = try await verifier()
    let token = try await provider.sign(claims)
    await #expect(throws: TokenFailure.invalid(reason)) {
      try await verifier.person(bearing: token, at: now)
    }
  }

  @Test func `clocks may differ by a minute`() async throws {
    let verifier = try await verifier()
    for claims in [
      #"{"exp": 1795253341}"#, #"{"nbf": 1795253459}"#, #"{"aud": ["other", "duet"]}"#,
    ] { _ = try await verifier.person(bearing: provider.sign(claims), at: now) }
  }

  @Test func `only the algorithms of the party are believed`() async throws {
    let verifier = try await verifier()
    let good = try await provider.sign()
    let parts = good.split(separator: ".")
    for header in [
      #"{"alg":"none","kid":"k1"}"#, #"{"alg":"HS256","kid":"k1"}"#, #"{"alg":"RS256"}"#,
      #"{"alg":"RS256","kid":"k1","crit":["exp"]}"#, #"{"alg":"RS256","kid":"k1"}"#,
    ] {
      let forged = "\(base64URL(header)).\(parts[1]).\(parts[2])"
      await #expect(throws: TokenFailure.self) {
        try await verifier.person(bearing: forged, at: now)
      }
    }
    for broken in ["", "a.b", "..", "a.b.c.d", String(repeating: "a", count: 20_000)] {
      await #expect(throws: TokenFailure.self) {
        try await verifier.person(bearing: broken, at: now)
      }
    }
  }

  @Test func `changed claims do not fit the signature`() async throws {
    let verifier = try await verifier()
    let parts = try await provider.sign().split(separator: ".")
    var claims = Provider.usual
    claims["roles"] = ["operator"]
    let forged = "\(parts[0]).\(base64URL(Value.context(claims).jsonString)).\(parts[2])"
    await #expect(throws: TokenFailure.invalid("its signature does not hold")) {
      try await verifier.person(bearing: forged, at: now)
    }
  }

  @Test func `a new key is asked for, but not again and again`() async throws {
    let verifier = try await verifier()
    _ = try await verifier.person(bearing: provider.sign(), at: now)
    #expect(provider.requests == 2)
    _ = try await verifier.person(bearing: provider.sign(), at: now.adding(.seconds(30)))
    #expect(provider.requests == 2)

    try await provider.rotate(to: "k2")
    let later = now.adding(.seconds(31))
    _ = try await verifier.person(bearing: provider.sign(), at: later)
    #expect(provider.requests == 4)

    let old = try await provider.sign(by: "k1")
    for second in 0..<5 {
      await #expect(throws: TokenFailure.invalid("its key is not one of the issuer's")) {
        try await verifier.person(bearing: old, at: later.adding(.seconds(second)))
      }
    }
    #expect(provider.requests == 4)
  }

  @Test func `keys are kept as long as the issuer says`() async throws {
    provider.freshFor = .seconds(120)
    let verifier = try await verifier()
    _ = try await verifier.person(bearing: provider.sign(), at: now)
    _ = try await verifier.person(bearing: provider.sign(), at: now.adding(.seconds(119)))
    #expect(provider.requests == 2)
    _ = try await verifier.person(bearing: provider.sign(), at: now.adding(.seconds(121)))
    #expect(provider.requests == 4)
  }

  @Test func `without the issuer old keys hold for an hour, and none at all is no answer`()
    async throws
  {
    provider.isDown = true
    let verifier = try await verifier()
    let token = try await provider.sign(#"{"exp": 1795339800}"#)
    await #expect(throws: TokenFailure.unavailable("down")) {
      try await verifier.person(bearing: token, at: now)
    }
    provider.isDown = false
    let later = now.adding(.seconds(11))
    _ = try await verifier.person(bearing: token, at: later)
    provider.isDown = true
    _ = try await verifier.person(bearing: token, at: later.adding(.seconds(3000)))
    await #expect(throws: TokenFailure.unavailable("down")) {
      try await verifier.person(bearing: token, at: later.adding(.seconds(7200)))
    }
  }

  @Test func `many at once ask the issuer once`() async throws {
    let verifier = try await verifier()
    let token = try await provider.sign()
    try await withThrowingTaskGroup { group in
      for _ in 0..<20 {
        group.addTask { _ = try await verifier.person(bearing: token, at: now) }
      }
      try await group.waitForAll()
    }
    #expect(provider.requests == 2)
  }

  @Test func `another issuer's documents are not taken`() async throws {
    provider.discoveredIssuer = "https://evil.example"
    let verifier = try await verifier()
    let token = try await provider.sign()
    await #expect(throws: TokenFailure.self) {
      try await verifier.person(bearing: token, at: now)
    }
  }

  @Test func `elliptic curves do as well`() async throws {
    let verifier = try await verifier()
    try await provider.rotate(to: "e1", elliptic: true)
    _ = try await verifier.person(bearing: provider.sign(), at: now)
  }

  private func verifier(rolesClaim: String = "roles") async throws -> TokenVerifier {
    try await provider.start()
    return TokenVerifier(
      issuer: TokenIssuer(issuer: Provider.issuer, audience: "duet", rolesClaim: rolesClaim),
      source: provider)
  }
}
