/// The properties of AMQP's basic class. A property that is nil is not sent.
///
/// Every text is a short string: at most 255 bytes of UTF-8.
public struct MessageProperties: Sendable, Equatable {
  /// Whether the broker keeps the message across its restart (in a durable queue).
  public enum DeliveryMode: UInt8, Sendable {
    case transient = 1
    case persistent = 2
  }

  public var contentType: String?
  public var contentEncoding: String?
  public var headers: Table
  /// Persistent unless said otherwise.
  public var deliveryMode: DeliveryMode?
  /// 0 … 9 in RabbitMQ's priority queues.
  public var priority: UInt8?
  public var correlationID: String?
  public var replyTo: String?
  /// How long the message may wait in a queue: whole milliseconds on the wire.
  public var expiration: Duration?
  public var messageID: String?
  /// Seconds since 1970-01-01 00:00 UTC.
  public var timestamp: UInt64?
  public var type: String?
  /// If set, the broker refuses the message unless it is the name of the logged-in user.
  public var userID: String?
  public var appID: String?

  public init(
    contentType: String? = nil, headers: Table = [:], deliveryMode: DeliveryMode? = .persistent,
    correlationID: String? = nil, messageID: String? = nil, timestamp: UInt64? = nil,
    type: String? = nil, userID: String? = nil, appID: String? = nil
  ) {
    self.contentType = contentType
    self.headers = headers
    self.deliveryMode = deliveryMode
    self.correlationID = correlationID
    self.messageID = messageID
    self.timestamp = timestamp
    self.type = type
    self.userID = userID
    self.appID = appID
  }

  /// The expiration as AMQP carries it: a decimal number of milliseconds, rounded down.
  var expirationText: String? {
    expiration.map { duration in
      let (seconds, attoseconds) = duration.components
      return String(max(0, seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
    }
  }

  /// The number of bytes of the properties in a header frame, without the two octets of flags.
  func encodedSize() throws(RabbitMQError) -> Int {
    var size = headers.isEmpty ? 0 : try headers.encodedSize()
    size += try Self.size(of: contentType, "content type")
    size += try Self.size(of: contentEncoding, "content encoding")
    size += try Self.size(of: correlationID, "correlation id")
    size += try Self.size(of: replyTo, "reply-to")
    size += try Self.size(of: expirationText, "expiration")
    size += try Self.size(of: messageID, "message id")
    size += try Self.size(of: type, "type")
    size += try Self.size(of: userID, "user id")
    size += try Self.size(of: appID, "app id")
    return size + (deliveryMode == nil ? 0 : 1) + (priority == nil ? 0 : 1)
      + (timestamp == nil ? 0 : 8)
  }

  private static func size(of text: String?, _ name: String) throws(RabbitMQError) -> Int {
    guard let text else { return 0 }
    try text.checkShortString(name)
    return 1 + text.utf8.count
  }
}
