/// One value of an AMQP field table, in RabbitMQ's dialect of AMQP 0-9-1.
public enum FieldValue: Sendable, Equatable {
  case boolean(Bool)
  case int8(Int8)
  case uint8(UInt8)
  case int16(Int16)
  case uint16(UInt16)
  case int32(Int32)
  case uint32(UInt32)
  case int64(Int64)
  case uint64(UInt64)
  case float(Float)
  case double(Double)
  /// `value` divided by ten to the power of `scale`.
  case decimal(scale: UInt8, value: UInt32)
  /// A long string; text in every client of note.
  case string(String)
  /// Bytes that are not text.
  case bytes([UInt8])
  /// Seconds since 1970-01-01 00:00 UTC.
  case timestamp(UInt64)
  case array([FieldValue])
  case table(Table)
  case void

  /// The text, if this is a string.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number, if this is one of any width and fits.
  public var integer: Int? {
    switch self {
    case .int8(let value): Int(value)
    case .uint8(let value): Int(value)
    case .int16(let value): Int(value)
    case .uint16(let value): Int(value)
    case .int32(let value): Int(value)
    case .uint32(let value): Int(value)
    case .int64(let value): Int(exactly: value)
    case .uint64(let value): Int(exactly: value)
    case .timestamp(let value): Int(exactly: value)
    case .boolean, .float, .double, .decimal, .string, .bytes, .array, .table, .void: nil
    }
  }
}

extension FieldValue: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension FieldValue: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int64) { self = .int64(value) }
}

extension FieldValue: ExpressibleByBooleanLiteral {
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension FieldValue: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, FieldValue)...) {
    self = .table(Table(elements))
  }
}

extension FieldValue: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: FieldValue...) { self = .array(elements) }
}
