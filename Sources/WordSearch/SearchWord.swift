/// The words of a text as something is found by them: what stands between spaces, in lower case, and what is left of it from
/// each of its later parts on, so that `BOLT-M8x20` is found as `bolt`, as `m8x20` and as `bolt-m8`.
package enum SearchWord {
  /// How many bytes of a word count.
  package static let lengthLimit = 64
  /// How many bytes count of what has to match as a whole.
  private static let wholeLimit = 255
  /// How many parts of a word count.
  private static let tailLimit = 8

  /// What stands between spaces, in lower case, without punctuation at both ends.
  package static func all(in text: String) -> [String] {
    text.lowercased().split(whereSeparator: \.isWhitespace).compactMap { part in
      let scalars = part.unicodeScalars
      guard let first = scalars.firstIndex(where: \.isWordPart),
        let last = scalars.lastIndex(where: \.isWordPart)
      else { return nil }
      return String(scalars[first...last]).clipped(to: lengthLimit)
    }
  }

  /// The word, and what is left of it from each of its later parts on.
  package static func tails(of word: String) -> [String] {
    var tails = [word]
    let scalars = word.unicodeScalars
    var isInside = true
    for index in scalars.indices where tails.count < tailLimit {
      let isPart = scalars[index].isWordPart
      if isPart && !isInside { tails.append(String(scalars[index...])) }
      isInside = isPart
    }
    return tails
  }

  /// What has to match as a whole, behind a mark that no word begins with.
  package static func whole(_ mark: Character, _ text: String) -> String {
    "\(mark)\(text.clipped(to: wholeLimit))"
  }

  /// The same of several texts together: of each so many bytes count as of a word, and none has what separates them.
  package static func whole(_ mark: Character, parts: String...) -> String {
    "\(mark)"
      + parts.map { $0.clipped(to: lengthLimit).replacing("\u{1E}", with: "\u{FFFD}") }
      .joined(separator: "\u{1E}")
  }
}

extension Unicode.Scalar {
  /// Letters, digits, and the marks on them.
  fileprivate var isWordPart: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9": true
    case "\0"..."\u{7F}": false
    default: properties.isAlphabetic || properties.numericType != nil
    }
  }
}

extension String {
  /// At most so many bytes, without half a character at the end; without NUL, which no database keeps, and without the unit
  /// separator, which stands between words in a list of them.
  fileprivate func clipped(to limit: Int) -> String {
    if utf8.count <= limit, !utf8.contains(where: { $0 == 0 || $0 == 0x1F }) { return self }
    var clipped = String.UnicodeScalarView()
    var size = 0
    for scalar in unicodeScalars {
      let isKept = scalar != "\0" && scalar != "\u{1F}"
      let safe: Unicode.Scalar = isKept ? scalar : "\u{FFFD}"
      size += UTF8.width(safe)
      if size > limit { break }
      clipped.append(safe)
    }
    return String(clipped)
  }
}
