package import FEEL
package import ProcessEngine
import WordSearch

/// The words under which an order is found, read from its variables where the model keeps them under the usual names.
///
/// A word is found by its beginning and by the beginnings of its parts (`SearchWord`). What has to match as a whole has a mark
/// in front that no word can have.
package struct SearchWords: Hashable, Sendable {
  /// In no order, each of at most 256 bytes, none empty.
  package let words: Set<String>

  /// Reads `reference`, `buyer.id`, `buyer.name`, `note` and `lines[].sku` of the order.
  package init(order: Value) {
    var words: Set<String> = []
    func add(_ text: String?) {
      for word in SearchWord.all(in: text ?? "") { words.formUnion(SearchWord.tails(of: word)) }
    }
    func addWhole(_ mark: Character, _ text: String?) {
      if let text, !text.isEmpty { words.insert(SearchWord.whole(mark, text)) }
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

  /// Whether a word has to match as a whole.
  package static func isWhole(_ word: String) -> Bool {
    word.first == partnerMark || word.first == skuMark
  }

  fileprivate static let partnerMark: Character = "@"
  fileprivate static let skuMark: Character = "="
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
    beginnings = Array(SearchWord.all(in: text ?? "").prefix(Self.limit))
    wholes =
      (sku.map { [SearchWord.whole(SearchWords.skuMark, $0)] } ?? [])
      + (partner.map { [SearchWord.whole(SearchWords.partnerMark, $0.lowercased())] } ?? [])
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
