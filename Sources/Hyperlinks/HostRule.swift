/// Which hosts requests may name: this machine itself, and further names by which a proxy passes requests on.
///
/// A service that believes whoever reaches it listens on the machine itself only. A page of another site could reach it
/// all the same from a browser on the machine, through a name that it has pointed there (DNS rebinding); but such a request
/// names the other site's host.
package struct HostRule: Hashable, Sendable {
  private let names: Set<String>

  /// - Parameter names: besides the machine's own, in any case, without ports.
  package init(also names: some Sequence<String> = []) {
    self.names = Set(names.map { $0.lowercased() })
  }

  /// - Parameter authority: `host:port`, as a request has it (RFC 9110, section 7.2).
  package func admits(_ authority: String) -> Bool {
    let host = Self.host(of: authority)
    return Loopback.contains(host) || names.contains(host.lowercased())
  }

  /// The host of `host:port` or `[address]:port`.
  package static func host(of authority: String) -> String {
    if authority.first == "[" { return String(authority.dropFirst().prefix { $0 != "]" }) }
    return String(authority.prefix { $0 != ":" })
  }
}

/// The names and addresses by which a machine reaches itself.
package enum Loopback {
  package static func contains(_ host: String) -> Bool {
    if host.lowercased() == "localhost" || host == "::1" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
  }
}
