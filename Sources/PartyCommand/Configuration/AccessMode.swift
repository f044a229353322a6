import Access
import PartyAPI

/// How it is found out who asks.
package enum AccessMode: String, CaseIterable, Sendable {
  /// Users of the party's own database sign in.
  case local
  /// Tokens of an issuer are accepted, too.
  case oidc
  /// Everybody is believed and may do everything: for tests, measurements and trying out, on this machine only.
  case trust
}

extension PartyConfiguration {
  /// Whoever can reach a service that believes everybody can do everything.
  static func check(host: String, _ access: AccessMode) throws {
    guard access != .trust || Loopback.contains(host) else {
      throw ConfigurationError.wrong(
        .httpHost,
        "must be an address of this machine itself, such as 127.0.0.1, with \(Setting.access.variable)=trust; not \(host)"
      )
    }
    guard !host.contains(where: \.isWhitespace) else {
      throw ConfigurationError.wrong(.httpHost, "must be a name or an address, not \(host)")
    }
  }

  static func issuer(_ settings: SettingReader) throws -> TokenIssuer {
    guard let issuer = try settings.text(.oidcIssuer) else {
      throw ConfigurationError.wrong(
        .oidcIssuer,
        "is missing: with \(Setting.access.variable)=oidc it is the issuer's URL, exactly as its tokens have it"
      )
    }
    guard issuer.hasPrefix("https://") || isLoopback(issuer) else {
      throw ConfigurationError.wrong(.oidcIssuer, "must begin with https://, not \(issuer)")
    }
    guard let audience = try settings.text(.oidcAudience) else {
      throw ConfigurationError.wrong(
        .oidcAudience, "is missing: it is what tokens for this party have in aud")
    }
    return TokenIssuer(
      issuer: issuer, audience: audience,
      rolesClaim: try settings.text(.oidcRolesClaim) ?? "roles")
  }

  static func proxies(_ settings: SettingReader) throws -> TrustedProxies {
    let texts = try settings.text(.trustedProxies)?.split { $0 == "," || $0.isWhitespace } ?? []
    let ranges = try texts.map { text in
      guard let range = AddressRange(text) else {
        throw ConfigurationError.wrong(
          .trustedProxies,
          "must be addresses or ranges such as 10.0.0.5,192.168.7.0/24,fd00::/8, not \(text)")
      }
      return range
    }
    return TrustedProxies(ranges, header: try settings.choice(.proxyHeader, default: .forwardedFor))
  }

  /// A provider on the same machine, for trying out.
  private static func isLoopback(_ url: String) -> Bool {
    guard url.hasPrefix("http://") else { return false }
    let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
    let host =
      authority.hasPrefix("[")
      ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
    return Loopback.contains(String(host))
  }
}
