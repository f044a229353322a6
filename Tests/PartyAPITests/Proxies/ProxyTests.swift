import Access
import AccessFakes
import FEEL
import HTTPTypes
import HummingbirdTesting
import Participant
import PartyAPI
import Testing

struct ProxyTests {
  private static func source(
    _ fields: [(String, String)], from peer: String? = "10.0.0.1",
    header: TrustedProxies.Header = .forwardedFor
  ) throws -> TrustedProxies.Source {
    let ranges = try ["10.0.0.0/8", "fd00::/8"].map { try #require(AddressRange($0)) }
    var request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
    for (name, value) in fields {
      request.headerFields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
    }
    return TrustedProxies(ranges, header: header).source(of: request, from: peer)
  }

  private static let chains: [(String, String)] = [
    ("203.0.113.9", "203.0.113.9"), ("203.0.113.9:4711", "203.0.113.9"),
    ("2001:db8::17", "2001:db8:0:0:0:0:0:17"), ("[2001:db8::17]:4711", "2001:db8:0:0:0:0:0:17"),
    // What the caller itself wrote stands before what the proxy added.
    ("198.51.100.1, 203.0.113.9", "203.0.113.9"), ("10.0.0.7, 203.0.113.9", "203.0.113.9"),
    ("203.0.113.9, 10.0.0.7, fd00::3", "203.0.113.9"), ("10.0.0.7, 10.0.0.8", "10.0.0.7"),
    // What cannot be read ends the way.
    ("203.0.113.9, unknown, 10.0.0.7", "10.0.0.7"), ("unknown", "10.0.0.1"), ("", "10.0.0.1"),
    ("203.0.113.9,", "10.0.0.1"), ("<script>", "10.0.0.1"), ("203.0.113.9 10.0.0.7", "10.0.0.1"),
  ]

  @Test(arguments: chains)
  func `the last address that is no proxy of ours is where a request comes from`(
    header: String, address: String
  ) throws {
    #expect(try Self.source([("X-Forwarded-For", header)]).address == address)
  }

  @Test(arguments: [
    ("for=203.0.113.9;proto=https", "203.0.113.9", true),
    ("For=\"[2001:db8::17]:4711\"; Proto=HTTPS", "2001:db8:0:0:0:0:0:17", true),
    ("for=198.51.100.1;proto=https, for=203.0.113.9;proto=http", "203.0.113.9", false),
    ("for=203.0.113.9;proto=https, for=10.0.0.7;proto=http", "203.0.113.9", true),
    ("for=203.0.113.9, for=_hidden, for=10.0.0.7", "10.0.0.7", false),
    ("for=\"10.0.0.7, for=203.0.113.9\"", "10.0.0.1", false),
    ("for=\"a\\\",b\", for=203.0.113.9", "203.0.113.9", false),
    ("by=203.0.113.43", "10.0.0.1", false), ("proto=https", "10.0.0.1", true),
  ])
  func `the same is read of RFC 7239's header`(
    header: String, address: String, isSecure: Bool
  ) throws {
    let source = try Self.source([("Forwarded", header)], header: .forwarded)
    #expect(source.address == address)
    #expect(source.isSecure == isSecure)
  }

  @Test func `each line of a header goes on with the one before`() throws {
    let source = try Self.source([
      ("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "203.0.113.9"),
      ("X-Forwarded-Proto", "http"), ("X-Forwarded-Proto", "http, https"),
    ])
    #expect(source.address == "203.0.113.9")
    #expect(source.isSecure)
  }

  @Test(arguments: ["203.0.113.9", "::1", nil])
  func `nobody else is believed`(peer: String?) throws {
    let lies = [
      ("X-Forwarded-For", "192.0.2.1"), ("Forwarded", "for=192.0.2.1;proto=https"),
      ("X-Forwarded-Proto", "https"), ("X-Real-IP", "192.0.2.1"),
    ]
    for header in TrustedProxies.Header.allCases {
      let source = try Self.source(lies, from: peer, header: header)
      #expect(source.address == peer)
      #expect(!source.isSecure)
    }
  }

  @Test func `of a proxy that writes one header the other is not read`() throws {
    let both = [
      ("X-Forwarded-For", "203.0.113.9"), ("Forwarded", "for=192.0.2.1;proto=https"),
    ]
    let source = try Self.source(both)
    #expect(source.address == "203.0.113.9")
    #expect(!source.isSecure)
    #expect(try Self.source([both[1]]).address == "10.0.0.1")
    #expect(try Self.source([both[0]], header: .forwarded).address == "10.0.0.1")
  }

  @Test func `an address of IPv4 is trusted however the socket writes it`() throws {
    let source = try Self.source([("X-Forwarded-For", "203.0.113.9")], from: "::ffff:10.0.0.1")
    #expect(source.address == "203.0.113.9")
  }

  private static let lies: HTTPFields = [
    .forwardedFor: "203.0.113.9", .forwardedProto: "https",
  ]

  @Test(arguments: [true, false])
  func `the audit trail, the limit and the cookie heed a trusted proxy and nobody else`(
    isTrusted: Bool
  ) async throws {
    var gate = Gate()
    let loopback = try #require(AddressRange("127.0.0.0/8"))
    if isTrusted { gate.proxies = TrustedProxies([loopback]) }
    gate.rateLimit = RateLimit(burst: 1, perSecond: 1)
    try await gate.add("anna", [.buyer])
    let body = #"{"user": "anna", "password": "password of anna", "kind": "web"}"#
    try await gate.open(TestingSetup.live) { ask in
      let first = try await ask(.post, "/session", body, Self.lies)
      #expect(first.status == 200)
      #expect(first.headers[.setCookie]?.hasSuffix("; Secure") == isTrusted)
      // Somebody else's share, only where the proxy may say so.
      let other = try await ask(.get, "/openapi.json", nil, [.forwardedFor: "203.0.113.10"])
      #expect((other.status == 429) == !isTrusted)
      #expect(other.text.contains("127.0.0.1") == !isTrusted)
    }
    let record = try #require(gate.people.audit.last { $0.action == "session.begin" })
    #expect(record.origin.address == (isTrusted ? "203.0.113.9" : "127.0.0.1"))
  }
}
