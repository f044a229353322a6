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

  mutating func integer(_ field: String, within range: ClosedRange<Int>) -> Int? {
    let value = value(field)
    if value == .null { return nil }
    guard let number = value.integer, range.contains(number) else {
      add(field, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  mutating func flag(_ field: String) -> Bool {
    switch value(field) {
    case .null: return false
    case .boolean(let flag): return flag
    default:
      add(field, "must be true or false")
      return false
    }
  }

  mutating func time(_ field: String) -> Timestamp? {
    guard let text = text(field, isRequired: false, upTo: 40) else { return nil }
    do { return try Timestamp(text) } catch {
      add(field, "must be a time such as 2026-11-21T08:00:00Z")
      return nil
    }
  }

  /// Up to 100 short texts; none when the field is missing.
  mutating func texts(_ field: String) -> [String] {
    let value = value(field)
    if value == .null { return [] }
    let texts = value.list?.compactMap { $0.string?.trimmed } ?? []
    guard let list = value.list, list.count == texts.count, list.count <= 100,
      texts.allSatisfy({ !$0.isEmpty && $0.count <= 100 && !$0.hasControlCharacters })
    else {
      add(field, "must be a list of up to 100 texts")
      return []
    }
    return texts
  }

  /// - Throws: `invalid-body` that names everything that was wrong.
  func finish(_ detail: String) throws(Problem) {
    guard errors.isEmpty else { throw Problem(.invalidBody, detail, errors: errors) }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    // By scalars, because a space with an accent is a character of its own.
    var rest = unicodeScalars[...]
    while rest.first?.properties.isWhitespace == true { rest.removeFirst() }
    while rest.last?.properties.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// Line breaks and tabs are allowed.
  fileprivate var hasControlCharacters: Bool {
    unicodeScalars.contains { scalar in
      scalar.properties.generalCategory == .control && !["\n", "\r", "\t"].contains(scalar)
    }
  }
}
