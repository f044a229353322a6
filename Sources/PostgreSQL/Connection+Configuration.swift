extension Connection {
  /// Where a server is, who logs in, and which limits hold on the connection.
  public struct Configuration: Sendable, Hashable {
    /// How the connection is encrypted and the server checked (libpq's `sslmode`).
    public enum TLSMode: String, Sendable, CaseIterable {
      case disable
      case allow
      case prefer
      case require
      case verifyCA = "verify-ca"
      /// The only mode that keeps out a server in between: use it beyond one's own machine.
      case verifyFull = "verify-full"
    }

    /// A host's name or address, or the directory of a Unix socket.
    public var host: String
    public var port: UInt16
    public var user: String
    /// Nil leaves it to the password file or to a login without password.
    public var password: String?
    public var database: String
    public var tlsMode: TLSMode
    /// The file with the certificates of the authorities that may vouch for the server.
    public var rootCertificate: String?
    /// The files that prove this side to the server.
    public var clientCertificate: String?
    public var clientKey: String?
    /// What `pg_stat_activity` shows.
    public var applicationName: String?
    /// For the whole of connecting and logging in, but not for resolving the host's name.
    public var connectTimeout: Duration
    /// The server stops each statement after this time; nil leaves it to the role's setting, as below.
    public var statementTimeout: Duration?
    /// The server gives up waiting for a lock after this time.
    public var lockTimeout: Duration?
    /// The server ends a connection that leaves a transaction open and idle for this time.
    public var idleInTransactionTimeout: Duration?
    /// Whether the server shall neither compile a query nor share it among processes (its settings `jit` and
    /// `max_parallel_workers_per_gather`): hardly ever worth the time for what is to take milliseconds.
    public var isForShortStatements = false
    /// What a page from anywhere costs beside one in sequence (`random_page_cost`); nil leaves it to the server, which
    /// supposes a disk that has to turn.
    public var randomPageCost: Double?
    /// How many prepared statements a connection keeps.
    public var preparedStatementCapacity: Int

    public init(
      host: String = "localhost", port: UInt16 = 5432, user: String, password: String? = nil,
      database: String? = nil, tlsMode: TLSMode = .prefer, rootCertificate: String? = nil,
      clientCertificate: String? = nil, clientKey: String? = nil, applicationName: String? = nil,
      connectTimeout: Duration = .seconds(10), statementTimeout: Duration? = nil,
      lockTimeout: Duration? = nil, idleInTransactionTimeout: Duration? = nil,
      preparedStatementCapacity: Int = 256
    ) {
      self.host = host
      self.port = port
      self.user = user
      self.password = password
      self.database = database ?? user
      self.tlsMode = tlsMode
      self.rootCertificate = rootCertificate
      self.clientCertificate = clientCertificate
      self.clientKey = clientKey
      self.applicationName = applicationName
      self.connectTimeout = connectTimeout
      self.statementTimeout = statementTimeout
      self.lockTimeout = lockTimeout
      self.idleInTransactionTimeout = idleInTransactionTimeout
      self.preparedStatementCapacity = preparedStatementCapacity
    }
  }
}

extension Connection.Configuration: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The connection as a URL, its password hidden.
  public var description: String {
    let secret = password == nil ? "" : ":***"
    return "postgresql://\(user)\(secret)@\(host):\(port)/\(database)?sslmode=\(tlsMode.rawValue)"
  }

  public var debugDescription: String { description }

  /// Keeps `dump` and string interpolation of enclosing values from showing the password.
  public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}

extension Connection.Configuration {
  /// The configuration as libpq's keywords and values.
  var libpqSettings: [(key: String, value: String)] {
    var settings = [
      (key: "host", value: host), (key: "port", value: String(port)),
      (key: "user", value: user), (key: "dbname", value: database),
      (key: "sslmode", value: tlsMode.rawValue), (key: "client_encoding", value: "UTF8"),
      // Kerberos encryption is tried first otherwise, a round trip more for each connection.
      (key: "gssencmode", value: "disable"),
      // Ends a connection whose host has gone after about a minute.
      (key: "keepalives_idle", value: "30"), (key: "keepalives_interval", value: "10"),
      (key: "keepalives_count", value: "3"),
    ]
    let optional = [
      ("password", password), ("sslrootcert", rootCertificate), ("sslcert", clientCertificate),
      ("sslkey", clientKey), ("application_name", applicationName), ("options", serverOptions),
    ]
    for (key, value) in optional {
      if let value { settings.append((key: key, value: value)) }
    }
    return settings
  }

  /// The limits and settings as command line options for the server's process.
  private var serverOptions: String? {
    let limits = [
      ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
      ("idle_in_transaction_session_timeout", idleInTransactionTimeout),
    ]
    var options = limits.compactMap { name, limit in
      limit.map { "-c \(name)=\($0.wholeMilliseconds)" }
    }
    if let randomPageCost { options.append("-c random_page_cost=\(randomPageCost)") }
    if isForShortStatements { options.append("-c jit=off -c max_parallel_workers_per_gather=0") }
    return options.isEmpty ? nil : options.joined(separator: " ")
  }
}

extension Duration {
  /// At least one, because zero would mean no limit to the server; at most what it takes.
  fileprivate var wholeMilliseconds: Int64 {
    let milliseconds = self / .milliseconds(1)
    return Int64(min(max(milliseconds.rounded(.up), 1), Double(Int32.max)))
  }
}
