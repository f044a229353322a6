package import FEEL

/// One sentence of an explanation, or what is to be said of a finding: which one, and what it is about. Texts in other languages are kept under the same keys,
/// with the same `{names}` in them.
package struct Statement: Hashable, Sendable {
  package let key: StatementKey
  /// By the names that stand in braces in the key's text.
  package let parameters: [String: Parameter]

  package enum Parameter: Hashable, Sendable {
    /// A pool, a person, a group, a message's name, or free text.
    case text(String)
    /// A flow node by its id, and what it is called.
    case element(id: String, label: String)
    /// One of these, or any of them.
    case choice([String])
    case number(Int)
    case time(Timestamp)
    /// How long something may take.
    case limit(Duration)
    /// Why a message was refused: the raw value of a `QuarantinedMessage.Reason`.
    case refusal(String)
  }

  package init(_ key: StatementKey, _ parameters: [String: Parameter] = [:]) {
    self.key = key
    self.parameters = parameters
  }

  /// In English, with times as they are written in files.
  package var english: String { text(key.english, format: Self.english) }

  /// - Parameters:
  ///   - template: the key's text in some language.
  ///   - format: how a parameter is written there.
  package func text(_ template: String, format: (Parameter) -> String) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let name = rest[rest.index(after: open)..<close]
      text += parameters[String(name)].map(format) ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  package static func english(_ parameter: Parameter) -> String {
    switch parameter {
    case .text(let text): text
    case .element(_, let label): label
    case .choice(let choices): list(choices, "or")
    case .number(let number): "\(number)"
    case .time(let time): time.description
    case .limit(let limit): RoundLength(limit).english
    case .refusal(let reason): reason
    }
  }

  /// `a, b or c`
  package static func list(_ items: [String], _ word: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
