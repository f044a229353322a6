import Crypto
import FoundationEssentials

/// What a browser or a program shows to go on where it signed in: 32 random bytes. The database has only their digest.
package struct SessionToken: Hashable, Sendable {
  private let bytes: [UInt8]

  private static let length = 32
  /// Tells a session's token from a JSON Web Token.
  private static let prefix = "duet_"

  package init(using generator: inout some RandomNumberGenerator) {
    bytes = (0..<Self.length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Reads what `text` wrote; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard text.hasPrefix(Self.prefix),
      let bytes = Base64URL.decode(text.dropFirst(Self.prefix.count)), bytes.count == Self.length
    else { return nil }
    self.bytes = bytes
  }

  /// Whether a bearer token is one of a session at all.
  package static func isOne(_ text: some StringProtocol) -> Bool { text.hasPrefix(prefix) }

  /// For the cookie, or for the header `Authorization`: whoever has it is in.
  package var text: String { Self.prefix + Base64URL.encode(bytes) }

  /// SHA-256, for the database.
  package var digest: [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// The synchronizer token of the session: a page that carries it was made for this session. It says nothing of the
  /// session's own token.
  package var csrfToken: String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("csrf".utf8), using: SymmetricKey(data: bytes))
    return Base64URL.encode(Array(code))
  }

  package func isCSRFToken(_ text: String) -> Bool {
    equalInConstantTime(Array(text.utf8), Array(csrfToken.utf8))
  }
}

/// base64url without padding (RFC 4648 §5, RFC 7515 §2).
enum Base64URL {
  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    guard !text.utf8.contains(where: { "+/=".utf8.contains($0) }) else { return nil }
    let standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    return Data(base64Encoded: standard + padding).map { Array($0) }
  }
}
