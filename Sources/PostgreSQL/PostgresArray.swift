// The binary form of an array (array_send in PostgreSQL's arrayfuncs.c): number of dimensions, a flag
// telling whether there are NULLs, the element type, then per dimension its length and lower bound,
// then each element with its length in front, -1 for NULL. An empty array has no dimension.

extension PostgresArrayElement where Self: PostgresEncodable & PostgresDecodable {
  public static func encodeArray(_ elements: [Self], into buffer: inout ParameterBuffer) {
    buffer.reserve(20 + elements.count * 12)
    buffer.write(Int32(elements.isEmpty ? 0 : 1))
    buffer.write(Int32(elements.contains(where: \.isNull) ? 1 : 0))
    buffer.write(postgresType.rawValue)
    guard !elements.isEmpty else { return }
    buffer.write(Int32(elements.count))
    buffer.write(Int32(1))
    for element in elements {
      if element.isNull {
        buffer.write(Int32(-1))
      } else {
        buffer.writeWithLength { element.encode(into: &$0) }
      }
    }
  }

  public static func decodeArray(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> [Self] {
    guard bytes.count >= 12 else {
      throw .typeMismatch(expected: postgresArrayType, found: type)
    }
    let dimensions = try bytes.integer(at: 0, as: UInt32.self)
    let elementType = PostgresType(rawValue: try bytes.integer(at: 8))
    guard dimensions > 0 else { return [] }
    guard dimensions == 1 else { throw .malformed("array of \(dimensions) dimensions") }
    let count = Int(try bytes.integer(at: 12, as: UInt32.self))
    // Each element takes at least its length word, so a larger count is not a count.
    guard count <= bytes.count / 4 else { throw .malformed("array longer than its bytes") }
    var elements: [Self] = []
    elements.reserveCapacity(count)
    var offset = 20
    for _ in 0..<count {
      let length = Int(Int32(bitPattern: try bytes.integer(at: offset)))
      offset += 4
      if length == -1 {
        elements.append(try decodeNull())
        continue
      }
      guard length >= 0, length <= bytes.count - offset else {
        throw .malformed("array element cut short")
      }
      elements.append(
        try decode(bytes.extracting(offset..<(offset + length)), type: elementType))
      offset += length
    }
    return elements
  }
}

extension Optional: PostgresArrayElement
where Wrapped: PostgresArrayElement & PostgresEncodable & PostgresDecodable {
  public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
}

extension UInt8: PostgresArrayElement {
  public static var postgresArrayType: PostgresType { .bytea }

  public static func encodeArray(_ elements: [UInt8], into buffer: inout ParameterBuffer) {
    buffer.write(bytes: elements)
  }

  public static func decodeArray(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> [UInt8] {
    guard type == .bytea else { throw .typeMismatch(expected: .bytea, found: type) }
    return bytes.copy()
  }
}

extension Array: PostgresArrayElement where Element == UInt8 {
  public static var postgresArrayType: PostgresType { .byteaArray }
}
