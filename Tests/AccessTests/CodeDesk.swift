import Access
import Crypto
import FEEL
import Foundation
import Hyperlinks
import Synchronization
import Testing

/// Where a provider gives codes and exchanges them, once each, for who can show the code verifier (RFC 7636 §4.6).
final class CodeDesk: TokenEndpoint {
  private struct Grant {
    let request: [String: String]
    let claims: String
  }

  /// One exchange as it arrived.
  struct Exchange: Sendable {
    let fields: [String: String]
    let authorization: String?
  }

  private let provider: Provider
  private let grants = Mutex<[String: Grant]>([:])
  private let seen = Mutex<[Exchange]>([])
  private let refusal = Mutex<String?>(nil)

  init(_ provider: Provider) { self.provider = provider }

  var exchanges: [Exchange] { seen.withLock { $0 } }

  /// What every exchange is refused with from now on.
  func refuse(with error: String) { refusal.withLock { $0 = error } }

  /// The person agrees: the parameters of the address that the browser is sent back to.
  ///
  /// - Parameter claims: of the ID token, beside the usual ones and the nonce.
  func agree(to url: String, claims: String = "{}") throws -> [String: String] {
    let items = try #require(URLComponents(string: url)?.queryItems)
    let request = Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0.value ?? "") })
    #expect(request["code_challenge_method"] == "S256")
    let code = "code-\(grants.withLock { $0.count })"
    grants.withLock { $0[code] = Grant(request: request, claims: claims) }
    return ["code": code, "state": try #require(request["state"])]
  }

  func answer(
    to form: String, at url: String, authorization: String?
  ) async throws(TokenFailure) -> (isSuccess: Bool, body: [UInt8]) {
    let fields = Dictionary(
      uniqueKeysWithValues: form.split(separator: "&").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), PercentEncoding.decode(parts[1]) ?? "?")
      })
    seen.withLock { $0.append(Exchange(fields: fields, authorization: authorization)) }
    if provider.isDown { throw .unavailable("down") }
    if let error = refusal.withLock({ $0 }) { return Self.error(error) }
    guard let grant = grants.withLock({ $0.removeValue(forKey: fields["code"] ?? "") }),
      grant.request["redirect_uri"] == fields["redirect_uri"],
      base64URL(Data(SHA256.hash(data: Data((fields["code_verifier"] ?? "").utf8))))
        == grant.request["code_challenge"]
    else { return Self.error("invalid_grant") }
    do {
      var claims = try Context(json: Array(grant.claims.utf8))
      if claims["nonce"] == nil { claims["nonce"] = .string(grant.request["nonce"] ?? "") }
      let token = try await provider.sign(Value.context(claims).jsonString)
      return (true, Value.context(["id_token": .string(token), "access_token": "opaque"]).json())
    } catch {
      throw .unavailable("\(error)")
    }
  }

  private static func error(_ code: String) -> (isSuccess: Bool, body: [UInt8]) {
    (false, Value.context(["error": .string(code)]).json())
  }
}
