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
    titles = try object.words("title")
    fields = try object.list("fields").enumerated().map { index, value throws(FormFailure) in
      try Field(value, at: "field \(index + 1)")
    }
    constraints = try object.optionalList("constraints").enumerated().map {
      index, value throws(FormFailure) in
      try Constraint(value, at: "constraint \(index + 1)")
    }
    try checkNames()
  }

  private func checkNames() throws(FormFailure) {
    var names: Set<String> = []
    for field in fields where !names.insert(field.name).inserted {
      throw FormFailure(reason: "two fields are called `\(field.name)`")
    }
    for case let field? in constraints.map(\.field)
    where !inputs.contains(where: { $0.name == field }) {
      throw FormFailure(reason: "a constraint names the field `\(field)`, which is not there")
    }
  }
}

extension Form.Field {
  fileprivate init(_ value: Value, at place: String) throws(FormFailure) {
    let object = try FormReader(
      value, at: place,
      known: [
        "name", "label", "type", "required", "values", "default", "help", "multiline", "minimum",
        "maximum", "value", "format", "columns",
      ])
    name = try object.string("name")
    labels = try object.words("label")
    let kind = try object.kind("type")
    self.kind = kind
    let choices = try object.optionalList("values").map { value throws(FormFailure) in
      let choice = try FormReader(value, at: place, known: ["value", "label"])
      return Choice(value: try choice.string("value"), labels: try choice.words("label"))
    }
    guard kind != .choice || !choices.isEmpty else {
      throw FormFailure(reason: "\(place): a choice needs values")
    }
    self.choices = choices
    helps = try object.optionalWords("help")
    isMultiline = try object.boolean("multiline")
    required = try object.requirement("required")
    defaultValue = try object.value("default").string.map { text throws(FormFailure) in
      try object.formula(text)
    }
    range = (try object.limit("minimum"), try object.limit("maximum"))
    source = kind == .context ? try Form.ContentSource(object, at: place) : nil
    try object.allow(["values"], only: kind == .choice, "a choice")
    try object.allow(["multiline"], only: kind == .text, "a text")
    try object.allow(["minimum", "maximum"], only: [.number, .money].contains(kind), "an amount")
    try object.allow(["value", "format", "columns"], only: kind == .context, "context")
    try object.allow(["required", "default"], only: kind != .context, "what is filled in")
  }
}

extension Form.ContentSource {
  fileprivate init(_ object: FormReader, at place: String) throws(FormFailure) {
    value = try object.formula(object.string("value"))
    format = try object.format("format")
    columns = try object.optionalList("columns").map { value throws(FormFailure) in
      let column = try FormReader(
        value, at: "a column of \(place)", known: ["label", "value", "format"])
      return (
        Form.Column(labels: try column.words("label"), format: try column.format("format")),
        try column.formula(column.string("value"))
      )
    }
  }
}

extension Form.Constraint {
  fileprivate init(_ value: Value, at place: String) throws(FormFailure) {
    let object = try FormReader(value, at: place, known: ["check", "message", "field"])
    check = try object.formula(object.string("check"))
    messages = try object.words("message")
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

  /// A text, or one for each language: `{"en": "Reason", "fr": "Motif"}`.
  func words(_ key: String) throws(FormFailure) -> Words {
    guard let languages = value(key).context else { return Words(try string(key)) }
    var texts: [String: String] = [:]
    for entry in languages.entries {
      guard let text = entry.value.string, !text.isEmpty else {
        throw FormFailure(reason: "\(place): `\(key)` needs a text for `\(entry.key)`")
      }
      texts[entry.key] = text
    }
    guard let english = texts.removeValue(forKey: "en") else {
      throw FormFailure(reason: "\(place): `\(key)` needs a text for `en`")
    }
    return Words(english, texts)
  }

  func optionalWords(_ key: String) throws(FormFailure) -> Words? {
    value(key) == .null ? nil : try words(key)
  }

  func boolean(_ key: String) throws(FormFailure) -> Bool {
    switch value(key) {
    case .null: return false
    case .boolean(let truth): return truth
    default: throw FormFailure(reason: "\(place): `\(key)` must be true or false")
    }
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

  func kind(_ key: String) throws(FormFailure) -> Form.Field.Kind {
    let type = try string(key)
    guard let kind = Form.Field.Kind(rawValue: type) else {
      let kinds = Form.Field.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw FormFailure(reason: "\(place): `\(type)` is no type of field; there are \(kinds)")
    }
    return kind
  }

  /// How something that is shown looks; as text when nothing is said.
  func format(_ key: String) throws(FormFailure) -> Form.Format {
    guard value(key) != .null else { return .text }
    let name = try string(key)
    guard let format = Form.Format(rawValue: name) else {
      let formats = Form.Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw FormFailure(reason: "\(place): `\(name)` is no format; there are \(formats)")
    }
    return format
  }

  func requirement(_ key: String) throws(FormFailure) -> TextExpression {
    switch value(key) {
    case .null: try formula("=false")
    case .boolean(let isRequired): try formula("=\(isRequired)")
    case .string(let text): try formula(text)
    default: throw FormFailure(reason: "\(place): \(key) must be true, false or an expression")
    }
  }

  /// A number, or an expression that gives one.
  func limit(_ key: String) throws(FormFailure) -> TextExpression? {
    switch value(key) {
    case .null: nil
    case .number(let number): try formula("=\(number)")
    case .string(let text): try formula(text)
    default: throw FormFailure(reason: "\(place): \(key) must be a number or an expression")
    }
  }

  /// Refuses what has no meaning for this type of field.
  func allow(_ keys: [String], only isAllowed: Bool, _ kind: String) throws(FormFailure) {
    guard !isAllowed, let key = keys.first(where: { value($0) != .null }) else { return }
    throw FormFailure(reason: "\(place): `\(key)` is only for \(kind)")
  }

  func formula(_ text: String) throws(FormFailure) -> TextExpression {
    do { return try TextExpression(property: text) } catch {
      throw FormFailure(reason: "\(place): \(error)")
    }
  }
}
