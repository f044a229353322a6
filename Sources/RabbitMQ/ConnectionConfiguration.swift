extension Connection {
  /// Where the broker is, who we are, and how long to wait for it.
  ///
  /// ```swift
  /// var configuration = try Connection.Configuration(url: "amqps://client:secret@broker/orders")
  /// configuration.connectionName = "client publishing"
  /// ```
  ///
  /// Its description and reflection never show the password.
  public struct Configuration: Sendable {
    /// How this side proves who it is.
    public enum Credentials: Sendable {
      /// SASL PLAIN. Use it over TLS, or on the loopback interface only.
      case plain(user: String, password: String)
      /// SASL EXTERNAL: the broker takes the user from the client's certificate.
      case external
    }

    /// TLS 1.2 or newer; the broker's certificate and host name are always verified.
    public struct TLS: Sendable {
      /// PEM file of the certificate authorities that are trusted, and no others.
      public var certificateAuthorityFile: String
      /// PEM file of this side's certificate chain; together with `privateKeyFile`.
      public var certificateFile: String?
      /// PEM file of this side's private key.
      public var privateKeyFile: String?

      public init(
        certificateAuthorityFile: String, certificateFile: String? = nil,
        privateKeyFile: String? = nil
      ) {
        self.certificateAuthorityFile = certificateAuthorityFile
        self.certificateFile = certificateFile
        self.privateKeyFile = privateKeyFile
      }
    }

    public var host = "localhost"
    public var port: UInt16 = 5672
    public var virtualHost = "/"
    public var credentials = Credentials.plain(user: "guest", password: "guest")
    /// Nil for a connection without TLS. With TLS, `host` must be a name, not an IP address:
    /// the C library compares it with the names in the certificate.
    public var tls: TLS?
    /// Shown in the broker's list of connections; up to 255 bytes.
    public var connectionName = ""

    /// The connection is dead after two intervals without a sign of the broker. Whole seconds,
    /// 1 … 600; the broker may choose a shorter one.
    public var heartbeat = Duration.seconds(10)
    /// For TCP and TLS. The resolver of host names has its own time-outs on top.
    public var connectTimeout = Duration.seconds(5)
    /// For the AMQP handshake.
    public var handshakeTimeout = Duration.seconds(5)
    /// For the answer to a method, for the rest of a message that has begun, and for a close.
    public var callTimeout = Duration.seconds(5)
    /// How long messages may be in flight without any confirmation while the broker does not
    /// block the connection.
    public var confirmTimeout = Duration.seconds(10)
    /// How long one call into the C library may keep the connection's thread.
    public var stallTimeout = Duration.seconds(20)

    /// In bytes, 4,096 … 1,048,576; the broker may choose a smaller one.
    public var maximumFrameSize = 131_072
    /// Channels on this connection; the broker may choose fewer.
    public var maximumChannels: UInt16 = 2_047
    /// The largest body that is sent or accepted, in bytes.
    public var maximumBodySize = 16 * 1_048_576

    public init() {}
  }
}

extension Connection.Configuration {
  /// - Throws: `invalidConfiguration` for a value that is out of its range.
  func validate() throws(RabbitMQError) {
    try require(!host.isEmpty, "the host is empty")
    try require(port != 0, "the port is zero")
    for text in [virtualHost, connectionName] {
      try require(text.utf8.count <= 255, "a name is longer than 255 bytes")
    }
    try require(heartbeat >= .seconds(1) && heartbeat <= .seconds(600), "heartbeat: 1 … 600 s")
    for timeout in [connectTimeout, handshakeTimeout, callTimeout, confirmTimeout, stallTimeout] {
      try require(timeout > .zero && timeout <= .seconds(3_600), "time-outs: above 0, up to 1 h")
    }
    try require((4_096...1_048_576).contains(maximumFrameSize), "frames: 4,096 … 1,048,576 bytes")
    try require(maximumChannels > 0, "at least one channel is needed")
    try require(
      maximumBodySize >= 0 && maximumBodySize <= Int(Int32.max), "bodies: up to 2 GiB")
    if let tls {
      try require(!tls.certificateAuthorityFile.isEmpty, "TLS needs the file of a trusted CA")
      try require(
        (tls.certificateFile == nil) == (tls.privateKeyFile == nil),
        "a client certificate and its key belong together")
    } else if case .external = credentials {
      throw .invalidConfiguration("EXTERNAL needs TLS with a client certificate")
    }
  }

  private func require(_ condition: Bool, _ reason: String) throws(RabbitMQError) {
    guard condition else { throw .invalidConfiguration(reason) }
  }
}

extension Connection.Configuration: CustomStringConvertible, CustomReflectable {
  /// The address without the password, as `amqp://user@host:port/virtual-host`.
  public var description: String {
    let user =
      switch credentials {
      case .plain(let user, _): user
      case .external: "EXTERNAL"
      }
    return "\(tls == nil ? "amqp" : "amqps")://\(user)@\(host):\(port)/\(virtualHost)"
  }

  public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}

extension Connection.Configuration.Credentials: CustomStringConvertible, CustomReflectable {
  /// The user without the password.
  public var description: String {
    switch self {
    case .plain(let user, _): "PLAIN \(user)"
    case .external: "EXTERNAL"
    }
  }

  public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
