/// One statement with its parameters, encoded and ready to be sent.
///
/// ```swift
/// let insert = Query(
///   "insert into part (id, name) select * from unnest($1::int8[], $2::text[])",
///   [1, 2, 3], ["bolt", "nut", nil])
/// ```
///
/// Parameters are encoded here, by the task that makes the query, so that the connection's own thread
/// only hands bytes over. A parameter is of at most 1 GiB, the server's own bound.
public struct Query: Sendable {
  /// The SQL text: one statement, with `$1`, `$2`, … where the parameters go.
  public let sql: String

  /// Whether the connection keeps the statement prepared for the next time.
  public let isPrepared: Bool

  /// The types of the parameters.
  let types: [UInt32]

  /// Per parameter its number of bytes, -1 for NULL.
  let lengths: [Int32]

  /// All parameters, one after the other.
  let bytes: [UInt8]

  /// A query.
  ///
  /// - Parameters:
  ///   - sql: one statement; several need ``Connection/runScript(_:timeout:)``.
  ///   - parameters: the values of `$1`, `$2`, …
  ///   - prepared: false for statements that are seldom repeated, which would only push others out
  ///     of the cache of prepared statements.
  public init<each Parameter: PostgresEncodable>(
    _ sql: String, _ parameters: repeat each Parameter, prepared: Bool = true
  ) {
    var buffer = ParameterBuffer()
    var types: [UInt32] = []
    var lengths: [Int32] = []
    for parameter in repeat each parameters {
      types.append(type(of: parameter).postgresType.rawValue)
      guard !parameter.isNull else {
        lengths.append(-1)
        continue
      }
      let start = buffer.bytes.count
      parameter.encode(into: &buffer)
      lengths.append(Int32(buffer.bytes.count - start))
    }
    self.sql = sql
    self.isPrepared = prepared
    self.types = types
    self.lengths = lengths
    self.bytes = buffer.bytes
  }
}

extension Query: ExpressibleByStringLiteral {
  /// A query without parameters.
  public init(stringLiteral sql: String) {
    self.init(sql)
  }
}

extension Query: CustomStringConvertible {
  /// The SQL text without the values of the parameters.
  public var description: String { sql }
}

extension Query {
  /// Whether the statement ends a transaction in such a way that its writes stay.
  ///
  /// Looks at the first word after blanks and comments, as the server's grammar does.
  var isCommit: Bool {
    switch sql.firstSQLKeyword {
    case "commit", "end": true
    default: false
    }
  }

  /// Whether the statement opens a transaction block.
  var isBegin: Bool {
    switch sql.firstSQLKeyword {
    case "begin", "start": true
    default: false
    }
  }
}

extension String {
  /// The first word of a statement in lower case, after blanks, `--` and (nested) `/* */` comments.
  var firstSQLKeyword: String {
    var rest = Substring(self).utf8
    while let byte = rest.first {
      if byte == UInt8(ascii: " ") || (9...13).contains(byte) {
        rest = rest.dropFirst()
      } else if rest.starts(with: "--".utf8) {
        rest = rest.drop { $0 != UInt8(ascii: "\n") }
      } else if rest.starts(with: "/*".utf8) {
        rest = rest.dropBlockComment()
      } else {
        break
      }
    }
    let word = rest.prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 }
    return String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
  }
}

extension Substring.UTF8View {
  fileprivate func dropBlockComment() -> Substring.UTF8View {
    var rest = self
    var depth = 0
    repeat {
      if rest.starts(with: "/*".utf8) {
        depth += 1
        rest = rest.dropFirst(2)
      } else if rest.starts(with: "*/".utf8) {
        depth -= 1
        rest = rest.dropFirst(2)
      } else {
        rest = rest.dropFirst()
      }
    } while depth > 0 && !rest.isEmpty
    return rest
  }
}
