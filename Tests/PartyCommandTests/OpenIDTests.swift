import Access
import FEEL
import Participant
import PartyCommand
import Testing

@Suite(
  .enabled(
    if: OpenIDProvider.python != nil,
    "needs the Python of ./dev test (DUET_TEST_PYTHON) with oidc-provider-mock"))
struct OpenIDTests {
  @Test(.timeLimit(.minutes(3)))
  func `a third party's tokens are believed, those of its old key no more`() async throws {
    let provider = OpenIDProvider(port: Int.random(in: 20_000...40_000))
    try await provider.start()
    func verifier(audience: String) -> TokenVerifier {
      TokenVerifier(
        issuer: TokenIssuer(issuer: provider.issuer, audience: audience), source: HTTPDocuments())
    }
    let duet = verifier(audience: "duet")
    let now = SystemClock().now
    let first = try await provider.token(audience: "duet")
    let anna = try await duet.person(bearing: first, at: now)
    #expect(anna.user == "anna")
    #expect(anna.roles == [.buyer])
    #expect(anna.identity == TokenIdentity(issuer: provider.issuer, subject: "s-anna"))
    await #expect(throws: TokenFailure.invalid("it is for another audience")) {
      try await verifier(audience: "other").person(bearing: first, at: now)
    }
    await #expect(throws: TokenFailure.invalid("it has expired")) {
      try await duet.person(bearing: first, at: now.adding(.seconds(2 * 3600)))
    }

    await provider.stop()
    try await provider.start()
    let second = try await provider.token(audience: "duet")
    // Asked for again at most once in ten seconds.
    await #expect(throws: TokenFailure.invalid("its signature does not hold")) {
      try await duet.person(bearing: second, at: now.adding(.seconds(9)))
    }
    let later = now.adding(.seconds(11))
    #expect(try await duet.person(bearing: second, at: later).user == "anna")
    await #expect(throws: TokenFailure.invalid("its signature does not hold")) {
      try await duet.person(bearing: first, at: later)
    }
    await provider.stop()
  }
}
