/// Everything that `run` can be told, in the order of `docs/configuration.md`.
package enum Setting: String, CaseIterable, Sendable {
  case databaseURL = "database.url"
  case databaseURLFile = "database.urlFile"
  case amqpURL = "amqp.url"
  case amqpURLFile = "amqp.urlFile"
  case httpHost = "http.host"
  case httpPort = "http.port"
  case access
  case oidcIssuer = "oidc.issuer"
  case oidcAudience = "oidc.audience"
  case oidcRolesClaim = "oidc.rolesClaim"
  case oidcClientID = "oidc.clientId"
  case oidcClientSecret = "oidc.clientSecret"
  case oidcClientSecretFile = "oidc.clientSecretFile"
  case oidcScopes = "oidc.scopes"
  case oidcName = "oidc.name"
  case publicURL = "public.url"
  case trustedProxies
  case proxyHeader
  case sessionHours
  case passwordCost
  case decisionGrace
  case rateLimit
  case openAPI = "openapi"
  case swaggerUI = "swagger.ui"
  case bpmn
  case pool
  case forms
  case migrations
  case lanes
  case parkedLimit
  case logLevel = "log.level"
  case logFormat = "log.format"
  case clock
  case clockEpoch
  case autopilot

  /// Its environment variable: `database.urlFile` is `DUET_DATABASE_URL_FILE`.
  package var variable: String {
    var name = "DUET_"
    for character in rawValue {
      if character == "." {
        name += "_"
      } else {
        if character.isUppercase { name += "_" }
        name += character.uppercased()
      }
    }
    return name
  }
}
