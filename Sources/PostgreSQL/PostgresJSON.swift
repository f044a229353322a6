/// A JSON document as the UTF-8 that was written, for columns of type `json`.
public struct PostgresJSON: Hashable, Sendable {
  /// The document; the server checks that it is one.
  public var utf8: [UInt8]

  public init(utf8: [UInt8]) {
    self.utf8 = utf8
  }

  public init(_ text: String) {
    utf8 = Array(text.utf8)
  }

  public var text: String { String(decoding: utf8, as: UTF8.self) }
}

/// A JSON document for columns of type `jsonb`, which keep its meaning but not its spelling.
public struct PostgresJSONB: Hashable, Sendable {
  /// The document; the server checks that it is one.
  public var utf8: [UInt8]

  public init(utf8: [UInt8]) {
    self.utf8 = utf8
  }

  public init(_ text: String) {
    utf8 = Array(text.utf8)
  }

  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The first byte of every `jsonb` on the wire (jsonb_send in PostgreSQL's jsonb.c).
  fileprivate static let version: UInt8 = 1
}

extension PostgresJSON: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .json }
  public static var postgresArrayType: PostgresType { .jsonArray }

  public func encode(into buffer: inout ParameterBuffer) {
    buffer.write(bytes: utf8)
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> PostgresJSON {
    switch type {
    case .json: PostgresJSON(utf8: bytes.copy())
    case .jsonb: PostgresJSON(utf8: try PostgresJSONB.decode(bytes, type: type).utf8)
    default: throw .typeMismatch(expected: .json, found: type)
    }
  }
}

extension PostgresJSONB: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .jsonb }
  public static var postgresArrayType: PostgresType { .jsonbArray }

  public func encode(into buffer: inout ParameterBuffer) {
    buffer.write(Self.version)
    buffer.write(bytes: utf8)
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> PostgresJSONB {
    switch type {
    case .json:
      return PostgresJSONB(utf8: bytes.copy())
    case .jsonb:
      guard bytes.count >= 1, bytes[0] == version else { throw .malformed("jsonb version") }
      return PostgresJSONB(utf8: bytes.copy(from: 1))
    default:
      throw .typeMismatch(expected: .jsonb, found: type)
    }
  }
}
