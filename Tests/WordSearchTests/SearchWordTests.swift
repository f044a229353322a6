import Testing
import WordSearch

struct SearchWordTests {
  @Test(arguments: [
    ("  Brune,  PO-7 ", ["brune", "po-7"]), ("&", []), ("", []), ("ÉQUINOXE", ["équinoxe"]),
    ("a\0b \u{1F}c\u{1F}d", ["a\u{FFFD}b", "c\u{FFFD}d"]), ("(M8 x 20)", ["m8", "x", "20"]),
  ])
  func `words stand between spaces`(text: String, words: [String]) {
    #expect(SearchWord.all(in: text) == words)
  }

  @Test(arguments: [
    ("po-7/b", ["po-7/b", "7/b", "b"]), ("bolt", ["bolt"]), ("a--b", ["a--b", "b"]),
    ("1.2.3.4.5.6.7.8.9.10", (1...8).map { n in (n...10).map(String.init).joined(separator: ".") }),
  ])
  func `a word is found from each of its parts on, the first eight`(word: String, tails: [String]) {
    #expect(SearchWord.tails(of: word) == tails)
  }

  @Test func `no word is longer than its limit, and none ends in half a character`() {
    let words = SearchWord.all(in: String(repeating: "é", count: 50))
    #expect(words == [String(repeating: "é", count: 32)])
    #expect(SearchWord.whole("=", String(repeating: "x", count: 300)).utf8.count == 256)
    // What stands for a character that is left out counts as what it is.
    let replaced = SearchWord.whole("=", String(repeating: "\0", count: 200))
    #expect(replaced.utf8.count == 1 + 255)
  }
}
