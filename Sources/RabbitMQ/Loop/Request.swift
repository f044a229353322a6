/// Where the answer to a request goes.
typealias Reply<Value> = CheckedContinuation<Result<Value, RabbitMQError>, Never>

/// What the users of a connection ask of its thread.
enum Request: Sendable {
  case openChannel(Reply<ChannelHandle>)
  case call(ChannelHandle, Call)
  /// Confirms are on: publish up to `window` messages ahead of their answers.
  case publish(ChannelHandle, PublishBatch)
  /// An acknowledgement or a rejection, which the broker does not answer.
  case settle(ChannelHandle, ClientMethod)
  /// Without a reply when nobody is left who could wait for it.
  case close(Reply<Void>?)

  /// Refuses the request, since the connection has ended.
  func fail(_ error: RabbitMQError) {
    switch self {
    case .openChannel(let reply): reply.resume(returning: .failure(error))
    case .call(_, let call): call.reply.resume(returning: .failure(error))
    case .publish(_, let batch):
      for index in batch.messages.indices { batch.settle(index, .unknown(error)) }
    case .settle: break
    case .close(let reply): reply?.resume(returning: .success(()))
    }
  }
}

/// A method that the broker answers. A channel has one such method under way at a time.
struct Call: Sendable {
  let method: ClientMethod
  let reply: Reply<Answer>
  /// For basic.consume: where the deliveries go.
  var buffer: DeliveryBuffer?
  /// For confirm.select: how many messages may be in flight.
  var window = 0
}

/// The broker's answer to a call.
enum Answer: Sendable {
  case method(ServerMethod)
  /// The message that basic.get asked for.
  case got(GetResult)
}
