#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Connection.Configuration {
  /// Reads a connection URL: `postgresql://user:password@host:port/database?name=value&…`.
  ///
  /// All parts after the user are optional. The names, as libpq spells them: `sslmode`,
  /// `sslrootcert`, `sslcert`, `sslkey`, `application_name`, `host` (for the directory of a Unix
  /// socket), `connect_timeout` (in seconds); and, in milliseconds as in the server's settings,
  /// `statement_timeout`, `lock_timeout`, `idle_in_transaction_session_timeout`.
  ///
  /// - Throws: ``PostgreSQLError/invalidArgument(reason:)``, which quotes nothing but option names.
  public init(url: String) throws(PostgreSQLError) {
    guard let parts = URLComponents(string: url) else { throw Self.invalid("not a URL") }
    guard parts.scheme == "postgresql" || parts.scheme == "postgres" else {
      throw Self.invalid("the scheme is not postgresql")
    }
    guard let user = parts.user, !user.isEmpty else { throw Self.invalid("no user in it") }
    self.init(user: user, password: parts.password)
    if let host = parts.host, !host.isEmpty {
      // An IPv6 address stands in brackets in a URL and without them for libpq.
      self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }
    if let port = parts.port {
      guard let valid = UInt16(exactly: port), valid > 0 else {
        throw Self.invalid("the port is out of range")
      }
      self.port = valid
    }
    let path = parts.path.drop { $0 == "/" }
    if !path.isEmpty { database = String(path) }
    for item in parts.queryItems ?? [] {
      try apply(item.name, item.value ?? "")
    }
  }

  private mutating func apply(_ name: String, _ value: String) throws(PostgreSQLError) {
    switch name {
    case "host": host = value
    case "sslmode":
      guard let mode = TLSMode(rawValue: value) else { throw Self.invalid("unknown sslmode") }
      tlsMode = mode
    case "sslrootcert": rootCertificate = value
    case "sslcert": clientCertificate = value
    case "sslkey": clientKey = value
    case "application_name": applicationName = value
    case "connect_timeout": connectTimeout = .seconds(try Self.number(value, name))
    case "statement_timeout": statementTimeout = .milliseconds(try Self.number(value, name))
    case "lock_timeout": lockTimeout = .milliseconds(try Self.number(value, name))
    case "idle_in_transaction_session_timeout":
      idleInTransactionTimeout = .milliseconds(try Self.number(value, name))
    default: throw Self.invalid("unknown option \(name)")
    }
  }

  private static func number(_ text: String, _ name: String) throws(PostgreSQLError) -> Int {
    guard let number = Int(text), 1...Int(Int32.max) ~= number else {
      throw invalid("\(name) is not a positive number")
    }
    return number
  }

  private static func invalid(_ reason: String) -> PostgreSQLError {
    .invalidArgument(reason: "connection URL: \(reason)")
  }
}
