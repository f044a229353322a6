import FEEL

extension Form {
  /// Reads a form's file.
  ///
  /// - Throws: the first thing that is wrong with it, and where.
  public init(json: [UInt8]) throws(FormFailure) {
    let value: Value
    do { value = try Value(json: json) } catch { throw FormFailure(reason: "\(error)") }
    let object = try FormReader(
      value, at: "the form", known: ["id", "title", "fields", "constraints"])
    id = try object.string("id")
    title = try object.string("title")
    fields = try object.list("fields").enumerated().map { index, value throws(FormFailure) in
      try Field(value, at: "field \(index + 1)")
    }
    constraints = try object.optionalList("constraints").enumerated().map {
      index, value throws(FormFailure) in
      try Constraint(value, at: "constraint \(index + 1)")
    }
  }
}

extension Form.Field {
  fileprivate init(_ value: Value, at place: String) throws(FormFailure) {
    let object = try FormReader(
      value, at: place,
      known: ["name", "label", "type", "required", "values", "default", "help"])
    name = try object.string("name")
    label = try object.string("label")
    let type = try object.string("type")
    guard let kind = Kind(rawValue: type) else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw FormFailure(reason: "\(place): `\(type)` is no type of field; there are \(kinds)")
    }
    self.kind = kind
    choices = try object.optionalList("values").map { value throws(FormFailure) in
      let choice = try FormReader(value, at: place, known: ["value", "label"])
      return Choice(value: try choice.string("value"), label: try choice.string("label"))
    }
    guard kind != .choice || !choices.isEmpty else {
      throw FormFailure(reason: "\(place): a choice needs values")
    }
    help = object.value("help").string
    required =
      switch object.value("required") {
      case .null: try object.formula("=false")
      case .boolean(let isRequired): try object.formula("=\(isRequired)")
      case .string(let text): try object.formula(text)
      default: throw FormFailure(reason: "\(place): required must be true, false or an expression")
      }
    defaultValue = try object.value("default").string.map { text throws(FormFailure) in
      try object.formula(text)
    }
  }
}

extension Form.Constraint {
  fileprivate init(_ value: Value, at place: String) throws(FormFailure) {
    let object = try FormReader(value, at: place, known: ["check", "message", "field"])
    check = try object.formula(object.string("check"))
    message = try object.string("message")
    field = object.value("field").string
  }
}

/// Reads one object of a form's file.
private struct FormReader {
  private let context: Context
  private let place: String

  init(_ value: Value, at place: String, known: Set<String>) throws(FormFailure) {
    guard let context = value.context else {
      throw FormFailure(reason: "\(place) must be an object")
    }
    if let key = context.keys.first(where: { !known.contains($0) }) {
      throw FormFailure(reason: "\(place): `\(key)` is not known here")
    }
    self.context = context
    self.place = place
  }

  func value(_ key: String) -> Value { context[key] ?? .null }

  func string(_ key: String) throws(FormFailure) -> String {
    guard let text = value(key).string, !text.isEmpty else {
      throw FormFailure(reason: "\(place) needs a text `\(key)`")
    }
    return text
  }

  func list(_ key: String) throws(FormFailure) -> [Value] {
    guard let list = value(key).list else {
      throw FormFailure(reason: "\(place) needs a list `\(key)`")
    }
    return list
  }

  func optionalList(_ key: String) throws(FormFailure) -> [Value] {
    value(key) == .null ? [] : try list(key)
  }

  func formula(_ text: String) throws(FormFailure) -> TextExpression {
    do { return try TextExpression(property: text) } catch {
      throw FormFailure(reason: "\(place): \(error)")
    }
  }
}
