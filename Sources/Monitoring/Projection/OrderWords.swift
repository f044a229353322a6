import FoundationEssentials

/// The words under which an order is found: those of its reference, its buyer and its SKUs in lower case, each also from
/// its later parts on, so that `BOLT-M8x20` is found as `bolt` and as `m8x20`. What has to match as a whole stands behind
/// a mark that no word begins with.
package enum OrderWords {
  /// How many bytes of a word count, and how many words of an order or of a search.
  private static let lengthLimit = 64
  private static let wordLimit = 600
  private static let termLimit = 8

  /// Of an order; each once, in no order.
  package static func of(_ facts: OrderFacts, variants: [VariantID]) -> Set<String> {
    var words: Set<String> = []
    for text in [facts.reference, facts.buyer].compactMap({ $0 }) + facts.skus {
      for word in split(text) where words.count < wordLimit { words.formUnion(parts(of: word)) }
    }
    for sku in facts.skus where words.count < wordLimit { words.insert(mark(sku: sku)) }
    for variant in variants { words.insert(mark(variant)) }
    return words
  }

  /// What is looked for by its beginning; empty when the text has no word.
  package static func beginnings(of text: String) -> [String] {
    Array(split(text).prefix(termLimit))
  }

  package static func mark(sku: String) -> String { "=" + clipped(sku) }
  package static func mark(_ variant: VariantID) -> String {
    "~" + String(UInt64(bitPattern: variant.value), radix: 36)
  }

  /// What stands between spaces, without marks at both ends.
  private static func split(_ text: String) -> [String] {
    text.lowercased().split(whereSeparator: \.isWhitespace).compactMap { word in
      guard let first = word.firstIndex(where: isWordPart),
        let last = word.lastIndex(where: isWordPart)
      else { return nil }
      return clipped(String(word[first...last]))
    }
  }

  private static func parts(of word: String) -> [String] {
    var parts = [word]
    var wasInside = true
    for index in word.indices {
      let isInside = isWordPart(word[index])
      if isInside, !wasInside { parts.append(String(word[index...])) }
      wasInside = isInside
    }
    return parts
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// Without what no database keeps or what separates words in a parameter.
  private static func clipped(_ text: String) -> String {
    var clipped = ""
    var size = 0
    for scalar in text.unicodeScalars where scalar.value > 0x1f {
      size += UTF8.width(scalar)
      if size > lengthLimit { break }
      clipped.unicodeScalars.append(scalar)
    }
    return clipped
  }
}
