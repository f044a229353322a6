extension Channel {
  /// Starts a consumer; every delivery is to be acknowledged or rejected on this channel.
  ///
  /// - Parameters:
  ///   - consumerTag: names the consumer within its channel; empty to let the broker choose.
  ///   - prefetch: how many deliveries the broker sends ahead of the acknowledgements, 1 … 65,535.
  ///     It also bounds the memory that waiting deliveries take. Quorum queues allow up to 2,000.
  ///   - exclusive: whether to be refused (403) if the queue has another consumer.
  ///   - arguments: for example `x-stream-offset` for a stream.
  public func consume(
    _ queue: String, consumerTag: String = "", prefetch: UInt16 = 200, exclusive: Bool = false,
    arguments: Table = [:]
  ) async throws(RabbitMQError) -> Consumer {
    guard prefetch > 0 else { throw .invalidArgument("prefetch 0 would mean without a limit") }
    _ = try await call(.setPrefetch(prefetch))
    let buffer = DeliveryBuffer()
    let request = ConsumeRequest(
      queue: queue, consumerTag: consumerTag, isExclusive: exclusive, arguments: arguments)
    let answer = try await call(.consume(request), buffer: buffer)
    guard case .method(.consumeOK(let tag)) = answer else { throw unexpected(answer) }
    return Consumer(channel: self, tag: tag, buffer: buffer)
  }

  /// Fetches one message, or nil if none is ready. For tools; a consumer is far cheaper.
  public func get(_ queue: String) async throws(RabbitMQError) -> GetResult? {
    let answer = try await call(.get(queue: queue))
    switch answer {
    case .got(let result): return result
    case .method(.getEmpty): return nil
    case .method: throw unexpected(answer)
    }
  }

  /// Acknowledges a delivery: the broker forgets the message.
  ///
  /// It returns at once. If the connection breaks before the broker has read it, the message is
  /// delivered again, so that a receiver must know what it has handled.
  ///
  /// - Parameter multiple: whether to acknowledge all earlier deliveries of the channel as well.
  /// - Throws: `staleDelivery` for another channel's tag, or why the channel is closed.
  public func ack(_ tag: DeliveryTag, multiple: Bool = false) throws(RabbitMQError) {
    try settle(tag, .ack(tag: tag.number, multiple: multiple))
  }

  /// Gives a delivery back (`requeue`) or to the queue's dead-letter exchange.
  ///
  /// Throws as ``ack(_:multiple:)``.
  public func reject(_ tag: DeliveryTag, requeue: Bool) throws(RabbitMQError) {
    try settle(tag, .reject(tag: tag.number, requeue: requeue))
  }

  /// As ``reject(_:requeue:)``, for several deliveries at once. From RabbitMQ 4.3 on it does not
  /// count towards a quorum queue's delivery limit.
  public func nack(
    _ tag: DeliveryTag, multiple: Bool = false, requeue: Bool
  ) throws(RabbitMQError) {
    try settle(tag, .nack(tag: tag.number, multiple: multiple, requeue: requeue))
  }

  private func settle(_ tag: DeliveryTag, _ method: ClientMethod) throws(RabbitMQError) {
    guard tag.channel == ObjectIdentifier(handle) else { throw .staleDelivery }
    try handle.checkOpen()
    connection.enqueue(.settle(handle, method))
  }
}
