import PostgreSQL

/// A text as its UTF-8, for columns of type `text`: as long as it is only passed on, nobody needs it as a `String`.
struct UTF8Text: Hashable, Sendable {
  let utf8: [UInt8]
}

extension UTF8Text: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
  static var postgresType: PostgresType { .text }
  static var postgresArrayType: PostgresType { .textArray }

  func encode(into buffer: inout ParameterBuffer) { buffer.write(bytes: utf8) }

  static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> UTF8Text {
    guard type == .text else { throw .typeMismatch(expected: .text, found: type) }
    return UTF8Text(
      utf8: [UInt8](capacity: bytes.count) { output in
        for index in bytes.indices { output.append(bytes[index]) }
      })
  }
}
