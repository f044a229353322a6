import Testing
import WebPages

@Suite struct LanguageTests {
  @Test(arguments: [
    ("", Language.english), ("fr", .french), ("fr-CH, fr;q=0.9, en;q=0.8", .french),
    ("de, fr;q=0.5, en;q=0.7", .english), ("de", .english), ("en-US,en;q=0.5", .english),
    ("fr;q=nonsense", .french), (";;,,", .english),
  ])
  func `the browser's preference decides`(_ list: String, _ language: Language) {
    #expect(Language(accepting: list) == language)
  }
}
