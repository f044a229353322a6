import FEEL

/// What an OpenID provider says of itself in its discovery document (OpenID Connect Discovery §3).
struct ProviderMetadata: Sendable {
  let keysURL: String
  /// Where people are sent to sign in; nil for an issuer of tokens only.
  let authorizationURL: String?
  /// Where a code is exchanged for tokens.
  let tokenURL: String?
  /// Where people sign out (OpenID Connect RP-Initiated Logout §2.1).
  let endSessionURL: String?
  /// How clients may authenticate where codes are exchanged.
  let clientAuthentication: Set<String>

  /// - Parameter issuer: whom the document must be of (Discovery §4.3): otherwise somebody else's could be given out as theirs.
  init(json: [UInt8], of issuer: TokenIssuer) throws(TokenFailure) {
    let document: Value
    do { document = try Value(json: json) } catch {
      throw .unavailable("the issuer's discovery document cannot be read: \(error)")
    }
    guard document["issuer"].string == issuer.issuer else {
      throw .unavailable("the discovery document is of another issuer")
    }
    guard let keysURL = document["jwks_uri"].string else {
      throw .unavailable("the discovery document does not say where the keys are")
    }
    guard issuer.trusts(keysURL) else { throw .unavailable("the issuer's keys are not on https") }
    self.keysURL = keysURL
    func place(_ name: String) -> String? {
      document[name].string.flatMap { issuer.trusts($0) ? $0 : nil }
    }
    authorizationURL = place("authorization_endpoint")
    tokenURL = place("token_endpoint")
    endSessionURL = place("end_session_endpoint")
    // Discovery §3: what is meant when nothing is said.
    let methods = document["token_endpoint_auth_methods_supported"].list?.compactMap(\.string)
    clientAuthentication = Set(methods ?? ["client_secret_basic"])
  }
}

extension TokenIssuer {
  /// Whether an address of the issuer's document may be asked: what is secret does not leave https.
  func trusts(_ url: String) -> Bool {
    url.hasPrefix("https://") || (issuer.hasPrefix("http://") && url.hasPrefix("http://"))
  }

  /// Scheme and authority of its URL: `https://login.example.com`.
  package var origin: String { Self.origin(of: issuer) }

  static func origin(of url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    return String(url[..<scheme.upperBound])
      + url[scheme.upperBound...].prefix { !"/?#".contains($0) }
  }
}
