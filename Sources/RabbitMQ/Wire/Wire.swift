import CRabbitMQ
import Glibc

/// One connection state of the C library and its socket: frames in, methods and messages out.
///
/// Everything unsafe of this module lives in this folder. The library is not thread-safe: a wire
/// is used by the one thread that made it. `OpaquePointer` is not `Sendable`, and neither is this
/// type, so that the compiler keeps it there.
@safe struct Wire: ~Copyable {
  let state: amqp_connection_state_t
  /// A duplicate of the library's socket descriptor. The library closes its own one in the midst
  /// of some calls; ours stays valid until `deinit`, for `poll` and for the watchdog's `shutdown`.
  let socket: Int32
  let arena = Arena()

  /// Makes the TCP connection and, where wanted, the TLS session.
  init(connectingTo configuration: Connection.Configuration) throws(RabbitMQError) {
    guard let state = unsafe amqp_new_connection() else { throw .connectFailed("out of memory") }
    do throws(RabbitMQError) {
      let descriptor = try unsafe Self.openSocket(state, configuration)
      let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
      guard duplicate >= 0 else { throw .connectFailed("no file descriptor is left") }
      unsafe self.state = state
      socket = duplicate
    } catch {
      unsafe amqp_destroy_connection(state)
      throw error
    }
    limitSendBuffer()
  }

  deinit {
    unsafe amqp_destroy_connection(state)
    Glibc.close(socket)
  }

  private static func openSocket(
    _ state: amqp_connection_state_t, _ configuration: Connection.Configuration
  ) throws(RabbitMQError) -> Int32 {
    let socket =
      if let tls = configuration.tls { try unsafe tlsSocket(state, tls) } else {
        unsafe amqp_tcp_socket_new(state)
      }
    guard let socket = unsafe socket else { throw .connectFailed("out of memory") }
    var timeout = configuration.connectTimeout.timeval
    let status = unsafe amqp_socket_open_noblock(
      socket, configuration.host, Int32(configuration.port), &timeout)
    switch amqp_status_enum(status) {
    case AMQP_STATUS_OK: return unsafe amqp_socket_get_sockfd(socket)
    case AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED:
      throw .tlsVerificationFailed("it does not name \(configuration.host)")
    case AMQP_STATUS_SSL_PEER_VERIFY_FAILED:
      throw .tlsVerificationFailed("no trusted authority signed it, or it is not valid now")
    case AMQP_STATUS_SSL_ERROR, AMQP_STATUS_SSL_CONNECTION_FAILED:
      throw .tlsFailed("\(errorText(status)) with \(configuration.host):\(configuration.port)")
    default:
      throw .connectFailed("\(errorText(status)): \(configuration.host):\(configuration.port)")
    }
  }

  private static func tlsSocket(
    _ state: amqp_connection_state_t, _ tls: Connection.Configuration.TLS
  ) throws(RabbitMQError) -> OpaquePointer? {
    guard let socket = unsafe amqp_ssl_socket_new(state) else { return nil }
    unsafe amqp_ssl_socket_set_verify_peer(socket, 1)
    unsafe amqp_ssl_socket_set_verify_hostname(socket, 1)
    let versions = unsafe amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST)
    guard versions == AMQP_STATUS_OK.rawValue else {
      throw .invalidConfiguration("TLS 1.2 is not available")
    }
    guard unsafe amqp_ssl_socket_set_cacert(socket, tls.certificateAuthorityFile) == 0 else {
      throw .invalidConfiguration("cannot read CA file \(tls.certificateAuthorityFile)")
    }
    if let certificate = tls.certificateFile, let key = tls.privateKeyFile {
      guard unsafe amqp_ssl_socket_set_key(socket, certificate, key) == 0 else {
        throw .invalidConfiguration("cannot read certificate \(certificate) or its key")
      }
    }
    return unsafe socket
  }

  /// Gives the kernel a fixed send buffer: with `poll`'s "writable" meaning that a third of it is
  /// free, a burst of ``burstSize`` bytes then never blocks inside the library.
  private func limitSendBuffer() {
    var size: Int32 = 262_144
    // Without effect the burst may block for a moment; the watchdog covers the worst.
    _ = unsafe setsockopt(
      socket, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }

  /// How many bytes of messages may be written after `poll` reported the socket writable.
  static let burstSize = 65_536

  static func errorText(_ status: Int32) -> String {
    unsafe String(cString: amqp_error_string2(status))
  }

  /// The error that a failed call of the library stands for.
  static func error(_ status: Int32) -> RabbitMQError {
    switch amqp_status_enum(status) {
    case AMQP_STATUS_HEARTBEAT_TIMEOUT: .heartbeatLost
    case AMQP_STATUS_BAD_AMQP_DATA, AMQP_STATUS_UNKNOWN_CLASS, AMQP_STATUS_UNKNOWN_METHOD:
      .protocolViolation(errorText(status))
    default: .socketFailed(errorText(status))
    }
  }
}

/// The status codes are imported as a structure of an unsigned or signed raw value.
extension amqp_status_enum {
  init(_ status: Int32) {
    self.init(rawValue: RawValue(status))
  }
}

extension Duration {
  /// As C wants it, rounded down to microseconds.
  var timeval: Glibc.timeval {
    let (seconds, attoseconds) = components
    return Glibc.timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
  }
}
