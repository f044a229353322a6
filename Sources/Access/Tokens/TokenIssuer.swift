/// Whose tokens are accepted, and how they are read.
package struct TokenIssuer: Hashable, Sendable {
  /// The issuer's URL, exactly as tokens name it in `iss`; its discovery document lies below it.
  package let issuer: String
  /// What tokens must name in `aud`.
  package let audience: String
  /// Where a token has the roles; points lead inside: `realm_access.roles`.
  package let rolesClaim: String

  package init(issuer: String, audience: String, rolesClaim: String = "roles") {
    self.issuer = issuer
    self.audience = audience
    self.rolesClaim = rolesClaim
  }

  /// How far the clocks of issuer and party may differ.
  package static let clockSkew = Duration.seconds(60)

  /// Where the issuer says where its keys are (OpenID Connect Discovery §4).
  package var discoveryURL: String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer)
      + "/.well-known/openid-configuration"
  }
}

/// The algorithms that a signature may have: the party says, never the token.
package enum TokenAlgorithm: String, CaseIterable, Sendable {
  case rs256 = "RS256"
  case es256 = "ES256"

  /// The type of the keys that fit (RFC 7518 §6.1).
  var keyType: String {
    switch self {
    case .rs256: "RSA"
    case .es256: "EC"
    }
  }
}

/// Why a token is not accepted.
package enum TokenFailure: Error, Hashable, Sendable {
  /// Its bearer has to get another one; the reason may be told to them.
  case invalid(String)
  /// The issuer's keys cannot be had.
  case unavailable(String)
}
