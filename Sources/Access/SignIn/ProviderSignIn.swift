package import FEEL
import Hyperlinks

/// Signs people in at an OpenID provider with their browser: the authorization code flow (OpenID Connect Core §3.1) with PKCE.
package struct ProviderSignIn: Sendable {
  package let client: OpenIDClient
  private let verifier: TokenVerifier
  private let endpoint: any TokenEndpoint

  /// - Parameter verifier: of the provider's tokens.
  package init(client: OpenIDClient, verifier: TokenVerifier, endpoint: any TokenEndpoint) {
    self.client = client
    self.verifier = verifier
    self.endpoint = endpoint
  }

  /// Where the provider's pages are, for what forms may lead to.
  package var origin: String { verifier.issuer.origin }

  /// Where the browser goes.
  package func departure(
    of attempt: AuthorizationAttempt, at now: Timestamp
  ) async throws(SignInFailure) -> String {
    guard let url = try await metadata(at: now).authorizationURL else {
      throw .unavailable("the provider does not say where people sign in")
    }
    return Self.adding(
      [
        ("response_type", "code"), ("client_id", client.id), ("redirect_uri", client.redirectURI),
        ("scope", client.scopes), ("state", attempt.state), ("nonce", attempt.nonce),
        ("code_challenge", attempt.codeChallenge), ("code_challenge_method", "S256"),
      ], to: url)
  }

  /// Who has come back.
  ///
  /// - Parameter attempt: what the browser had left with.
  package func arrival(
    _ answer: AuthorizationAnswer, of attempt: AuthorizationAttempt?, at now: Timestamp
  ) async throws(SignInFailure) -> Person {
    let code = try answer.code(for: attempt, from: verifier.issuer.issuer, at: now)
    guard let attempt else { throw .stale }
    let metadata = try await metadata(at: now)
    guard let url = metadata.tokenURL else {
      throw .unavailable("the provider does not say where codes are exchanged")
    }
    let exchange = CodeExchange(
      code: code, attempt: attempt, client: client, methods: metadata.clientAuthentication)
    let token = try await idToken(for: exchange, at: url)
    do throws(TokenFailure) {
      return try await verifier.person(
        identifiedBy: token, client: client.id, nonce: attempt.nonce, at: now)
    } catch {
      throw SignInFailure(error)
    }
  }

  private func idToken(
    for exchange: CodeExchange, at url: String
  ) async throws(SignInFailure) -> String {
    let answer: (isSuccess: Bool, body: [UInt8])
    do throws(TokenFailure) {
      answer = try await endpoint.answer(
        to: exchange.form, at: url, authorization: exchange.authorization)
    } catch {
      throw SignInFailure(error)
    }
    return try CodeExchange.idToken(in: answer.body, isSuccess: answer.isSuccess)
  }

  /// Where people sign out at the provider, too; nil where it has no such page, or where it cannot be asked: they are
  /// signed out here whatever happens there.
  package func signOutURL(at now: Timestamp) async -> String? {
    let metadata: ProviderMetadata
    do { metadata = try await verifier.ring.metadata(at: now) } catch { return nil }
    // Pages may lead to no other place (`form-action`).
    guard let url = metadata.endSessionURL, TokenIssuer.origin(of: url) == origin else {
      return nil
    }
    return Self.adding(
      [
        ("client_id", client.id),
        ("post_logout_redirect_uri", client.publicURL + "/ui/sign-in"),
      ], to: url)
  }

  private func metadata(at now: Timestamp) async throws(SignInFailure) -> ProviderMetadata {
    do throws(TokenFailure) { return try await verifier.ring.metadata(at: now) } catch {
      throw SignInFailure(error)
    }
  }

  /// The endpoint's own query is kept (RFC 6749 §3.1).
  private static func adding(_ parameters: [(String, String?)], to url: String) -> String {
    let query = Link.to("", parameters).dropFirst()
    return url + (url.contains("?") ? "&" : "?") + query
  }
}
