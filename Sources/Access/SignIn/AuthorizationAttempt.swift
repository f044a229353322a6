import Crypto
package import FEEL

/// One sign-in at the provider, from the browser's departure to its return. Only the browser that left has it.
package struct AuthorizationAttempt: Hashable, Sendable {
  /// Comes back with the answer (RFC 6749 §10.12): whoever made another page bring one does not know it.
  let state: String
  /// Comes back inside the ID token: an older one does not have it.
  let nonce: String
  /// Proves to the provider that who brings the code is who left (RFC 7636): the provider has seen its digest only.
  let codeVerifier: String
  /// The page that was asked for.
  package let back: String
  let startedAt: Timestamp

  /// How long somebody may take at the provider.
  package static let lifetime = Duration.seconds(600)
  /// The most characters of a page's address that are kept; a longer one is forgotten.
  private static let backLimit = 1_500

  /// - Parameter back: a page of ours.
  package init(back: String, at now: Timestamp, using generator: inout some RandomNumberGenerator) {
    state = Self.secret(&generator)
    nonce = Self.secret(&generator)
    codeVerifier = Self.secret(&generator)
    self.back = back.utf8.count <= Self.backLimit ? back : ""
    startedAt = now
  }

  /// 256 random bits in 43 characters, as RFC 7636 §4.1 advises.
  private static func secret(_ generator: inout some RandomNumberGenerator) -> String {
    Base64URL.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// Reads what `cookie` wrote; nil for anything else.
  package init?(cookie text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0...2].allSatisfy({ Base64URL.decode($0)?.count == 32 }),
      let microseconds = Int64(parts[3]), let back = Base64URL.decode(parts[4])
    else { return nil }
    state = String(parts[0])
    nonce = String(parts[1])
    codeVerifier = String(parts[2])
    startedAt = Timestamp(microseconds: microseconds)
    self.back = String(decoding: back, as: UTF8.self)
  }

  /// The value of the browser's cookie.
  package var cookie: String {
    [state, nonce, codeVerifier, "\(startedAt.microseconds)", Base64URL.encode(Array(back.utf8))]
      .joined(separator: ".")
  }

  /// `S256` (RFC 7636 §4.2).
  var codeChallenge: String {
    Base64URL.encode(Array(SHA256.hash(data: Array(codeVerifier.utf8))))
  }

  func isOver(at now: Timestamp) -> Bool {
    now >= startedAt.adding(Self.lifetime) || now.adding(Self.lifetime) < startedAt
  }
}
