/// Lists of texts as one text each, because a set of rows cannot be sent with lists of different lengths in it. The SQL
/// that takes one turns it back with `string_to_array($n, e'\x1f')`.
enum TextList {
  private static let separator: Unicode.Scalar = "\u{1F}"

  static func pack(_ texts: some Sequence<String>) -> String {
    var packed = String.UnicodeScalarView()
    var isFirst = true
    for text in texts {
      if !isFirst { packed.append(separator) }
      isFirst = false
      for scalar in text.unicodeScalars {
        packed.append(scalar == separator || scalar == "\0" ? "\u{FFFD}" : scalar)
      }
    }
    return String(packed)
  }

  /// Numbers, for `string_to_array($n, ',', 'n')::bigint[]`; nil becomes NULL.
  static func pack(_ numbers: some Sequence<Int64?>) -> String {
    numbers.map { $0.map(String.init) ?? "n" }.joined(separator: ",")
  }
}

extension String {
  /// The text as a column of type `text` takes it: the server keeps no NUL, though JSON from a party may contain it.
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
