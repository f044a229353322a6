/// A short, coloured word.
package struct Chip {
  package enum Kind: String {
    case good, bad, warn, info
    case plain = ""
  }

  package let text: String
  package let kind: Kind

  package init(_ text: String, _ kind: Kind = .plain) {
    self.text = text
    self.kind = kind
  }

  /// For `<span class="chip {{kind}}">{{text}}</span>`.
  package var model: [String: Any] { ["text": text, "kind": kind.rawValue] }
}
