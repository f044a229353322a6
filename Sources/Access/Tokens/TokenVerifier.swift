package import FEEL

/// Checks the tokens of one issuer: signature, algorithm, issuer, audience and times.
package struct TokenVerifier: Sendable {
  package let issuer: TokenIssuer
  let ring: KeyRing

  package init(issuer: TokenIssuer, source: any DocumentSource) {
    self.issuer = issuer
    ring = KeyRing(issuer: issuer, source: source)
  }

  /// Whom a bearer token speaks of.
  package func person(bearing text: String, at now: Timestamp) async throws(TokenFailure) -> Person
  {
    try await person(in: BearerToken(text), text, of: issuer, at: now)
  }

  /// Whom an ID token speaks of, which the issuer made for this very sign-in of this client (OpenID Connect Core §3.1.3.7).
  func person(
    identifiedBy text: String, client: String, nonce: String, at now: Timestamp
  ) async throws(TokenFailure) -> Person {
    let token = try BearerToken(text)
    try token.check(client: client, nonce: nonce)
    let issuer = TokenIssuer(
      issuer: issuer.issuer, audience: client, rolesClaim: issuer.rolesClaim)
    return try await person(in: token, text, of: issuer, at: now)
  }

  private func person(
    in token: BearerToken, _ text: String, of issuer: TokenIssuer, at now: Timestamp
  ) async throws(TokenFailure) -> Person {
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

extension BearerToken {
  /// What an ID token has to hold beside what every token has to.
  fileprivate func check(client: String, nonce: String) throws(TokenFailure) {
    guard let claimed = claims["nonce"]?.string,
      equalInConstantTime(Array(claimed.utf8), Array(nonce.utf8))
    else { throw .invalid("it was made for another sign-in") }
    guard claims["iat"] != nil else { throw .invalid("it does not say when it was made") }
    let isForOthersToo = (claims["aud"]?.list?.count ?? 1) > 1
    guard claims["azp"].map({ $0.string == client }) ?? !isForOthersToo else {
      throw .invalid("it was made for another client")
    }
  }
}
