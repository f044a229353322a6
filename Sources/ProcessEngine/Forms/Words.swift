/// A text for people, in English and perhaps in other languages.
public struct Words: Hashable, Sendable {
  public let english: String
  /// By language (`fr`).
  public let translations: [String: String]

  public init(_ english: String, _ translations: [String: String] = [:]) {
    self.english = english
    self.translations = translations
  }

  /// In a language, or in English where there is no translation.
  public func text(in language: String) -> String { translations[language] ?? english }
}

extension Words {
  /// What the engine itself says, in the languages of the product's forms.
  init(_ english: String, fr french: String) { self.init(english, ["fr": french]) }
}
