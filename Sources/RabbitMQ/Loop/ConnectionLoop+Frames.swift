extension ConnectionLoop {
  func handle(_ frame: ServerFrame) throws(RabbitMQError) {
    switch frame {
    case .method(channel: 0, let method): try handleConnection(method)
    case .method(let number, let method):
      try handle(method, on: try openChannel(number))
    case .header(let number, let bodySize, let properties):
      let channel = try openChannel(number)
      if channel.isClosing { return }
      guard var assembly = channel.assembly else {
        throw .protocolViolation("a header without its method")
      }
      let content = try assembly.take(header: properties, bodySize: bodySize)
      channel.assembly = content == nil ? assembly : nil
      if let content { try handle(content, on: channel) }
    case .body(let number, let piece):
      let channel = try openChannel(number)
      if channel.isClosing { return }
      guard channel.assembly != nil else { throw .protocolViolation("a body without its header") }
      // In place: a copy of the assembly would copy the body with every piece.
      let content = try channel.assembly?.take(body: piece)
      if let content {
        channel.assembly = nil
        try handle(content, on: channel)
      }
    }
  }

  private func openChannel(_ number: UInt16) throws(RabbitMQError) -> ChannelState {
    guard let channel = channels[number] else {
      throw .protocolViolation("a frame for channel \(number), which is not open")
    }
    return channel
  }

  private func handleConnection(_ method: ServerMethod) throws(RabbitMQError) {
    switch method {
    case .closeConnection(let code, let text):
      end = end ?? .connectionClosed(code: code, text: text)
      try wire.send(.closeConnectionOK, on: 0)
    case .closeConnectionOK: end = end ?? .closed
    case .blocked(let reason):
      isBlocked = true
      core.setBlocked(reason)
    case .unblocked:
      isBlocked = false
      for channel in channels.values { channel.lastProgress = .now }
      core.setBlocked(nil)
    default: throw .protocolViolation("\(method) on channel 0")
    }
  }

  private func handle(_ method: ServerMethod, on channel: ChannelState) throws(RabbitMQError) {
    if channel.isClosing {
      try handleWhileClosing(method, on: channel)
      return
    }
    switch method {
    case .content(let content):
      guard channel.assembly == nil else {
        throw .protocolViolation("a message within another one")
      }
      channel.assembly = ContentAssembly(
        content, deadline: .now + configuration.callTimeout,
        maximumBodySize: configuration.maximumBodySize)
    case .ack(let tag, let multiple):
      try settle(tag, multiple, .confirmed, on: channel)
    case .nack(let tag, let multiple):
      try settle(tag, multiple, .nacked, on: channel)
    case .cancel(let consumerTag, let isReplyExpected):
      if isReplyExpected {
        try wire.send(.cancelOK(consumerTag: consumerTag), on: channel.number)
      }
      channel.finishConsumer(
        consumerTag, .failed(.consumerCancelled(consumerTag: consumerTag)))
    case .flow(let active):
      channel.isFlowing = active
      channel.lastProgress = .now
      try wire.send(.flowOK(active: active), on: channel.number)
    case .closeChannel(let code, let text):
      try wire.send(.closeChannelOK, on: channel.number)
      remove(channel, .channelClosed(code: code, text: text))
    case .done where channel.opening != nil:
      channel.opening?.reply.resume(returning: .success(channel.handle))
      channel.opening = nil
    case .done, .declareQueueOK, .messageCount, .consumeOK, .cancelOK, .getEmpty:
      try answer(.method(method), on: channel)
    case .startConnection, .secure, .tune, .openConnectionOK, .closeConnection,
      .closeConnectionOK, .blocked, .unblocked, .closeChannelOK:
      throw .protocolViolation("\(method) on channel \(channel.number)")
    }
  }

  /// Both sides may close at the same time; each answers the other.
  private func handleWhileClosing(
    _ method: ServerMethod, on channel: ChannelState
  ) throws(RabbitMQError) {
    switch method {
    case .closeChannelOK:
      channel.active?.call.reply.resume(returning: .success(.method(method)))
      channel.active = nil
      remove(channel, .closed)
    case .closeChannel: try wire.send(.closeChannelOK, on: channel.number)
    default: break
    }
  }

  private func remove(_ channel: ChannelState, _ error: RabbitMQError) {
    channels[channel.number] = nil
    senders.removeAll { $0 === channel }
    channel.finish(error)
  }

  private func settle(
    _ tag: UInt64, _ multiple: Bool, _ outcome: PublishOutcome, on channel: ChannelState
  ) throws(RabbitMQError) {
    channel.lastProgress = .now
    var settled = 0
    try channel.inFlight.settle(tag: tag, multiple: multiple, outcome: outcome) { ticket, outcome in
      ticket.settle(outcome)
      settled += 1
    }
    channel.settled += settled
  }

  private func answer(_ answer: Answer, on channel: ChannelState) throws(RabbitMQError) {
    guard let call = channel.active?.call else {
      throw .protocolViolation("an answer that nobody asked for")
    }
    channel.active = nil
    switch (call.method, answer) {
    case (.consume, .method(.consumeOK(let consumerTag))):
      if let buffer = call.buffer {
        channel.consumers[consumerTag] = ChannelState.ConsumerState(buffer: buffer)
      }
    case (.cancel, .method(.cancelOK(let consumerTag))):
      channel.finishConsumer(consumerTag, .cancelled)
    case (.selectConfirms, .method(.done)):
      channel.windowSize = call.window
      channel.handle.openWindow(call.window)
    default: break
    }
    call.reply.resume(returning: .success(answer))
    try startNextCall(channel)
  }

  private func handle(
    _ content: ContentAssembly.Content, on channel: ChannelState
  ) throws(RabbitMQError) {
    switch content.method {
    case .deliver(let consumerTag, let tag, let redelivered, let exchange, let routingKey):
      // A delivery may cross our cancel; its message stays unacknowledged until the channel ends,
      // so it is handed on only if somebody can answer it.
      guard channel.consumers[consumerTag] != nil else {
        try wire.send(.reject(tag: tag, requeue: true), on: channel.number)
        return
      }
      channel.consumers[consumerTag]?.fresh.append(
        delivery(content, tag, redelivered, exchange, routingKey, channel))
      channel.hasFreshDeliveries = true
    case .getOK(let tag, let redelivered, let exchange, let routingKey, let messageCount):
      let delivery = delivery(content, tag, redelivered, exchange, routingKey, channel)
      try answer(.got(GetResult(delivery: delivery, messageCount: messageCount)), on: channel)
    case .returned(let code, let text, let exchange, let routingKey):
      try markReturned(content, code, text, exchange, routingKey, channel)
    }
  }

  private func delivery(
    _ content: ContentAssembly.Content, _ tag: UInt64, _ redelivered: Bool, _ exchange: String,
    _ routingKey: String, _ channel: ChannelState
  ) -> Delivery {
    Delivery(
      tag: DeliveryTag(number: tag, channel: ObjectIdentifier(channel.handle)),
      redelivered: redelivered, exchange: exchange, routingKey: routingKey,
      properties: content.properties, body: content.body)
  }

  /// Finds the message that came back: one that is equal in everything or, since the broker
  /// removes some headers (`BCC`), one that is equal in everything but its headers.
  private func markReturned(
    _ content: ContentAssembly.Content, _ code: UInt16, _ text: String, _ exchange: String,
    _ routingKey: String, _ channel: ChannelState
  ) throws(RabbitMQError) {
    var returned = Message(
      exchange: exchange, routingKey: routingKey, properties: content.properties,
      body: content.body)
    let isExact = channel.inFlight.markReturned(code: code, text: text) {
      $0.message == returned
    }
    if isExact { return }
    returned.properties.headers = [:]
    let isFound = channel.inFlight.markReturned(code: code, text: text) { ticket in
      var message = ticket.message
      message.properties.headers = [:]
      return message == returned
    }
    guard isFound else {
      throw .protocolViolation("the broker returned a message that was not in flight")
    }
  }
}
