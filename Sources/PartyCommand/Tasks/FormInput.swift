import FEEL
import FoundationEssentials

/// What a person fills in on the command line: `decision=accept`, read as the form's field wants it.
struct FormInput: Sendable {
  /// By the fields' names; empty for a task without a form.
  private let types: [String: String]

  /// - Parameter form: as the service shows it.
  init(form: Value) {
    var types: [String: String] = [:]
    for field in form["fields"].list ?? [] { types[field["name"].text] = field["type"].text }
    self.types = types
  }

  /// One `name=value`.
  ///
  /// - Throws: `CommandError` `.usage` when it has no name, or a value that cannot be read as the field's type.
  func read(_ argument: String) throws -> (name: String, value: Value) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
      throw CommandError(
        .usage, "\(argument) is no field: write NAME=VALUE, such as decision=accept.")
    }
    let name = String(argument[..<sign])
    let text = String(argument[argument.index(after: sign)...])
    guard let value = Self.value(text, type: types[name]) else {
      throw CommandError(.usage, "\(argument): \(Self.expectation(types[name])).")
    }
    return (name, value)
  }

  /// A text as a field of this type wants it; nil when it cannot be read so.
  static func value(_ text: String, type: String?) -> Value? {
    switch type {
    case "number": number(text)
    case "boolean": ["true": .boolean(true), "false": .boolean(false)][text]
    case "lines": text.hasPrefix("[") ? json(text) : lines(text)
    default: .string(text)
    }
  }

  /// What to write for a field of this type.
  static func expectation(_ type: String?) -> String {
    switch type {
    case "number": "write a number, such as 12.5"
    case "boolean": "write true or false"
    default: "write SKU:QTY,SKU:QTY or a JSON list of {\"sku\", \"quantity\"}"
    }
  }

  private static func json(_ text: String) -> Value? {
    do { return try Value(json: text) } catch { return nil }
  }

  private static func number(_ text: String) -> Value? {
    guard let value = json(text), value.number != nil else { return nil }
    return value
  }

  /// `BOLT-M8:20,NUT-M8:0`.
  private static func lines(_ text: String) -> Value? {
    var lines: [Value] = []
    for part in text.split(separator: ",") {
      guard let colon = part.lastIndex(of: ":"), colon != part.startIndex,
        let quantity = number(String(part[part.index(after: colon)...]))
      else { return nil }
      lines.append(["sku": .string(String(part[..<colon])), "quantity": quantity])
    }
    return .list(lines)
  }
}
