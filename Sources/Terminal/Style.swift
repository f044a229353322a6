/// How a piece of text looks: a meaning, so that the same things look the same everywhere.
package enum Style: Hashable, Sendable {
  case plain
  /// The heading of a table.
  case heading
  /// It went well.
  case good
  /// Somebody should look.
  case warning
  /// It went wrong.
  case bad
  /// Waiting for somebody.
  case active
  /// Of little interest.
  case quiet
  case strong
  /// What keys act on.
  case selected

  /// The SGR parameters (ECMA-48 §8.3.117); nil for text as it is.
  private var parameters: String? {
    switch self {
    case .plain: nil
    case .heading, .strong: "1"
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    case .active: "36"
    case .quiet: "2"
    case .selected: "7"
    }
  }

  /// `text` in this style; unchanged when `inColor` is false.
  package func apply(to text: String, inColor: Bool) -> String {
    guard inColor, let parameters, !text.isEmpty else { return text }
    return "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
  }
}
