package import FEEL
package import ProcessEngine

/// The words under which an order is found, read from its variables where the model keeps them under the usual names.
///
/// A word is what stands between spaces, in lower case. It is found by its beginning and by the beginnings of its parts, so
/// that `BOLT-M8x20` is found as `bolt`, as `m8x20` and as `bolt-m8`. What has to match as a whole has a mark in front
/// that no word can have.
package struct SearchWords: Hashable, Sendable {
  /// In no order, each of at most 256 bytes, none empty.
  package let words: Set<String>

  /// Reads `reference`, `buyer.id`, `buyer.name`, `note` and `lines[].sku` of the order.
  package init(order: Value) {
    var words: Set<String> = []
    func add(_ text: String?) {
      for word in Self.words(of: text ?? "") { words.formUnion(Self.tails(of: word)) }
    }
    func addWhole(_ mark: Character, _ text: String?) {
      if let text, !text.isEmpty { words.insert(Self.whole(mark, text)) }
    }
    let buyer = order["buyer"]
    for text in [order["reference"], buyer["id"], buyer["name"], order["note"]] {
      add(text.string)
    }
    addWhole(Self.partnerMark, buyer["id"].string?.lowercased())
    addWhole(Self.partnerMark, buyer["name"].string?.lowercased())
    for line in order["lines"].list ?? [] {
      add(line["sku"].string)
      addWhole(Self.skuMark, line["sku"].string)
    }
    self.words = words
  }

  fileprivate static let partnerMark: Character = "@"
  fileprivate static let skuMark: Character = "="

  /// How many bytes of a word count.
  private static let lengthLimit = 64
  private static let wholeLimit = 255
  /// How many parts of a word count.
  private static let tailLimit = 8

  fileprivate static func whole(_ mark: Character, _ text: String) -> String {
    "\(mark)\(text.clipped(to: wholeLimit))"
  }

  /// What stands between spaces, without punctuation at both ends.
  fileprivate static func words(of text: String) -> [String] {
    text.lowercased().split(whereSeparator: \.isWhitespace).compactMap { part in
      let scalars = part.unicodeScalars
      guard let first = scalars.firstIndex(where: \.isWordPart),
        let last = scalars.lastIndex(where: \.isWordPart)
      else { return nil }
      return String(scalars[first...last]).clipped(to: lengthLimit)
    }
  }

  /// The word, and what is left of it from each of its later parts on.
  private static func tails(of word: String) -> [String] {
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
}

/// What orders are searched for, besides what they are filtered by.
package struct SearchTerms: Hashable, Sendable {
  /// Some word begins with each of these.
  package let beginnings: [String]
  /// Each of these is a word.
  package let wholes: [String]
  /// Or else the id is among these.
  package let ids: IdentifierPrefix?
  /// Nothing can be found, because there was a text without a word in it.
  package let isHopeless: Bool

  /// Nil when nothing is searched for.
  package init?(text: String?, sku: String?, partner: String?) {
    guard text != nil || sku != nil || partner != nil else { return nil }
    beginnings = Array(SearchWords.words(of: text ?? "").prefix(Self.limit))
    wholes =
      (sku.map { [SearchWords.whole(SearchWords.skuMark, $0)] } ?? [])
      + (partner.map { [SearchWords.whole(SearchWords.partnerMark, $0.lowercased())] } ?? [])
    ids =
      if let text, text.utf8.count >= Self.idMinimum { IdentifierPrefix(text) } else { nil }
    isHopeless = text != nil && beginnings.isEmpty
  }

  /// How many words of a text are looked for.
  private static let limit = 8
  /// The fewest characters of an id that stand for it.
  private static let idMinimum = 8

  package func admits(_ words: SearchWords, of order: InstanceID) -> Bool {
    guard !isHopeless, wholes.allSatisfy(words.words.contains) else { return false }
    if let ids, ids.range.contains(order.uuid) { return true }
    return beginnings.allSatisfy { beginning in
      words.words.contains { $0.utf8.starts(with: beginning.utf8) }
    }
  }
}

extension OrderQuery {
  package var search: SearchTerms? { SearchTerms(text: text, sku: sku, partner: partner) }
}

extension TaskQuery {
  package var search: SearchTerms? { SearchTerms(text: text, sku: sku, partner: nil) }
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
  /// At most so many bytes, without half a character at the end; without NUL, which no database keeps.
  fileprivate func clipped(to limit: Int) -> String {
    if utf8.count <= limit, !utf8.contains(where: { $0 == 0 || $0 == 0x1F }) { return self }
    var clipped = String.UnicodeScalarView()
    var size = 0
    for scalar in unicodeScalars {
      size += UTF8.width(scalar)
      if size > limit { break }
      clipped.append(scalar == "\0" || scalar == "\u{1F}" ? "\u{FFFD}" : scalar)
    }
    return String(clipped)
  }
}
