/// A message that came from a queue and waits for its acknowledgement.
public struct Delivery: Sendable {
  /// Names the delivery within its channel; void once that channel is closed.
  public let tag: DeliveryTag
  /// False guarantees that the message was not delivered before; true promises nothing.
  public let redelivered: Bool
  /// The exchange the message was published to; empty for the default exchange.
  public let exchange: String
  public let routingKey: String
  public let properties: MessageProperties
  public let body: [UInt8]
}

/// A delivery's number together with the channel that owns it.
///
/// A broker that is told to acknowledge an unknown number closes the channel, and a number of a
/// closed channel may name another message on the next one. The tag remembers its channel, so
/// that such a mistake is found on this side.
public struct DeliveryTag: Sendable, Hashable {
  /// Counted from one in each channel; greater numbers were delivered later.
  public let number: UInt64
  let channel: ObjectIdentifier
}

/// The answer to ``Channel/get(_:)``.
public struct GetResult: Sendable {
  public let delivery: Delivery
  /// How many messages were ready in the queue after this one.
  public let messageCount: UInt32
}

/// What the broker says about a declared queue.
public struct QueueDeclaration: Sendable, Equatable {
  /// The queue's name, chosen by the broker if the declaration named none.
  public let name: String
  /// Messages ready for delivery.
  public let messageCount: UInt32
  public let consumerCount: UInt32
}
