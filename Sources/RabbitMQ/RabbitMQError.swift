/// What can go wrong between this process and a RabbitMQ broker.
///
/// No case carries a password or a message body, so every error may be logged.
public enum RabbitMQError: Error, Sendable, Equatable {
  /// The configuration cannot be used; the text says which part and why.
  case invalidConfiguration(String)
  /// An argument cannot be expressed in AMQP (a name longer than 255 bytes, too deep a table, …).
  case invalidArgument(String)
  /// The body is larger than ``Connection/Configuration/maximumBodySize``; sizes in bytes.
  case messageTooLarge(size: Int, limit: Int)
  /// No TCP connection could be made (name not resolved, refused, timed out).
  case connectFailed(String)
  /// The TLS handshake failed, for example because the port does not speak TLS.
  case tlsFailed(String)
  /// The broker's certificate is not signed by the trusted CA or names another host.
  case tlsVerificationFailed(String)
  /// The broker refused the credentials, or the user may not use the virtual host.
  case authenticationRefused(String)
  /// TCP is up, but the AMQP handshake did not finish in time.
  case handshakeTimedOut
  /// The broker did not answer a method in time. The connection is closed: a late answer could
  /// no longer be told from the answer to another call.
  case callTimedOut(method: String)
  /// The broker closed the channel. The connection and its other channels stay usable.
  case channelClosed(code: UInt16, text: String)
  /// The broker closed the connection.
  case connectionClosed(code: UInt16, text: String)
  /// This side closed the connection or the channel.
  case closed
  /// The broker cancelled the consumer, typically because its queue was deleted.
  case consumerCancelled(consumerTag: String)
  /// The socket failed or the peer hung up without a word.
  case socketFailed(String)
  /// Nothing came from the broker for two heartbeat intervals.
  case heartbeatLost
  /// The connection's thread was stuck in one call for longer than
  /// ``Connection/Configuration/stallTimeout``.
  case stalled
  /// Messages were in flight and the broker confirmed none of them for longer than
  /// ``Connection/Configuration/confirmTimeout``.
  case confirmationTimedOut
  /// The broker sent something that AMQP does not allow at that point.
  case protocolViolation(String)
  /// The delivery came from another channel: its tag is void (a new channel redelivers).
  case staleDelivery
  /// The calling task was cancelled before anything was sent.
  case cancelled

  /// Whether the same attempt, on a new channel or connection, may succeed without a change of
  /// configuration, permissions or topology.
  public var isRetriable: Bool {
    switch self {
    case .connectFailed, .tlsFailed, .handshakeTimedOut, .callTimedOut, .socketFailed,
      .heartbeatLost, .stalled, .confirmationTimedOut, .staleDelivery:
      true
    case .channelClosed(let code, _), .connectionClosed(let code, _):
      Self.transientReplyCodes.contains(code)
    case .invalidConfiguration, .invalidArgument, .messageTooLarge, .tlsVerificationFailed,
      .authenticationRefused, .closed, .consumerCancelled, .protocolViolation, .cancelled:
      false
    }
  }

  /// Reply codes of AMQP 0-9-1 that describe the broker's condition rather than our mistake:
  /// content-too-large for now (311), no-consumers (313), connection-forced (320),
  /// resource-error (506) and internal-error (541).
  private static let transientReplyCodes: Set<UInt16> = [311, 313, 320, 506, 541]
}

extension RabbitMQError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidConfiguration(let reason): "invalid configuration: \(reason)"
    case .invalidArgument(let reason): "invalid argument: \(reason)"
    case .messageTooLarge(let size, let limit):
      "the body has \(size) bytes, the limit is \(limit)"
    case .connectFailed(let reason): "cannot connect: \(reason)"
    case .tlsFailed(let reason): "TLS failed: \(reason)"
    case .tlsVerificationFailed(let reason): "the broker's certificate was refused: \(reason)"
    case .authenticationRefused(let text): "the broker refused the login: \(text)"
    case .handshakeTimedOut: "the AMQP handshake timed out"
    case .callTimedOut(let method): "the broker did not answer \(method) in time"
    case .channelClosed(let code, let text): "the broker closed the channel: \(code) \(text)"
    case .connectionClosed(let code, let text): "the broker closed the connection: \(code) \(text)"
    case .closed: "closed by this side"
    case .consumerCancelled(let tag): "the broker cancelled the consumer \(tag)"
    case .socketFailed(let reason): "the connection broke: \(reason)"
    case .heartbeatLost: "no heartbeat from the broker"
    case .stalled: "the connection's thread was stuck and its socket was shut down"
    case .confirmationTimedOut: "the broker stopped confirming messages"
    case .protocolViolation(let reason): "AMQP was violated: \(reason)"
    case .staleDelivery: "the delivery belongs to another channel"
    case .cancelled: "cancelled before anything was sent"
    }
  }
}
