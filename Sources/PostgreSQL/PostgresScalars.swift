#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.UUID
#else
  public import struct Foundation.UUID
#endif

extension Bool: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .bool }
  public static var postgresArrayType: PostgresType { .boolArray }

  public func encode(into buffer: inout ParameterBuffer) {
    buffer.write(UInt8(self ? 1 : 0))
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> Bool {
    guard type == .bool else { throw .typeMismatch(expected: .bool, found: type) }
    return try bytes.soleInteger(as: UInt8.self) != 0
  }
}

/// A signed integer that travels as `int2`, `int4` or `int8` and is read from any of them that fits.
public protocol PostgresInteger: FixedWidthInteger, PostgresEncodable, PostgresDecodable,
  PostgresArrayElement
{}

extension PostgresInteger {
  public func encode(into buffer: inout ParameterBuffer) {
    buffer.write(self)
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> Self {
    let value: Int64
    switch type {
    case .int2: value = Int64(Int16(bitPattern: try bytes.soleInteger()))
    case .int4: value = Int64(Int32(bitPattern: try bytes.soleInteger()))
    case .int8: value = Int64(bitPattern: try bytes.soleInteger())
    case .oid: value = Int64(try bytes.soleInteger(as: UInt32.self))
    default: throw .typeMismatch(expected: postgresType, found: type)
    }
    guard let exact = Self(exactly: value) else { throw .outOfRange }
    return exact
  }
}

extension Int16: PostgresInteger {
  public static var postgresType: PostgresType { .int2 }
  public static var postgresArrayType: PostgresType { .int2Array }
}

extension Int32: PostgresInteger {
  public static var postgresType: PostgresType { .int4 }
  public static var postgresArrayType: PostgresType { .int4Array }
}

extension Int64: PostgresInteger {
  public static var postgresType: PostgresType { .int8 }
  public static var postgresArrayType: PostgresType { .int8Array }
}

extension Int: PostgresInteger {
  public static var postgresType: PostgresType { .int8 }
  public static var postgresArrayType: PostgresType { .int8Array }

  public func encode(into buffer: inout ParameterBuffer) {
    buffer.write(Int64(self))
  }
}

extension Double: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .float8 }
  public static var postgresArrayType: PostgresType { .float8Array }

  public func encode(into buffer: inout ParameterBuffer) {
    buffer.write(bitPattern)
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> Double {
    switch type {
    case .float8: Double(bitPattern: try bytes.soleInteger())
    case .float4: Double(Float(bitPattern: try bytes.soleInteger()))
    default: throw .typeMismatch(expected: .float8, found: type)
    }
  }
}

/// Sent as `text`; read from text of every kind, from `json` and `jsonb`, from `numeric` (as the
/// decimal that `psql` prints) and from an enumeration's label.
extension String: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .text }
  public static var postgresArrayType: PostgresType { .textArray }

  public func encode(into buffer: inout ParameterBuffer) {
    buffer.write(utf8: self)
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> String {
    switch type {
    case .text, .varchar, .bpchar, .name, .char, .unknown, .json:
      return try bytes.text()
    case .jsonb:
      return try PostgresJSONB.decode(bytes, type: type).text
    case .numeric:
      return try PostgresNumeric.decode(bytes, type: type).text
    default:
      guard type.isUserDefined else { throw .typeMismatch(expected: .text, found: type) }
      return try bytes.text()
    }
  }
}

extension UUID: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .uuid }
  public static var postgresArrayType: PostgresType { .uuidArray }

  public func encode(into buffer: inout ParameterBuffer) {
    let high = UInt64(
      bigEndianBytes: uuid.0, uuid.1, uuid.2, uuid.3, uuid.4, uuid.5, uuid.6, uuid.7)
    let low = UInt64(
      bigEndianBytes: uuid.8, uuid.9, uuid.10, uuid.11, uuid.12, uuid.13, uuid.14, uuid.15)
    buffer.write(high)
    buffer.write(low)
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> UUID {
    guard type == .uuid else { throw .typeMismatch(expected: .uuid, found: type) }
    guard bytes.count == 16 else { throw .malformed("\(bytes.count) bytes for a uuid") }
    return UUID(
      uuid: (
        bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
        bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
      ))
  }
}

extension UInt64 {
  fileprivate init(
    bigEndianBytes a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ e: UInt8, _ f: UInt8,
    _ g: UInt8, _ h: UInt8
  ) {
    let upper = UInt64(a) << 56 | UInt64(b) << 48 | UInt64(c) << 40 | UInt64(d) << 32
    let lower = UInt64(e) << 24 | UInt64(f) << 16 | UInt64(g) << 8 | UInt64(h)
    self = upper | lower
  }
}
