import WordSearch

/// The words under which an order is found (`SearchWord`): those of its reference, its buyer and its SKUs. What has to match
/// as a whole stands behind a mark that no word begins with.
package enum OrderWords {
  /// How many words of an order, and of a search, count.
  private static let wordLimit = 600
  private static let termLimit = 8

  /// Of an order; each once, in no order.
  package static func of(_ facts: OrderFacts, marks: Set<OrderMark> = []) -> Set<String> {
    var words: Set<String> = []
    for text in [facts.reference, facts.buyer].compactMap({ $0 }) + facts.skus {
      for word in SearchWord.all(in: text) where words.count < wordLimit {
        words.formUnion(SearchWord.tails(of: word))
      }
    }
    for sku in facts.skus where words.count < wordLimit { words.insert(mark(sku: sku)) }
    for mark in marks where words.count < wordLimit { words.insert(self.mark(mark)) }
    return words
  }

  /// What is looked for by its beginning; empty when the text has no word.
  package static func beginnings(of text: String) -> [String] {
    Array(SearchWord.all(in: text).prefix(termLimit))
  }

  package static func mark(sku: String) -> String { SearchWord.whole("=", sku) }
  package static func mark(_ mark: OrderMark) -> String {
    switch mark {
    case .worker(let party, let name): SearchWord.whole("@", parts: party, name)
    case .group(let party, let name): SearchWord.whole("%", parts: party, name)
    case .handover(let party, let from, let to): SearchWord.whole("^", parts: party, from, to)
    case .late(let element): SearchWord.whole("!", element ?? "")
    }
  }
}
