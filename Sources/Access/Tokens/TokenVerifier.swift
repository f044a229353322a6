package import FEEL

/// Checks bearer tokens of one issuer: signature, algorithm, issuer, audience and times.
package struct TokenVerifier: Sendable {
  package let issuer: TokenIssuer
  private let ring: KeyRing

  package init(issuer: TokenIssuer, source: any DocumentSource) {
    self.issuer = issuer
    ring = KeyRing(issuer: issuer, source: source)
  }

  /// Whom the token speaks of.
  package func person(bearing text: String, at now: Timestamp) async throws(TokenFailure) -> Person
  {
    let token = try BearerToken(text)
    // Before the issuer is asked for anything: what cannot hold needs no key.
    let person = try issuer.person(in: token.claims, at: now)
    let keys = try await ring.keys(for: token.keyID, at: now)
    do throws(TokenFailure) {
      try await keys.verify(token, text: text)
    } catch {
      // Without a name the key may be another one by now; with one, it was looked for already.
      guard token.keyID == nil else { throw error }
      let newest = try await ring.keys(for: nil, at: now, isDoubted: true)
      try await newest.verify(token, text: text)
    }
    return person
  }
}
