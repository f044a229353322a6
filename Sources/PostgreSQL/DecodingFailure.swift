/// Why a value could not be read from a column.
public enum DecodingFailure: Error, Hashable, Sendable {
  case unexpectedNull
  case typeMismatch(expected: PostgresType, found: PostgresType)
  /// The number does not fit the Swift type.
  case outOfRange
  /// The bytes are not what the type prescribes.
  case malformed(String)
  case noSuchColumn
  /// A row was decoded into another number of values than it has columns.
  case columnCount(expected: Int, found: Int)
  /// Exactly one row was expected.
  case rowCount(Int)
}

extension DecodingFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unexpectedNull: "is NULL"
    case .typeMismatch(let expected, let found):
      "has type \(found.rawValue), expected \(expected.rawValue)"
    case .outOfRange: "is out of the range of the type asked for"
    case .malformed(let reason): "is malformed: \(reason)"
    case .noSuchColumn: "does not exist"
    case .columnCount(let expected, let found): "are \(found), expected \(expected)"
    case .rowCount(let found): "came in \(found) rows, expected one"
    }
  }
}
