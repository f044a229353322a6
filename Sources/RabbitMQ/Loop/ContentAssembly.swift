/// A message whose frames are arriving: its method came, its header and body follow.
struct ContentAssembly {
  let method: ContentMethod
  /// The rest must be there by then; without a limit a broker that stops in the middle of a
  /// message would be waited for as long as it sends heartbeats.
  let deadline: ContinuousClock.Instant
  private let maximumBodySize: Int
  private var properties: MessageProperties?
  private var bodySize = 0
  private var body: [UInt8] = []

  /// A message whose last byte has come.
  struct Content {
    let method: ContentMethod
    let properties: MessageProperties
    let body: [UInt8]
  }

  init(_ method: ContentMethod, deadline: ContinuousClock.Instant, maximumBodySize: Int) {
    self.method = method
    self.deadline = deadline
    self.maximumBodySize = maximumBodySize
  }

  /// Takes the header; returns the message if it has no body.
  mutating func take(
    header: MessageProperties, bodySize size: UInt64
  ) throws(RabbitMQError) -> Content? {
    guard properties == nil else { throw .protocolViolation("a second header for one message") }
    guard size <= UInt64(maximumBodySize) else {
      throw .messageTooLarge(size: Int(clamping: size), limit: maximumBodySize)
    }
    properties = header
    bodySize = Int(size)
    return content
  }

  /// Takes a piece of the body; returns the message if it was the last one.
  mutating func take(body piece: [UInt8]) throws(RabbitMQError) -> Content? {
    guard properties != nil, body.count + piece.count <= bodySize else {
      throw .protocolViolation("more body than the header announced")
    }
    if body.isEmpty, piece.count == bodySize {
      body = piece
    } else {
      if body.isEmpty { body.reserveCapacity(bodySize) }
      body += piece
    }
    return content
  }

  private var content: Content? {
    guard let properties, body.count == bodySize else { return nil }
    return Content(method: method, properties: properties, body: body)
  }
}
