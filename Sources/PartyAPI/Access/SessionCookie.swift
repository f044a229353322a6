package import Access
package import HTTPTypes
import Hyperlinks

/// The cookie that holds a browser's session (RFC 6265): out of reach for scripts and for other sites' requests.
package struct SessionCookie: Hashable, Sendable {
  package let name: String

  /// - Parameter party: cookies do not tell ports apart, so that two parties on one machine need names of their own.
  package init(party: String) {
    name = "duet_" + party.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  package func value(in request: HTTPRequest) -> String? {
    for field in request.headerFields[values: .cookie] {
      for pair in field.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        if parts.count == 2, String(parts[0]).trimmed == name { return String(parts[1]).trimmed }
      }
    }
    return nil
  }

  /// The header's value that sets it. It ends with the browser, and with the session.
  ///
  /// - Parameters:
  ///   - authority: the host that the browser asked: only this machine itself may be asked without TLS.
  ///   - isSecure: whether TLS is known to have been used, whatever the host is called on the way.
  package func set(_ token: SessionToken, authority: String?, isSecure: Bool) -> String {
    "\(name)=\(token.text)\(attributes(authority, isSecure))"
  }

  package func clear(authority: String?, isSecure: Bool) -> String {
    "\(name)=; Max-Age=0\(attributes(authority, isSecure))"
  }

  private func attributes(_ authority: String?, _ isSecure: Bool) -> String {
    Self.attributes(path: "/", authority: authority, isSecure: isSecure)
  }

  /// What keeps a cookie with a secret to this party, and out of reach for scripts and for other sites' requests.
  package static func attributes(path: String, authority: String?, isSecure: Bool) -> String {
    let isLoopback = Loopback.contains(HostRule.host(of: authority ?? ""))
    return "; Path=\(path); HttpOnly; SameSite=Lax" + (isLoopback && !isSecure ? "" : "; Secure")
  }
}
