/// A text as its UTF-8, for columns of type `text`: as long as it is only passed on, nobody needs it as a `String`.
///
/// Also for documents of JSON that no statement looks into: in a column of type `json` the server would check each of them.
public struct PostgresText: Hashable, Sendable {
  /// Without zero bytes, which the server refuses.
  public var utf8: [UInt8]

  public init(utf8: [UInt8]) {
    self.utf8 = utf8
  }
}

extension PostgresText: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  public static var postgresType: PostgresType { .text }
  public static var postgresArrayType: PostgresType { .textArray }

  public func encode(into buffer: inout ParameterBuffer) {
    buffer.write(bytes: utf8)
  }

  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> PostgresText {
    guard type == .text || type == .json else {
      throw .typeMismatch(expected: .text, found: type)
    }
    return PostgresText(utf8: bytes.copy())
  }
}
