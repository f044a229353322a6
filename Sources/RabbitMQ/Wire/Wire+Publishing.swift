import CRabbitMQ
import Glibc

extension Wire {
  /// Sends a message: the method, its header and its body.
  ///
  /// - Precondition: the message is valid (`Message.validate`): the library would otherwise fail
  ///   between the frames and leave half a message on the wire.
  func publish(_ message: Message, on channel: UInt16) throws(RabbitMQError) {
    defer { arena.reset() }
    var properties = unsafe cProperties(message.properties)
    let exchange = unsafe arena.bytes(message.exchange)
    let routingKey = unsafe arena.bytes(message.routingKey)
    let mandatory: amqp_boolean_t = message.mandatory ? 1 : 0
    let status = unsafe message.body.withUnsafeBytes { body in
      // The C type has no const, but the library only reads a body that is to be sent.
      let bytes = unsafe amqp_bytes_t(
        len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress))
      return unsafe amqp_basic_publish(
        state, channel, exchange, routingKey, mandatory, 0, &properties, bytes)
    }
    guard status == AMQP_STATUS_OK.rawValue else { throw Self.error(status) }
    if endsOnFrameBoundary(message.body.count) { push() }
  }

  private func cProperties(_ source: MessageProperties) -> amqp_basic_properties_t {
    var target = unsafe amqp_basic_properties_t()
    var flags: Int32 = 0
    func text(_ flag: Int32, _ text: String?) -> amqp_bytes_t {
      guard let text else { return unsafe amqp_bytes_t() }
      flags |= flag
      return unsafe arena.bytes(text)
    }
    unsafe target.content_type = text(AMQP_BASIC_CONTENT_TYPE_FLAG, source.contentType)
    unsafe target.content_encoding = text(AMQP_BASIC_CONTENT_ENCODING_FLAG, source.contentEncoding)
    unsafe target.correlation_id = text(AMQP_BASIC_CORRELATION_ID_FLAG, source.correlationID)
    unsafe target.reply_to = text(AMQP_BASIC_REPLY_TO_FLAG, source.replyTo)
    unsafe target.expiration = text(AMQP_BASIC_EXPIRATION_FLAG, source.expirationText)
    unsafe target.message_id = text(AMQP_BASIC_MESSAGE_ID_FLAG, source.messageID)
    unsafe target.type = text(AMQP_BASIC_TYPE_FLAG, source.type)
    unsafe target.user_id = text(AMQP_BASIC_USER_ID_FLAG, source.userID)
    unsafe target.app_id = text(AMQP_BASIC_APP_ID_FLAG, source.appID)
    if !source.headers.isEmpty {
      flags |= AMQP_BASIC_HEADERS_FLAG
      unsafe target.headers = arena.table(source.headers)
    }
    if let mode = source.deliveryMode {
      flags |= AMQP_BASIC_DELIVERY_MODE_FLAG
      unsafe target.delivery_mode = mode.rawValue
    }
    if let priority = source.priority {
      flags |= AMQP_BASIC_PRIORITY_FLAG
      unsafe target.priority = priority
    }
    if let timestamp = source.timestamp {
      flags |= AMQP_BASIC_TIMESTAMP_FLAG
      unsafe target.timestamp = timestamp
    }
    unsafe target._flags = UInt32(flags)
    return unsafe target
  }

  /// The library marks a last frame that is exactly full as "more follows", and the kernel would
  /// hold it back for 200 ms.
  private func endsOnFrameBoundary(_ size: Int) -> Bool {
    let payload = Int(unsafe amqp_get_frame_max(state)) - 8
    return size > 0 && size % payload == 0
  }

  /// Makes the kernel send what it holds back: setting TCP_NODELAY again does so on Linux.
  private func push() {
    var on: Int32 = 1
    // Without effect the frame leaves 200 ms later.
    _ = unsafe setsockopt(
      socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on,
      socklen_t(MemoryLayout<Int32>.size))
  }
}
