import CRabbitMQ

/// Memory for the arguments of one call into the C library.
///
/// The library takes pointers and lengths that must stay valid during the call. Strings and
/// tables are copied here, and `reset` takes everything back at once after the call, which is
/// cheaper than a scope per string.
///
/// Safe as long as no pointer outlives the next `reset`; only ``Wire`` uses it, and it resets
/// after each call.
@safe final class Arena {
  private static let chunkSize = 16_384

  private var chunks: [UnsafeMutableRawBufferPointer] = unsafe []
  /// Bytes taken from the last chunk.
  private var used = 0

  deinit {
    while let chunk = unsafe chunks.popLast() { unsafe chunk.deallocate() }
  }

  /// Takes all memory back, and keeps one chunk for the next call.
  func reset() {
    used = 0
    while unsafe chunks.count > 1 { unsafe chunks.removeFirst().deallocate() }
  }

  private func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let size = (byteCount + 15) & ~15
    if let chunk = unsafe chunks.last, used + size <= chunk.count, let base = chunk.baseAddress {
      defer { used += size }
      return unsafe base + used
    }
    let chunk = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(size, Self.chunkSize), alignment: 16)
    unsafe chunks.append(chunk)
    used = size
    // Invariant: a buffer of at least one chunk's size is never empty, so it has an address.
    return chunk.baseAddress!
  }

  private func allocate<Value>(_ type: Value.Type, count: Int) -> UnsafeMutablePointer<Value> {
    let memory = unsafe allocate(byteCount: max(1, count) * MemoryLayout<Value>.stride)
    return unsafe memory.bindMemory(to: type, capacity: count)
  }

  func bytes(_ text: String) -> amqp_bytes_t {
    var text = text
    return text.withUTF8 { utf8 in unsafe copy(UnsafeRawBufferPointer(utf8)) }
  }

  private func bytes(_ content: [UInt8]) -> amqp_bytes_t {
    unsafe content.withUnsafeBytes { bytes in unsafe copy(bytes) }
  }

  private func copy(_ source: UnsafeRawBufferPointer) -> amqp_bytes_t {
    guard let base = source.baseAddress, source.count > 0 else {
      return unsafe amqp_bytes_t(len: 0, bytes: nil)
    }
    let target = unsafe allocate(byteCount: source.count)
    unsafe target.copyMemory(from: base, byteCount: source.count)
    return unsafe amqp_bytes_t(len: source.count, bytes: target)
  }

  /// - Precondition: the table's nesting was checked (``Table/encodedSize(depth:)``).
  func table(_ table: Table) -> amqp_table_t {
    let entries = unsafe allocate(amqp_table_entry_t.self, count: table.count)
    for (index, entry) in table.entries.enumerated() {
      unsafe (entries + index).initialize(
        to: amqp_table_entry_t(key: bytes(entry.name), value: field(entry.value)))
    }
    return unsafe amqp_table_t(num_entries: Int32(table.count), entries: entries)
  }

  private func array(_ values: [FieldValue]) -> amqp_array_t {
    let entries = unsafe allocate(amqp_field_value_t.self, count: values.count)
    for (index, value) in values.enumerated() {
      unsafe (entries + index).initialize(to: field(value))
    }
    return unsafe amqp_array_t(num_entries: Int32(values.count), entries: entries)
  }

  private func field(_ value: FieldValue) -> amqp_field_value_t {
    var field = unsafe amqp_field_value_t()
    unsafe field.kind = UInt8(value.kind.rawValue)
    switch value {
    case .boolean(let value): unsafe field.value.boolean = value ? 1 : 0
    case .int8(let value): unsafe field.value.i8 = value
    case .uint8(let value): unsafe field.value.u8 = value
    case .int16(let value): unsafe field.value.i16 = value
    case .uint16(let value): unsafe field.value.u16 = value
    case .int32(let value): unsafe field.value.i32 = value
    case .uint32(let value): unsafe field.value.u32 = value
    case .int64(let value): unsafe field.value.i64 = value
    case .uint64(let value), .timestamp(let value): unsafe field.value.u64 = value
    case .float(let value): unsafe field.value.f32 = value
    case .double(let value): unsafe field.value.f64 = value
    case .decimal(let scale, let value):
      unsafe field.value.decimal = amqp_decimal_t(decimals: scale, value: value)
    case .string(let text): unsafe field.value.bytes = bytes(text)
    case .bytes(let content): unsafe field.value.bytes = bytes(content)
    case .array(let values): unsafe field.value.array = array(values)
    case .table(let nested): unsafe field.value.table = table(nested)
    case .void: break
    }
    return unsafe field
  }
}

extension FieldValue {
  /// The C library's letter for the type.
  fileprivate var kind: amqp_field_value_kind_t {
    switch self {
    case .boolean: AMQP_FIELD_KIND_BOOLEAN
    case .int8: AMQP_FIELD_KIND_I8
    case .uint8: AMQP_FIELD_KIND_U8
    case .int16: AMQP_FIELD_KIND_I16
    case .uint16: AMQP_FIELD_KIND_U16
    case .int32: AMQP_FIELD_KIND_I32
    case .uint32: AMQP_FIELD_KIND_U32
    case .int64: AMQP_FIELD_KIND_I64
    case .uint64: AMQP_FIELD_KIND_U64
    case .float: AMQP_FIELD_KIND_F32
    case .double: AMQP_FIELD_KIND_F64
    case .decimal: AMQP_FIELD_KIND_DECIMAL
    case .string: AMQP_FIELD_KIND_UTF8
    case .bytes: AMQP_FIELD_KIND_BYTES
    case .timestamp: AMQP_FIELD_KIND_TIMESTAMP
    case .array: AMQP_FIELD_KIND_ARRAY
    case .table: AMQP_FIELD_KIND_TABLE
    case .void: AMQP_FIELD_KIND_VOID
    }
  }
}
