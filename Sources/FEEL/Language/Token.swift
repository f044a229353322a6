import FoundationEssentials

/// The smallest parts of an expression's text.
struct Token: Sendable {
  enum Kind: Hashable, Sendable {
    case number(Decimal)
    case string(String)
    /// A word: a name, a keyword, or a part of a name that has spaces.
    case word(String)
    /// A name in backticks, which is never a keyword.
    case quotedName(String)
    /// The text of `@"…"`.
    case temporal(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  /// Unicode scalars before the token.
  let offset: Int

  /// This token as a message shows it.
  var description: String {
    switch kind {
    case .number(let number): "'\(Value.number(number))'"
    case .string(let string): Value.string(string).description
    case .word(let word): "'\(word)'"
    case .quotedName(let name): "`\(name)`"
    case .temporal(let text): "@\(Value.string(text))"
    case .symbol(let symbol): "'\(symbol)'"
    case .end: "the end"
    }
  }
}
