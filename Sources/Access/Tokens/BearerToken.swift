import FEEL
import FoundationEssentials

/// The parts of a JSON Web Token (RFC 7519) in compact form, read but not believed yet.
struct BearerToken {
  let algorithm: TokenAlgorithm
  /// Nil is allowed where the issuer has one key only (OpenID Connect Core §10.1).
  let keyID: String?
  let claims: Context

  /// The most characters of a token.
  static let limit = 16 * 1024

  init(_ text: String) throws(TokenFailure) {
    guard text.utf8.count <= Self.limit else { throw .invalid("it is too long") }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1])
    else { throw .invalid("it is no JSON Web Token") }
    guard let name = header["alg"]?.string, let algorithm = TokenAlgorithm(rawValue: name) else {
      let names = TokenAlgorithm.allCases.map(\.rawValue).joined(separator: " or ")
      throw .invalid("its algorithm is not \(names)")
    }
    // RFC 7515 §4.1.11: what must be understood and is not makes the token void.
    guard header["crit"] == nil else { throw .invalid("it asks for extensions") }
    self.algorithm = algorithm
    keyID = header["kid"]?.string
    self.claims = claims
  }

  private static func object(_ part: Substring) -> Context? {
    guard let bytes = Base64URL.decode(part) else { return nil }
    do { return try Context(json: bytes) } catch { return nil }
  }
}

extension TokenIssuer {
  /// What a token says of its bearer, when all of it holds at `now`.
  func person(in claims: Context, at now: Timestamp) throws(TokenFailure) -> Person {
    guard claims["iss"]?.string == issuer else { throw .invalid("its issuer is another") }
    let audiences = claims["aud"]?.list?.compactMap(\.string) ?? [claims["aud"]?.string ?? ""]
    guard audiences.contains(audience) else { throw .invalid("it is for another audience") }
    try checkTimes(of: claims, at: now)
    guard let subject = claims["sub"]?.string, !subject.isEmpty, subject.count <= 255 else {
      throw .invalid("it has no subject")
    }
    let user =
      ["preferred_username", "email"].lazy.compactMap { claims[$0]?.string }
      .first { !$0.isEmpty } ?? subject
    guard user.count <= 100, user.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
      throw .invalid("its user's name cannot be used")
    }
    return Person(
      user: user, name: claims["name"]?.string ?? user, roles: roles(in: claims),
      groups: Self.texts(claims["groups"] ?? .null),
      identity: TokenIdentity(issuer: issuer, subject: subject), createdAt: now, seenAt: now)
  }

  private func checkTimes(of claims: Context, at now: Timestamp) throws(TokenFailure) {
    let skew = Self.clockSkew
    guard let expiry = Self.time(claims["exp"]) else { throw .invalid("it has no expiry") }
    guard now < expiry.adding(skew) else { throw .invalid("it has expired") }
    for claim in ["nbf", "iat"] where claims[claim] != nil {
      guard let time = Self.time(claims[claim]) else { throw .invalid("\(claim) is no time") }
      guard time <= now.adding(skew) else { throw .invalid("it is not valid yet (\(claim))") }
    }
  }

  /// A NumericDate (RFC 7519 §2): seconds, perhaps with a fraction.
  private static func time(_ value: Value?) -> Timestamp? {
    guard let number = value?.number else { return nil }
    guard let seconds = Double(number.description), (0...253_402_300_799).contains(seconds) else {
      return nil
    }
    return Timestamp(microseconds: Int64(seconds * 1_000_000))
  }

  /// The roles that this party knows among those named; a text is taken as a list separated by spaces.
  private func roles(in claims: Context) -> Set<Role> {
    var value: Value = .context(claims)
    if let exact = claims[rolesClaim] {
      value = exact  // a name that is a URL has points of its own
    } else {
      for part in rolesClaim.split(separator: ".") { value = value[String(part)] }
    }
    return Set(Self.texts(value).compactMap(Role.init(rawValue:)))
  }

  private static func texts(_ value: Value) -> [String] {
    if let list = value.list { return list.compactMap(\.string) }
    return value.string?.split(separator: " ").map { String($0) } ?? []
  }
}
