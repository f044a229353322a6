extension Connection.Configuration {
  /// Reads `amqp://user:password@host:port/virtual-host?heartbeat=10` or `amqps://…`, following
  /// RabbitMQ's URI specification and its query parameters.
  ///
  /// Left-out parts keep their defaults; the port is 5672 or, for `amqps`, 5671. A missing or
  /// empty path is the virtual host `/`. Known query parameters: `cacertfile`, `certfile`,
  /// `keyfile`, `heartbeat` (seconds), `connection_timeout` (milliseconds), `channel_max`,
  /// `auth_mechanism` (`plain` or `external`). `amqps` needs `cacertfile`, unless `tls` gives it.
  ///
  /// - Throws: `invalidConfiguration`; its text never repeats the URL, which holds a password.
  public init(url: String, tls: TLS? = nil) throws(RabbitMQError) {
    self.init()
    var rest = Substring(url)
    guard let scheme = rest.cut(through: "://")?.lowercased(), ["amqp", "amqps"].contains(scheme)
    else { throw .invalidConfiguration("a URL begins with amqp:// or amqps://") }
    let isSecure = scheme == "amqps"
    port = isSecure ? 5_671 : 5_672

    var query: Substring = ""
    if let path = rest.cut(through: "?") {
      query = rest
      rest = path
    }
    let authority = rest.cut(through: "/") ?? rest.takeAll()
    if !rest.isEmpty { virtualHost = try Self.decode(rest) }
    try readAuthority(authority)

    var secured = tls ?? TLS(certificateAuthorityFile: "")
    try readQuery(query, isSecure: isSecure, tls: &secured)
    if isSecure { self.tls = secured }
    try validate()
  }

  private mutating func readAuthority(_ authority: Substring) throws(RabbitMQError) {
    var rest = authority
    if let at = rest.lastIndex(of: "@") {
      var userInfo = rest[..<at]
      rest = rest[rest.index(after: at)...]
      let user = userInfo.cut(through: ":") ?? userInfo.takeAll()
      credentials = .plain(user: try Self.decode(user), password: try Self.decode(userInfo))
    }
    if rest.first == "[" {
      guard let address = rest.dropFirst().firstRange(upTo: "]") else {
        throw .invalidConfiguration("an IPv6 address lacks its closing bracket")
      }
      host = String(rest[address])
      rest = rest[rest.index(after: address.upperBound)...]
      if rest.first == ":" { rest = rest.dropFirst() }
    } else {
      let name = rest.cut(through: ":") ?? rest.takeAll()
      if !name.isEmpty { host = try Self.decode(name) }
    }
    if !rest.isEmpty { port = try Self.number(rest, "port") }
  }

  private mutating func readQuery(
    _ query: Substring, isSecure: Bool, tls: inout TLS
  ) throws(RabbitMQError) {
    for parameter in query.split(separator: "&") {
      var rest = parameter
      let name = rest.cut(through: "=") ?? rest.takeAll()
      switch name {
      case "cacertfile" where isSecure: tls.certificateAuthorityFile = try Self.decode(rest)
      case "certfile" where isSecure: tls.certificateFile = try Self.decode(rest)
      case "keyfile" where isSecure: tls.privateKeyFile = try Self.decode(rest)
      case "heartbeat": heartbeat = .seconds(try Self.number(rest, "heartbeat") as Int32)
      case "connection_timeout":
        connectTimeout = .milliseconds(try Self.number(rest, "connection_timeout") as Int32)
      case "channel_max": maximumChannels = try Self.number(rest, "channel_max")
      case "auth_mechanism" where rest.lowercased() == "external": credentials = .external
      case "auth_mechanism" where rest.lowercased() == "plain": break
      case "verify" where rest == "verify_peer": break
      case "verify", "fail_if_no_peer_cert", "server_name_indication":
        throw .invalidConfiguration("the verification of the broker cannot be changed")
      default:
        throw .invalidConfiguration("unknown query parameter \(name)")
      }
    }
  }

  private static func number<Number: FixedWidthInteger>(
    _ text: Substring, _ name: String
  ) throws(RabbitMQError) -> Number {
    guard let number = Number(text) else {
      throw .invalidConfiguration("\(name) is not a number in its range")
    }
    return number
  }

  /// Undoes percent-encoding.
  private static func decode(_ text: Substring) throws(RabbitMQError) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexadecimalDigit,
        let low = rest.popFirst()?.hexadecimalDigit
      else { throw .invalidConfiguration("a percent sign lacks its two hexadecimal digits") }
      bytes.append(high << 4 | low)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self), !decoded.utf8.contains(0) else {
      throw .invalidConfiguration("a part is not UTF-8 or holds a zero byte")
    }
    return decoded
  }
}

extension Substring {
  /// Removes and returns what precedes `separator`, and removes the separator; nil without one.
  fileprivate mutating func cut(through separator: String) -> Substring? {
    guard let range = firstRange(of: separator) else { return nil }
    let head = self[..<range.lowerBound]
    self = self[range.upperBound...]
    return head
  }

  /// Removes and returns everything.
  fileprivate mutating func takeAll() -> Substring {
    defer { self = self[endIndex...] }
    return self
  }

  fileprivate func firstRange(upTo end: Character) -> Range<Index>? {
    firstIndex(of: end).map { startIndex..<$0 }
  }
}

extension UInt8 {
  fileprivate var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
