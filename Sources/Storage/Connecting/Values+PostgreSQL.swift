import FEEL
import PostgreSQL

extension PostgresTimestamp {
  /// The same time, or the earliest that the server keeps (4713 BC).
  init(_ timestamp: Timestamp) {
    self.init(microseconds: max(timestamp.microseconds, Self.earliest))
  }

  private static let earliest: Int64 = -210_866_803_200_000_000
}

extension Timestamp {
  init(_ timestamp: PostgresTimestamp) { self.init(microseconds: timestamp.microseconds) }
}

extension PostgresJSON {
  init(_ value: Value) { self.init(utf8: value.json()) }
  init(_ context: Context) { self.init(utf8: context.json()) }

  /// The value that was written.
  func value() throws(JSONError) -> Value { try Value(json: utf8) }
}

extension String {
  /// The text as a column of type `text` takes it: the server keeps no NUL, though JSON from a partner may contain it.
  var storable: String {
    utf8.contains(0)
      ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self
  }

  /// The text as a column takes it that has an index, whose entries are of bounded size.
  var indexable: String {
    utf8.count <= 256
      ? storable : String(String.UnicodeScalarView(unicodeScalars.prefix(256))).storable
  }
}

/// A list of texts as one text, because a set of rows cannot be sent with lists of different lengths in it.
///
/// The SQL that takes it turns it back with `string_to_array($n, e'\x1f')`.
enum PackedList {
  private static let separator: Unicode.Scalar = "\u{1F}"

  static func pack(_ texts: [String]) -> String {
    var packed = String.UnicodeScalarView()
    for (index, text) in texts.enumerated() {
      if index > 0 { packed.append(separator) }
      for scalar in text.unicodeScalars {
        packed.append(scalar == separator || scalar == "\0" ? "\u{FFFD}" : scalar)
      }
    }
    return String(packed)
  }
}

extension Query {
  /// Writes rows that are given as columns of the same length, one at least.
  ///
  /// - Parameters:
  ///   - one: the statement for a single row, with its values as parameters: `unnest` costs more than it saves there.
  ///   - many: the statement for several, with each column as an array.
  init<each Column: PostgresArrayElement & PostgresEncodable>(
    one: String, many: String, _ columns: repeat [each Column]
  ) {
    var count: Int?
    for column in repeat each columns {
      precondition(count == nil || count == column.count, "columns of different lengths")
      count = column.count
    }
    if count == 1 {
      self.init(one, repeat (each columns)[0])
    } else {
      self.init(many, repeat each columns)
    }
  }
}
