extension Channel {
  /// Makes the broker confirm every message of this channel; needed before the first one.
  ///
  /// - Parameter window: how many messages may be in flight, sent and not answered.
  public func enableConfirms(window: Int = 2_000) async throws(RabbitMQError) {
    guard window > 0 else { throw .invalidArgument("a window of \(window) messages") }
    _ = try await call(.selectConfirms, window: window)
  }

  /// Publishes messages and waits until the broker has answered for each of them.
  ///
  /// - Returns: what became of each message, in the order of `messages`.
  /// - Throws: as ``submit(_:)``. Trouble after the sending began is an outcome, not an error.
  public func publish(_ messages: [Message]) async throws(RabbitMQError) -> [PublishOutcome] {
    try await submit(messages).outcomes()
  }

  /// Hands messages over for publishing and returns once the window has room for more, so that
  /// the caller may keep many batches in flight:
  ///
  /// ```swift
  /// let first = try await channel.submit(batch)
  /// let second = try await channel.submit(nextBatch)  // without waiting for the first one
  /// let outcomes = try await first.outcomes()
  /// ```
  ///
  /// It waits while the window is full, and so also while the broker blocks the connection.
  /// A cancelled wait throws `cancelled`, and none of the messages is sent.
  ///
  /// - Throws: `messageTooLarge` or `invalidArgument` if any of the messages cannot be sent (then
  ///   none is), `cancelled`, or why the channel is closed.
  public func submit(_ messages: [Message]) async throws(RabbitMQError) -> Submission {
    let configuration = connection.configuration
    for message in messages {
      try message.validate(
        maximumBodySize: configuration.maximumBodySize,
        maximumFrameSize: connection.tuning.frameMaximum)
    }
    let batch = PublishBatch(messages)
    guard !messages.isEmpty else { return Submission(batch: batch) }
    try await handle.admit(messages.count)
    connection.enqueue(.publish(handle, batch))
    return Submission(batch: batch)
  }
}

/// Messages that were handed over for publishing.
public struct Submission: Sendable {
  let batch: PublishBatch

  /// Waits until the broker has answered for the last message.
  ///
  /// It always returns: a connection that ends, or that is not answered for too long, settles its
  /// messages with ``PublishOutcome/unknown(_:)``.
  ///
  /// - Returns: what became of each message, in their order.
  /// - Throws: `cancelled`, and nothing else; the messages stay on their way.
  public func outcomes() async throws(RabbitMQError) -> [PublishOutcome] {
    guard let outcomes = await batch.outcomes() else { throw .cancelled }
    return outcomes
  }
}
