import FEEL
import FoundationEssentials
import Hyperlinks

/// Sends a form to the provider, from party to party.
package protocol TokenEndpoint: Sendable {
  /// - Parameters:
  ///   - form: `application/x-www-form-urlencoded`.
  ///   - authorization: the header's value; nil for none.
  /// - Throws: `unavailable` when there is no answer.
  func answer(
    to form: String, at url: String, authorization: String?
  ) async throws(TokenFailure) -> (isSuccess: Bool, body: [UInt8])
}

/// The exchange of a code for the tokens (OpenID Connect Core §3.1.3).
struct CodeExchange {
  let form: String
  let authorization: String?

  /// - Parameter methods: how the provider lets clients authenticate.
  init(code: String, attempt: AuthorizationAttempt, client: OpenIDClient, methods: Set<String>) {
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.redirectURI),
      ("code_verifier", attempt.codeVerifier),
    ]
    var authorization: String?
    let isBasic = methods.contains("client_secret_basic") || !methods.contains("client_secret_post")
    if let secret = client.secret, isBasic {
      // RFC 6749 §2.3.1: both are encoded as in a form before they are joined.
      let pair = "\(PercentEncoding.encode(client.id)):\(PercentEncoding.encode(secret))"
      authorization = "Basic \(Data(pair.utf8).base64EncodedString())"
    } else {
      fields.append(("client_id", client.id))
      if let secret = client.secret { fields.append(("client_secret", secret)) }
    }
    form = fields.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
    self.authorization = authorization
  }

  /// The ID token of an answer.
  static func idToken(in body: [UInt8], isSuccess: Bool) throws(SignInFailure) -> String {
    let answer: Value
    do { answer = try Value(json: body) } catch {
      throw .unavailable("the provider's answer cannot be read")
    }
    guard isSuccess else {
      let error = answer["error"].string
      // RFC 6749 §5.2: the code is expired, used, or somebody else's.
      throw error == "invalid_grant" ? .used : .unavailable("the provider does not give the token")
    }
    guard let token = answer["id_token"].string else {
      throw .invalid("the provider gave no ID token: is openid among the scopes?")
    }
    return token
  }
}
