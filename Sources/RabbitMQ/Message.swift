/// A message to publish.
///
/// ```swift
/// var message = Message(exchange: "orders", routingKey: "to-supplier", body: json)
/// message.properties.contentType = "application/json"
/// ```
public struct Message: Sendable, Equatable {
  /// The exchange's name; empty for the default exchange, which routes by queue name.
  public var exchange: String
  public var routingKey: String
  /// Whether the broker sends the message back when no queue takes it. On by default: without it
  /// an unroutable message is confirmed and gone.
  public var mandatory: Bool
  public var properties: MessageProperties
  public var body: [UInt8]

  public init(
    exchange: String = "", routingKey: String, mandatory: Bool = true,
    properties: MessageProperties = MessageProperties(), body: [UInt8]
  ) {
    self.exchange = exchange
    self.routingKey = routingKey
    self.mandatory = mandatory
    self.properties = properties
    self.body = body
  }
}

extension Message {
  /// Checks everything that would make the C library fail in the middle of a message, which would
  /// leave half a message on the wire and cost the connection.
  func validate(maximumBodySize: Int, maximumFrameSize: Int) throws(RabbitMQError) {
    guard body.count <= maximumBodySize else {
      throw .messageTooLarge(size: body.count, limit: maximumBodySize)
    }
    try exchange.checkShortString("exchange")
    try routingKey.checkShortString("routing key")
    // A header frame is 8 bytes of frame, 12 of fixed fields and 2 of flags around the properties.
    let size = try properties.encodedSize() + 22
    guard size <= maximumFrameSize else {
      throw .invalidArgument("the properties take \(size) bytes, a frame has \(maximumFrameSize)")
    }
  }
}

extension String {
  /// AMQP's short strings have one length octet.
  func checkShortString(_ what: String) throws(RabbitMQError) {
    let size = utf8.count
    guard size <= 255 else {
      throw .invalidArgument("the \(what) has \(size) bytes, at most 255 are allowed")
    }
  }
}
