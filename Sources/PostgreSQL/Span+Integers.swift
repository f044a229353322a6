extension Span where Element == UInt8 {
  /// The integer at an offset, most significant byte first.
  func integer<Value: FixedWidthInteger & UnsignedInteger>(
    at offset: Int, as type: Value.Type = Value.self
  ) throws(DecodingFailure) -> Value {
    let size = Value.bitWidth / 8
    guard offset >= 0, offset <= count - size else { throw .malformed("value cut short") }
    var value: Value = 0
    for index in offset..<(offset + size) {
      value = value << 8 | Value(truncatingIfNeeded: self[index])
    }
    return value
  }

  /// The only integer that the bytes hold; throws when there are more or fewer of them.
  func soleInteger<Value: FixedWidthInteger & UnsignedInteger>(
    as type: Value.Type = Value.self
  ) throws(DecodingFailure) -> Value {
    guard count == Value.bitWidth / 8 else { throw .malformed("\(count) bytes for an integer") }
    return try integer(at: 0)
  }

  /// The bytes as text; throws when they are not UTF-8.
  func text() throws(DecodingFailure) -> String {
    let decoded = unsafe withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) }
    guard let decoded else { throw .malformed("text is not UTF-8") }
    return decoded
  }

  /// A copy of the bytes from an offset on.
  func copy(from offset: Int = 0) -> [UInt8] {
    unsafe withUnsafeBufferPointer { unsafe Array($0[offset...]) }
  }
}
