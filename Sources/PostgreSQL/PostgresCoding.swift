/// A value that can be sent to the server as a parameter, in PostgreSQL's binary format.
///
/// ```swift
/// let query = Query("insert into part (id, name) values ($1, $2)", 7, "bolt")
/// ```
///
/// The type is declared to the server together with the statement, so a value that does not fit its
/// place is refused when the statement is prepared and never misread as another type.
public protocol PostgresEncodable: Sendable {
  /// The type that the parameter is declared with.
  static var postgresType: PostgresType { get }

  /// Whether the parameter is NULL; then ``encode(into:)`` is not called.
  var isNull: Bool { get }

  /// Appends the binary form of the value, without a length.
  func encode(into buffer: inout ParameterBuffer)
}

extension PostgresEncodable {
  public var isNull: Bool { false }
}

/// A value that can be read from a result column in PostgreSQL's binary format.
public protocol PostgresDecodable {
  /// Reads the value from the bytes of a column (or of an array element) of the given type.
  static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> Self

  /// The value that stands for NULL; throws ``DecodingFailure/unexpectedNull`` unless there is one.
  static func decodeNull() throws(DecodingFailure) -> Self
}

extension PostgresDecodable {
  public static func decodeNull() throws(DecodingFailure) -> Self {
    throw .unexpectedNull
  }
}

/// A type whose Swift array has a PostgreSQL form.
///
/// That form is a one-dimensional array of the element's type, except for `UInt8`, whose array is a
/// `bytea`.
public protocol PostgresArrayElement: Sendable {
  /// The type of an array of these.
  static var postgresArrayType: PostgresType { get }

  /// Appends the binary form of the whole array.
  static func encodeArray(_ elements: [Self], into buffer: inout ParameterBuffer)

  /// Reads the whole array.
  static func decodeArray(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> [Self]
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
  public static var postgresType: PostgresType { Element.postgresArrayType }

  public func encode(into buffer: inout ParameterBuffer) {
    Element.encodeArray(self, into: &buffer)
  }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> [Element] {
    try Element.decodeArray(bytes, type: type)
  }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  public static var postgresType: PostgresType { Wrapped.postgresType }

  public var isNull: Bool {
    switch self {
    case .none: true
    case .some(let value): value.isNull
    }
  }

  public func encode(into buffer: inout ParameterBuffer) {
    self?.encode(into: &buffer)
  }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  public static func decode(
    _ bytes: Span<UInt8>, type: PostgresType
  ) throws(DecodingFailure) -> Wrapped? {
    try Wrapped.decode(bytes, type: type)
  }

  public static func decodeNull() throws(DecodingFailure) -> Wrapped? { nil }
}
