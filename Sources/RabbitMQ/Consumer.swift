/// The deliveries of one consumer, to be read by one task at a time.
///
/// ```swift
/// while let batch = try await consumer.nextBatch(max: 100) {
///   try await store(batch)
///   if let last = batch.last { try channel.ack(last.tag, multiple: true) }
/// }
/// ```
///
/// The sequence ends after ``cancel()``, after the channel or connection was closed by this side,
/// and when the reading task is cancelled. It throws `consumerCancelled` when the broker cancelled
/// the consumer (its queue was deleted, say), and otherwise the reason for which the channel or
/// connection ended. Deliveries that came before are handed out first.
public struct Consumer: AsyncSequence, Sendable {
  public typealias Element = Delivery
  public typealias Failure = RabbitMQError

  public let channel: Channel
  /// The consumer's name within its channel.
  public let tag: String
  let buffer: DeliveryBuffer

  /// Waits until there is a delivery and returns all that have come, oldest first.
  ///
  /// - Parameter max: the most to return, at least 1.
  /// - Returns: nil at the end of the sequence.
  public func nextBatch(max: Int = .max) async throws(RabbitMQError) -> [Delivery]? {
    precondition(max > 0)
    return try await buffer.next(max)
  }

  /// Ends the consumer. Deliveries that came before can still be read and are to be settled.
  public func cancel() async throws(RabbitMQError) {
    _ = try await channel.call(.cancel(consumerTag: tag))
  }

  public struct AsyncIterator: AsyncIteratorProtocol {
    let buffer: DeliveryBuffer

    init(_ buffer: DeliveryBuffer) {
      self.buffer = buffer
    }

    public mutating func next() async throws(RabbitMQError) -> Delivery? {
      try await buffer.next(1)?.first
    }
  }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(buffer)
  }
}
