extension Channel {
  /// Declares an exchange: creates it, or checks that it has the same attributes.
  ///
  /// - Parameter type: `direct`, `fanout`, `topic`, `headers` or a type of a plug-in.
  /// - Throws: `channelClosed` with code 406 if it exists with other attributes.
  public func declareExchange(
    _ name: String, type: String, durable: Bool = true, deleteWhenUnused: Bool = false,
    internal: Bool = false, arguments: Table = [:]
  ) async throws(RabbitMQError) {
    _ = try await call(
      .declareExchange(
        ExchangeDeclaration(
          name: name, type: type, isDurable: durable, deletesWhenUnused: deleteWhenUnused,
          isInternal: `internal`, arguments: arguments)))
  }

  /// Checks that an exchange exists.
  ///
  /// - Throws: `channelClosed` with code 404 if it does not.
  public func checkExchange(_ name: String) async throws(RabbitMQError) {
    _ = try await call(
      .declareExchange(ExchangeDeclaration(name: name, type: "", isPassive: true)))
  }

  public func deleteExchange(
    _ name: String, ifUnused: Bool = false
  ) async throws(RabbitMQError) {
    _ = try await call(.deleteExchange(name: name, ifUnused: ifUnused))
  }

  /// Makes messages flow from exchange `source` to exchange `destination`.
  public func bindExchange(
    _ destination: String, to source: String, routingKey: String = "", arguments: Table = [:]
  ) async throws(RabbitMQError) {
    _ = try await call(
      .bindExchange(
        Binding(
          destination: destination, source: source, routingKey: routingKey, arguments: arguments)))
  }

  public func unbindExchange(
    _ destination: String, from source: String, routingKey: String = "", arguments: Table = [:]
  ) async throws(RabbitMQError) {
    _ = try await call(
      .unbindExchange(
        Binding(
          destination: destination, source: source, routingKey: routingKey, arguments: arguments)))
  }

  /// Declares a queue: creates it, or checks that it has the same attributes.
  ///
  /// - Parameter name: empty to let the broker choose one.
  /// - Throws: `channelClosed` with code 406 if it exists with other attributes, 405 if it is
  ///   exclusive to another connection.
  @discardableResult
  public func declareQueue(
    _ name: String, durable: Bool = true, exclusive: Bool = false, deleteWhenUnused: Bool = false,
    arguments: Table = [:]
  ) async throws(RabbitMQError) -> QueueDeclaration {
    try await declare(
      QueueRequest(
        name: name, isDurable: durable, isExclusive: exclusive,
        deletesWhenUnused: deleteWhenUnused, arguments: arguments))
  }

  /// Checks that a queue exists and tells how full it is.
  ///
  /// - Throws: `channelClosed` with code 404 if it does not exist.
  @discardableResult
  public func checkQueue(_ name: String) async throws(RabbitMQError) -> QueueDeclaration {
    try await declare(QueueRequest(name: name, isPassive: true))
  }

  private func declare(_ request: QueueRequest) async throws(RabbitMQError) -> QueueDeclaration {
    let answer = try await call(.declareQueue(request))
    guard case .method(.declareQueueOK(let declaration)) = answer else { throw unexpected(answer) }
    return declaration
  }

  /// Deletes a queue and returns how many messages went with it.
  @discardableResult
  public func deleteQueue(
    _ name: String, ifUnused: Bool = false, ifEmpty: Bool = false
  ) async throws(RabbitMQError) -> UInt32 {
    try await count(.deleteQueue(name: name, ifUnused: ifUnused, ifEmpty: ifEmpty))
  }

  /// Removes the messages that are ready for delivery and returns how many there were.
  @discardableResult
  public func purgeQueue(_ name: String) async throws(RabbitMQError) -> UInt32 {
    try await count(.purgeQueue(name: name))
  }

  private func count(_ method: ClientMethod) async throws(RabbitMQError) -> UInt32 {
    let answer = try await call(method)
    guard case .method(.messageCount(let count)) = answer else { throw unexpected(answer) }
    return count
  }

  /// Makes messages flow from an exchange to a queue.
  public func bindQueue(
    _ queue: String, to exchange: String, routingKey: String = "", arguments: Table = [:]
  ) async throws(RabbitMQError) {
    _ = try await call(
      .bindQueue(
        Binding(
          destination: queue, source: exchange, routingKey: routingKey, arguments: arguments)))
  }

  public func unbindQueue(
    _ queue: String, from exchange: String, routingKey: String = "", arguments: Table = [:]
  ) async throws(RabbitMQError) {
    _ = try await call(
      .unbindQueue(
        Binding(
          destination: queue, source: exchange, routingKey: routingKey, arguments: arguments)))
  }
}
