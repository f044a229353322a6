import Crypto
import FEEL
import FoundationEssentials
import HTTPTypes
import Hummingbird
import ProcessEngine

/// The caller's own name for a request that must have its effect once, however often it is sent.
package struct IdempotencyKey: Hashable, Sendable {
  private let text: String

  /// Nil when the request has none.
  ///
  /// - Throws: `invalid-idempotency-key`.
  init?(_ request: Request) throws(Problem) {
    guard let text = request.headers[.idempotencyKey] else { return nil }
    guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw Problem(
        .invalidIdempotencyKey,
        "An Idempotency-Key has 1 to 255 visible ASCII characters, such as a UUID.")
    }
    self.text = text
  }

  /// - Parameter text: anything; pages make one for each form that they show.
  package init(_ text: String) { self.text = text }

  /// The same key always gives the same order: a UUIDv8 (RFC 9562 §5.8) of the key's SHA-256 digest.
  var order: InstanceID {
    var bytes = Array(SHA256.hash(data: Array(text.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return InstanceID(
      UUID(
        uuid: (
          bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8],
          bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
        )))
  }

  /// What makes two requests the same: the digest of the body's value, however it was written.
  static func digest(of body: Context) -> String {
    SHA256.hash(data: body.json()).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
