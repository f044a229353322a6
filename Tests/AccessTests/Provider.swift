import Access
import Crypto
import FEEL
import FoundationEssentials
import JWTKit
import Synchronization

/// An issuer of tokens in memory, whose keys can change and that can be down.
final class Provider: DocumentSource {
  static let issuer = "https://issuer.example"
  static let usual: Context = [
    "iss": .string(issuer), "aud": "duet", "sub": "s-1", "iat": .number(1_795_253_400),
    "exp": .number(1_795_253_400 + 7200),
  ]

  private struct State {
    var keys: [String: JWTKeyCollection] = [:]
    /// Of the present key.
    var published: Value = .null
    var current = ""
    var requests = 0
    var isDown = false
    var freshFor: Duration?
    var discoveredIssuer = Provider.issuer
    var clientAuthentication: [String]?
    var endSessionURL: String? = Provider.issuer + "/logout"
  }

  private let state = Mutex(State())

  var requests: Int { state.withLock { $0.requests } }
  var isDown: Bool {
    get { state.withLock { $0.isDown } }
    set { state.withLock { $0.isDown = newValue } }
  }
  var freshFor: Duration? {
    get { state.withLock { $0.freshFor } }
    set { state.withLock { $0.freshFor = newValue } }
  }
  var discoveredIssuer: String {
    get { state.withLock { $0.discoveredIssuer } }
    set { state.withLock { $0.discoveredIssuer = newValue } }
  }

  func start() async throws {
    if state.withLock({ $0.current.isEmpty }) { try await rotate(to: "k1") }
  }

  /// Signs with another key from now on, the only one that is published.
  func rotate(to id: String, elliptic: Bool = false) async throws {
    let keys = JWTKeyCollection()
    let published: Value
    if elliptic {
      let key = P256.Signing.PrivateKey()
      await keys.add(
        ecdsa: try ES256PrivateKey(backing: key), kid: JWKIdentifier(string: id))
      let point = key.publicKey.rawRepresentation
      published = [
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": .string(id),
        "x": .string(base64URL(point.prefix(32))), "y": .string(base64URL(point.suffix(32))),
      ]
    } else {
      let key = TestKey.rsa[id == "k1" ? 0 : 1]
      await keys.add(
        rsa: try Insecure.RSA.PrivateKey(
          modulus: key.modulus, exponent: key.exponent, privateExponent: key.privateExponent),
        digestAlgorithm: .sha256, kid: JWKIdentifier(string: id))
      published = [
        "kty": "RSA", "alg": "RS256", "use": "sig", "kid": .string(id),
        "n": .string(key.modulus), "e": .string(key.exponent),
      ]
    }
    state.withLock { state in
      state.keys[id] = keys
      state.published = published
      state.current = id
    }
  }

  /// A token with the usual claims, and others in their place; null removes one.
  func sign(_ json: String = "{}", by id: String? = nil) async throws -> String {
    var all = Self.usual
    let claims = try Context(json: Array(json.utf8))
    all.merge(claims)
    for key in claims.keys where claims[key] == .null { all[key] = nil }
    let (id, keys) = state.withLock { state in
      let id = id ?? state.current
      return (id, state.keys[id])
    }
    guard let keys else { preconditionFailure("there is no key \(id)") }
    return try await keys.sign(
      Claims(json: Value.context(all).jsonString), kid: JWKIdentifier(string: id))
  }

  /// How clients may authenticate where codes are exchanged; nil for not saying.
  var clientAuthentication: [String]? {
    get { state.withLock { $0.clientAuthentication } }
    set { state.withLock { $0.clientAuthentication = newValue } }
  }
  /// Where people sign out; nil for nowhere.
  var endSessionURL: String? {
    get { state.withLock { $0.endSessionURL } }
    set { state.withLock { $0.endSessionURL = newValue } }
  }

  private func discovery(issuer: String) -> Context {
    var document: Context = [
      "issuer": .string(issuer), "jwks_uri": .string(Self.issuer + "/jwks"),
      "authorization_endpoint": .string(Self.issuer + "/authorize?tenant=7"),
      "token_endpoint": .string(Self.issuer + "/token"),
    ]
    if let endSessionURL { document["end_session_endpoint"] = .string(endSessionURL) }
    if let clientAuthentication {
      document["token_endpoint_auth_methods_supported"] = .list(
        clientAuthentication.map { .string($0) })
    }
    return document
  }

  func document(
    at url: String
  ) async throws(TokenFailure) -> (body: [UInt8], freshFor: Duration?) {
    let (isDown, published, freshFor, issuer) = state.withLock { state in
      state.requests += 1
      return (state.isDown, state.published, state.freshFor, state.discoveredIssuer)
    }
    if isDown { throw .unavailable("down") }
    let document: Value =
      url.hasSuffix("/.well-known/openid-configuration")
      ? .context(discovery(issuer: issuer))
      : ["keys": [published, ["kty": "oct", "kid": "symmetric", "k": "AAAA"]]]
    return (document.json(), freshFor)
  }
}

/// Claims that are any JSON.
private struct Claims: JWTPayload {
  let value: JSON

  init(json: String) throws {
    value = try JSONDecoder().decode(JSON.self, from: Data(json.utf8))
  }

  init(from decoder: any Decoder) throws { value = try JSON(from: decoder) }
  func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
  func verify(using algorithm: some JWTAlgorithm) {}
}

private indirect enum JSON: Codable, Sendable {
  case object([String: JSON])
  case array([JSON])
  case string(String)
  case number(Double)
  case boolean(Bool)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .boolean(let value): try container.encode(value)
    }
  }
}

func base64URL(_ text: String) -> String { base64URL(Data(text.utf8)) }

func base64URL(_ bytes: some DataProtocol) -> String {
  Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    .replacing("=", with: "")
}
