import FEEL
import ProcessEngine

/// Reads the fields of a JSON object, and collects everything that is wrong with them, so that the caller hears of all
/// errors at once.
struct FieldReader {
  private let object: Context
  /// `lines[2].` for the fields of an object inside.
  private let prefix: String
  private(set) var errors: [FormError] = []

  init(_ object: Context, prefix: String = "", known: [String]) {
    self.object = object
    self.prefix = prefix
    for key in object.keys where !known.contains(key) {
      let list = known.joined(separator: ", ")
      add(key, known.isEmpty ? "is not known here" : "is not known here; there are \(list)")
    }
  }

  mutating func add(_ field: String, _ message: String) {
    errors.append(FormError(field: prefix + field, message: message))
  }

  mutating func take(_ other: FieldReader) { errors += other.errors }

  func value(_ field: String) -> Value { object[field] ?? .null }

  /// A text without its surrounding spaces; nil when it is missing, empty or wrong.
  mutating func text(_ field: String, isRequired: Bool, upTo limit: Int) -> String? {
    let value = value(field)
    if value == .null || value.string?.trimmed.isEmpty == true {
      if isRequired { add(field, "is required") }
      return nil
    }
    guard let text = value.string?.trimmed, text.count <= limit, !text.hasControlCharacters else {
      add(field, "must be a text of up to \(limit) characters")
      return nil
    }
    return text
  }

  mutating func object(_ field: String, isRequired: Bool) -> Context? {
    let value = value(field)
    if let context = value.context { return context }
    if value != .null {
      add(field, "must be an object")
    } else if isRequired {
      add(field, "is required")
    }
    return nil
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// Line breaks and tabs are allowed.
  fileprivate var hasControlCharacters: Bool {
    unicodeScalars.contains { scalar in
      scalar.properties.generalCategory == .control && !["\n", "\r", "\t"].contains(scalar)
    }
  }
}
