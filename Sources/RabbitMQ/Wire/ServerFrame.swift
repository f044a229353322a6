/// A frame from the broker, copied out of the C library's memory.
enum ServerFrame: Sendable {
  case method(channel: UInt16, ServerMethod)
  case header(channel: UInt16, bodySize: UInt64, MessageProperties)
  case body(channel: UInt16, [UInt8])
}

/// A method the broker sends.
enum ServerMethod: Sendable, Equatable {
  case startConnection(mechanisms: String)
  case secure
  case tune(channelMaximum: UInt16, frameMaximum: UInt32, heartbeat: UInt16)
  case openConnectionOK
  case closeConnection(code: UInt16, text: String)
  case closeConnectionOK
  case blocked(reason: String)
  case unblocked

  case closeChannel(code: UInt16, text: String)
  case closeChannelOK
  case flow(active: Bool)

  /// An answer without content that is of interest: channel.open-ok, exchange.declare-ok, ….
  case done
  case declareQueueOK(QueueDeclaration)
  /// queue.delete-ok or queue.purge-ok: how many messages went.
  case messageCount(UInt32)
  case consumeOK(consumerTag: String)
  case cancelOK(consumerTag: String)
  case getEmpty

  case cancel(consumerTag: String, isReplyExpected: Bool)
  case ack(tag: UInt64, multiple: Bool)
  case nack(tag: UInt64, multiple: Bool)
  /// A method that a message's header and body follow.
  case content(ContentMethod)
}

/// The methods that carry a message.
enum ContentMethod: Sendable, Equatable {
  case deliver(
    consumerTag: String, tag: UInt64, redelivered: Bool, exchange: String, routingKey: String)
  case returned(code: UInt16, text: String, exchange: String, routingKey: String)
  case getOK(
    tag: UInt64, redelivered: Bool, exchange: String, routingKey: String, messageCount: UInt32)
}
