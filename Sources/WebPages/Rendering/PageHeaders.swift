package import HTTPTypes

/// What every answer to a browser tells it to refuse.
package enum PageHeaders {
  /// Nothing from elsewhere, nothing inline, no frames around us.
  ///
  /// - Parameter formTargets: other origins to which a form may lead in the end.
  package static func contentSecurityPolicy(formTargets: [String] = []) -> String {
    [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
      "connect-src 'self'", (["form-action 'self'"] + formTargets).joined(separator: " "),
      "frame-ancestors 'none'", "base-uri 'none'",
    ].joined(separator: "; ")
  }

  package static func add(to headers: inout HTTPFields, formTargets: [String] = []) {
    headers[.contentSecurityPolicy] = contentSecurityPolicy(formTargets: formTargets)
    headers[.xContentTypeOptions] = "nosniff"
    headers[name("Referrer-Policy")] = "same-origin"
    headers[name("Cross-Origin-Opener-Policy")] = "same-origin"
    headers[name("Cross-Origin-Resource-Policy")] = "same-origin"
    headers[name("X-Frame-Options")] = "DENY"
    headers[name("Permissions-Policy")] = "camera=(), geolocation=(), microphone=(), payment=()"
    // What people see is theirs alone, and is asked for anew when they go back.
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
  }

  private static func name(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else {
      preconditionFailure("\(text) consists of token characters only")
    }
    return name
  }
}
