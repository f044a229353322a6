/// What this party is to an OpenID provider (OpenID Connect Core §1.2: the relying party).
package struct OpenIDClient: Hashable, Sendable {
  package let id: String
  /// Nil for a public client, which proves itself by PKCE alone.
  package let secret: String?
  /// Where browsers reach this party, without a slash at the end: `https://orders.example.com`.
  package let publicURL: String
  /// What is asked for: `openid` among it, and what brings the claims with names and roles.
  package let scopes: String
  /// What people call the provider.
  package let providerName: String

  package init(
    id: String, secret: String?, publicURL: String, scopes: String = OpenIDClient.usualScopes,
    providerName: String
  ) {
    self.id = id
    self.secret = secret
    self.publicURL = publicURL
    self.scopes = scopes
    self.providerName = providerName
  }

  package static let usualScopes = "openid profile email"
  /// The page that begins a sign-in, and the one to which the provider sends people back.
  package static let beginPath = "/ui/sign-in/oidc"
  package static let callbackPath = beginPath + "/callback"

  var redirectURI: String { publicURL + Self.callbackPath }
}
