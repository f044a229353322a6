package import Access
package import HTTPTypes

/// The reverse proxies in front of the service, whose word is taken for whom they ask. What the same headers say that come
/// from anybody else is not looked at: anybody can write them.
package struct TrustedProxies: Hashable, Sendable {
  /// Where the proxies write whom they ask for. One is read and never the other: a proxy that writes one of them passes on
  /// what the caller put into the other.
  package enum Header: String, CaseIterable, Sendable {
    /// With `X-Forwarded-Proto`.
    case forwardedFor = "x-forwarded-for"
    /// RFC 7239.
    case forwarded
  }

  private let ranges: [AddressRange]
  private let header: Header

  package init(_ ranges: [AddressRange], header: Header = .forwardedFor) {
    self.ranges = ranges
    self.header = header
  }

  /// Nobody is believed.
  package static let none = TrustedProxies([])

  /// Where a request comes from.
  package struct Source: Hashable, Sendable {
    /// The last one that is no proxy of ours; nil where the connection has no address.
    package let address: String?
    /// Whether it came over TLS, as far as a proxy of ours says.
    package let isSecure: Bool
  }

  /// - Parameter peer: the other end of the connection.
  package func source(of request: HTTPRequest, from peer: String?) -> Source {
    guard let peer, contains(peer) else { return Source(address: peer, isSecure: false) }
    let hops = hops(request.headerFields)
    var address = peer
    var secure = hops.last?.isSecure ?? false
    // From the nearest on: each was written by the one after it, and so far all of those are ours.
    for hop in hops.reversed() {
      guard let next = hop.address.flatMap({ IPAddress($0) }) else { break }
      address = next.description
      secure = hop.isSecure
      guard contains(next) else { break }
    }
    return Source(address: address, isSecure: secure)
  }

  private func contains(_ text: String) -> Bool { IPAddress(text).map(contains) ?? false }

  private func contains(_ address: IPAddress) -> Bool {
    ranges.contains { $0.contains(address) }
  }

  private func hops(_ fields: HTTPFields) -> [ForwardedHop] {
    switch header {
    case .forwarded: fields[values: .forwarded].flatMap(ForwardedHop.list)
    case .forwardedFor:
      ForwardedHop.list(
        addresses: fields[values: .forwardedFor], protocols: fields[values: .forwardedProto])
    }
  }
}

extension HTTPField.Name {
  // All three consist of token characters only.
  package static let forwarded = HTTPField.Name("Forwarded")!
  package static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
  package static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
