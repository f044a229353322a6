import CRabbitMQ

// Copies of the C library's values. Each initializer reads memory that the library keeps until
// its buffers are released, which `Wire.receive` does only before it reads the next frame.

extension String {
  /// Bytes that are not UTF-8 are repaired: AMQP texts are for people and for comparing.
  init(_ bytes: amqp_bytes_t) {
    self = unsafe String(
      decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
  }
}

extension [UInt8] {
  init(_ bytes: amqp_bytes_t) {
    self = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len))
  }
}

extension MessageProperties {
  init(_ source: amqp_basic_properties_t) throws(RabbitMQError) {
    let flags = unsafe source._flags
    func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? {
      flags & UInt32(flag) == 0 ? nil : unsafe String(bytes)
    }
    self.init(deliveryMode: nil)
    contentType = unsafe text(AMQP_BASIC_CONTENT_TYPE_FLAG, source.content_type)
    contentEncoding = unsafe text(AMQP_BASIC_CONTENT_ENCODING_FLAG, source.content_encoding)
    correlationID = unsafe text(AMQP_BASIC_CORRELATION_ID_FLAG, source.correlation_id)
    replyTo = unsafe text(AMQP_BASIC_REPLY_TO_FLAG, source.reply_to)
    messageID = unsafe text(AMQP_BASIC_MESSAGE_ID_FLAG, source.message_id)
    type = unsafe text(AMQP_BASIC_TYPE_FLAG, source.type)
    userID = unsafe text(AMQP_BASIC_USER_ID_FLAG, source.user_id)
    appID = unsafe text(AMQP_BASIC_APP_ID_FLAG, source.app_id)
    expiration = unsafe text(AMQP_BASIC_EXPIRATION_FLAG, source.expiration)
      .flatMap { Int64($0) }.map { .milliseconds($0) }
    if flags & UInt32(AMQP_BASIC_HEADERS_FLAG) != 0 {
      headers = try unsafe Table(source.headers, depth: 0)
    }
    if flags & UInt32(AMQP_BASIC_DELIVERY_MODE_FLAG) != 0 {
      deliveryMode = DeliveryMode(rawValue: unsafe source.delivery_mode)
    }
    if flags & UInt32(AMQP_BASIC_PRIORITY_FLAG) != 0 { priority = unsafe source.priority }
    if flags & UInt32(AMQP_BASIC_TIMESTAMP_FLAG) != 0 { timestamp = unsafe source.timestamp }
  }
}

extension Table {
  fileprivate init(_ table: amqp_table_t, depth: Int) throws(RabbitMQError) {
    try Self.checkReceived(depth: depth)
    var entries: [Entry] = []
    let source = unsafe UnsafeBufferPointer(
      start: table.entries, count: Int(table.num_entries))
    entries.reserveCapacity(source.count)
    for index in 0..<source.count {
      let entry = unsafe source[index]
      entries.append(
        Entry(
          name: unsafe String(entry.key), value: try unsafe FieldValue(entry.value, depth: depth)))
    }
    self.init(decoded: entries)
  }

  fileprivate static func checkReceived(depth: Int) throws(RabbitMQError) {
    guard depth < maximumDepth else {
      throw .protocolViolation("a table nested deeper than \(maximumDepth) levels")
    }
  }
}

extension FieldValue {
  fileprivate init(_ field: amqp_field_value_t, depth: Int) throws(RabbitMQError) {
    let value = unsafe field.value
    switch amqp_field_value_kind_t(UInt32(unsafe field.kind)) {
    case AMQP_FIELD_KIND_BOOLEAN: self = .boolean(unsafe value.boolean != 0)
    case AMQP_FIELD_KIND_I8: self = .int8(unsafe value.i8)
    case AMQP_FIELD_KIND_U8: self = .uint8(unsafe value.u8)
    case AMQP_FIELD_KIND_I16: self = .int16(unsafe value.i16)
    case AMQP_FIELD_KIND_U16: self = .uint16(unsafe value.u16)
    case AMQP_FIELD_KIND_I32: self = .int32(unsafe value.i32)
    case AMQP_FIELD_KIND_U32: self = .uint32(unsafe value.u32)
    case AMQP_FIELD_KIND_I64: self = .int64(unsafe value.i64)
    case AMQP_FIELD_KIND_U64: self = .uint64(unsafe value.u64)
    case AMQP_FIELD_KIND_F32: self = .float(unsafe value.f32)
    case AMQP_FIELD_KIND_F64: self = .double(unsafe value.f64)
    case AMQP_FIELD_KIND_DECIMAL:
      self = .decimal(scale: unsafe value.decimal.decimals, value: unsafe value.decimal.value)
    case AMQP_FIELD_KIND_UTF8: self = .string(unsafe String(value.bytes))
    case AMQP_FIELD_KIND_BYTES: self = .bytes(unsafe [UInt8](value.bytes))
    case AMQP_FIELD_KIND_TIMESTAMP: self = .timestamp(unsafe value.u64)
    case AMQP_FIELD_KIND_VOID: self = .void
    case AMQP_FIELD_KIND_TABLE:
      self = .table(try unsafe Table(value.table, depth: depth + 1))
    case AMQP_FIELD_KIND_ARRAY:
      try Table.checkReceived(depth: depth + 1)
      var values: [FieldValue] = []
      let source = unsafe UnsafeBufferPointer(
        start: value.array.entries, count: Int(value.array.num_entries))
      for index in 0..<source.count {
        let element = unsafe source[index]
        values.append(try unsafe FieldValue(element, depth: depth + 1))
      }
      self = .array(values)
    default: throw .protocolViolation("a field of unknown type \(unsafe field.kind)")
    }
  }
}
