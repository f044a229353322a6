/// A connection to a RabbitMQ broker.
///
/// ```swift
/// let connection = try await Connection.open(configuration)
/// let channel = try await connection.openChannel()
/// try await channel.declareQueue("inbox", arguments: ["x-queue-type": "quorum"])
/// try await channel.enableConfirms()
/// let outcomes = try await channel.publish([Message(routingKey: "inbox", body: Array("hi".utf8))])
/// try await connection.close()
/// ```
///
/// A connection owns one thread and can be used from any task. It does not reconnect: when it
/// ends, everything that waits fails with the reason, ``events`` says so, and the layer above
/// opens another one (see ``Backoff``). Use separate connections for publishing and for consuming,
/// since a broker that runs out of memory or disk blocks connections that publish.
public final class Connection: Sendable {
  /// Where a connection is in its life.
  public enum State: Sendable, Equatable {
    case open
    /// The broker is short of memory or disk and takes no messages; submitted ones wait.
    case blocked(reason: String)
    case closing
    /// ``RabbitMQError/closed`` if this side closed it.
    case closed(RabbitMQError)
  }

  /// Something that happened to a connection.
  public enum Event: Sendable, Equatable {
    case blocked(reason: String)
    case unblocked
    /// The last event. ``RabbitMQError/closed`` if this side closed it.
    case closed(RabbitMQError)
  }

  private let core: ConnectionCore
  /// The limits that were agreed on with the broker.
  let tuning: Tuning

  private init(_ core: ConnectionCore, _ tuning: Tuning) {
    self.core = core
    self.tuning = tuning
  }

  deinit {
    // Nobody can wait for the result any more; a connection that has ended needs no close.
    do { try core.enqueue(.close(nil)) } catch { assert(core.state != .open) }
  }

  /// Connects, logs in and opens the virtual host.
  ///
  /// A cancelled task still waits for the attempt, which ends by its own time-outs.
  ///
  /// - Throws: `invalidConfiguration`, `connectFailed`, `tlsFailed`, `tlsVerificationFailed`,
  ///   `authenticationRefused`, `handshakeTimedOut`, `socketFailed`, `protocolViolation`.
  public static func open(
    _ configuration: Configuration
  ) async throws(RabbitMQError) -> Connection {
    try configuration.validate()
    let core = try ConnectionCore(configuration)
    let opened: Result<Tuning, RabbitMQError> = await withCheckedContinuation { continuation in
      ConnectionThread.start(core, opened: continuation)
    }
    return Connection(core, try opened.get())
  }

  public var configuration: Configuration { core.configuration }

  public var state: State { core.state }

  /// What happens to the connection, up to its end. For one task; the newest 64 are kept.
  public var events: AsyncStream<Event> { core.events }

  /// Opens a channel: the unit of order, of confirms and of acknowledgements.
  public func openChannel() async throws(RabbitMQError) -> Channel {
    let result: Result<ChannelHandle, RabbitMQError> = await withCheckedContinuation { reply in
      enqueue(.openChannel(reply))
    }
    return Channel(self, try result.get())
  }

  /// Ends the connection: requests that were made before are carried out, messages that were
  /// submitted are sent and their confirms awaited for up to ``Configuration/callTimeout``, then
  /// the broker is told and the socket closed. Returns when the socket is closed, also if the
  /// connection had ended before.
  public func close() async {
    // A connection that is being closed cannot fail to close: there is only one result.
    _ = await withCheckedContinuation { (reply: Reply<Void>) in enqueue(.close(reply)) }
  }

  /// Queues a request; one that comes too late fails at once.
  func enqueue(_ request: Request) {
    do { try core.enqueue(request) } catch { request.fail(error) }
  }
}
