/// A channel of a connection.
///
/// Methods, messages and acknowledgements of one channel reach the broker in the order in which
/// they were made. When the broker refuses one, it closes the channel: everything that waits
/// fails with ``RabbitMQError/channelClosed(code:text:)``, later calls too, and the connection
/// and its other channels stay usable.
public final class Channel: Sendable {
  /// The connection that the channel belongs to; kept alive by it.
  public let connection: Connection
  let handle: ChannelHandle

  init(_ connection: Connection, _ handle: ChannelHandle) {
    self.connection = connection
    self.handle = handle
  }

  /// The number on the wire, for logs. Numbers are used again after a channel is closed.
  public var number: UInt16 { handle.number }

  /// Throws why the channel is closed, if it is.
  public func checkOpen() throws(RabbitMQError) {
    try handle.checkOpen()
  }

  /// Closes the channel. Unacknowledged deliveries return to their queues; messages whose confirm
  /// has not come have the outcome `unknown`.
  public func close() async throws(RabbitMQError) {
    _ = try await call(.closeChannel)
  }

  /// Sends a method and waits for its answer.
  func call(
    _ method: ClientMethod, buffer: DeliveryBuffer? = nil, window: Int = 0
  ) async throws(RabbitMQError) -> Answer {
    try handle.checkOpen()
    try method.validate()
    let result: Result<Answer, RabbitMQError> = await withCheckedContinuation { reply in
      connection.enqueue(
        .call(handle, Call(method: method, reply: reply, buffer: buffer, window: window)))
    }
    return try result.get()
  }

  /// The error for an answer that does not belong to its call.
  func unexpected(_ answer: Answer) -> RabbitMQError {
    .protocolViolation("the broker answered with \(answer)")
  }
}
