import FEEL
import Terminal

/// Asks a person for the fields of a form, one after the other.
struct FormPrompt {
  let ask: @Sendable (String) -> String?
  let console: Console
  let requirements: FormRequirements

  /// The answers, and `filled` where nothing was answered.
  ///
  /// - Parameters:
  ///   - fields: as the service shows them; context is shown between the questions.
  ///   - filled: what the fields hold so far.
  /// - Throws: `CommandError` `.usage` when the input ends before the last question.
  func fill(_ fields: [Value], _ filled: Context) throws -> Context {
    var filled = filled
    for field in fields {
      if field["type"].string == "context" {
        FormText.show(field, width: console.width) { console.tell($0) }
      } else {
        filled[field["name"].text] = try answer(to: field, in: filled)
      }
    }
    return filled
  }

  /// Asks until the answer can be read, and is there when it has to be.
  private func answer(to field: Value, in filled: Context) throws -> Value? {
    let present = filled[field["name"].text]
    console.tell("")
    console.tell(
      field["label"].text.harmless + (requirements.isRequired(field, in: filled) ? " *" : ""))
    if let help = field["help"].string { console.tell("  " + help.harmless) }
    for (number, choice) in (field["values"].list ?? []).enumerated() {
      console.tell("  \(number + 1)  \(choice["label"].text)".harmless)
    }
    while true {
      let text = try text(for: field, present: present)
      if text.isEmpty {
        if let present, present != .null { return present }
        guard requirements.isRequired(field, in: filled) else { return nil }
        console.tell("This has to be filled in.")
      } else if let value = value(text, of: field) {
        return value
      } else {
        console.tell(expectation(of: field))
      }
    }
  }

  private func text(for field: Value, present: Value?) throws -> String {
    let shown = present.map { " [\(FormText.short($0, of: field))]" } ?? ""
    let isMultiline = field["multiline"] == true
    var lines: [String] = []
    while true {
      let prompt = lines.isEmpty ? (isMultiline ? "(end with an empty line)" : "") + shown : ""
      guard let line = ask(prompt.harmless + "> ") else {
        throw CommandError(.usage, "The input ended before the form was filled in.")
      }
      guard isMultiline else { return line.withoutBlanks }
      if line.withoutBlanks.isEmpty { return lines.joined(separator: "\n") }
      lines.append(line)
    }
  }

  /// A choice is named by its number or by its value.
  private func value(_ text: String, of field: Value) -> Value? {
    guard let choices = field["values"].list, field["type"] == "choice" else {
      return FormInput.value(text, type: field["type"].string)
    }
    if let number = Int(text), choices.indices.contains(number - 1) {
      return choices[number - 1]["value"]
    }
    return choices.map { $0["value"] }.first { $0.string == text }
  }

  private func expectation(of field: Value) -> String {
    if let choices = field["values"].list, field["type"] == "choice" {
      return "Write a number from 1 to \(choices.count)."
    }
    let expectation = FormInput.expectation(field["type"].string)
    return expectation.prefix(1).uppercased() + expectation.dropFirst() + "."
  }
}

extension String {
  /// Without the blanks around it.
  fileprivate var withoutBlanks: String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
