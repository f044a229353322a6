import Access
import Hyperlinks
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
    let audience = try settings.text(.oidcAudience) ?? settings.text(.oidcClientID)
    guard let audience else {
      throw ConfigurationError.wrong(
        .oidcAudience, "is missing: it is what tokens for this party have in aud")
    }
    return TokenIssuer(
      issuer: issuer, audience: audience,
      rolesClaim: try settings.text(.oidcRolesClaim) ?? "roles")
  }

  /// How people sign in at the issuer with a browser; nil where they do not.
  ///
  /// - Parameter listening: where this service itself can be asked, for a party on one machine only.
  static func openIDClient(
    _ settings: SettingReader, of issuer: TokenIssuer, listening: (host: String, port: Int)
  ) throws -> OpenIDClient? {
    let secret = try settings.secret(.oidcClientSecret, file: .oidcClientSecretFile)
    guard let id = try settings.text(.oidcClientID) else {
      guard secret == nil else {
        throw ConfigurationError.wrong(
          .oidcClientID,
          "is missing: it is the client whose secret \(Setting.oidcClientSecret.variable) is")
      }
      return nil
    }
    let scopes = try settings.text(.oidcScopes) ?? OpenIDClient.usualScopes
    guard scopes.split(separator: " ").contains("openid") else {
      throw ConfigurationError.wrong(.oidcScopes, "must have openid among its words, not \(scopes)")
    }
    let host = String(issuer.origin.drop { $0 != "/" }.dropFirst(2))
    return OpenIDClient(
      id: id, secret: secret?.revealed, publicURL: try publicURL(settings, listening: listening),
      scopes: scopes, providerName: try settings.text(.oidcName) ?? host)
  }

  /// Where browsers reach this party: scheme and authority alone.
  private static func publicURL(
    _ settings: SettingReader, listening: (host: String, port: Int)
  ) throws -> String {
    guard var url = try settings.text(.publicURL) else {
      guard Loopback.contains(listening.host) else {
        throw ConfigurationError.wrong(
          .publicURL,
          "is missing: with \(Setting.oidcClientID.variable) it is where browsers reach this party, such as https://orders.example.com"
        )
      }
      let host = listening.host.contains(":") ? "[\(listening.host)]" : listening.host
      return "http://\(host):\(listening.port)"
    }
    if url.hasSuffix("/") { url.removeLast() }
    guard url.hasPrefix("https://") || isLoopback(url), url.filter({ $0 == "/" }).count == 2,
      !url.contains(where: { "?#@ ".contains($0) })
    else {
      throw ConfigurationError.wrong(
        .publicURL, "must be https:// and a host, such as https://orders.example.com, not \(url)")
    }
    return url
  }

  private enum PasswordCost: String, CaseIterable { case standard, least }

  /// The least is for tests, which sign in again and again with code that is not optimized: no program that is installed
  /// somewhere takes it.
  static func passwordCost(_ settings: SettingReader) throws -> PasswordHash.Cost {
    guard try settings.choice(.passwordCost, default: PasswordCost.standard) == .least else {
      return .standard
    }
    #if DEBUG
      return .least
    #else
      throw ConfigurationError.wrong(
        .passwordCost, "cannot be least here: only a debug build takes that, for tests")
    #endif
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
