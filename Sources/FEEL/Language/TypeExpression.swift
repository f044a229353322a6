/// The type in `x instance of list<number>` (DMN 1.5, clause 10.3.2.9.1).
indirect enum TypeExpression: Sendable {
  case any
  /// A type by the name that `Value.typeName` gives.
  case named(String)
  case list(TypeExpression)
  case range(TypeExpression)
  case context([String: TypeExpression])

  /// The names that stand for themselves; longer ones first where one begins another.
  static let names = [
    "date and time", "days and time duration", "years and months duration", "date", "time",
    "number",
    "string", "boolean", "list", "context", "range",
  ]

  /// Whether `value` is of this type; null is of no type.
  func contains(_ value: Value) -> Bool {
    switch (self, value) {
    case (.any, _): value != .null
    case (.named(let name), _): value.typeName == name
    case (.list(let element), .list(let elements)): elements.allSatisfy { element.contains($0) }
    case (.range(let end), .range(let range)):
      [range.lower, range.upper].allSatisfy { $0 == .null || end.contains($0) }
    case (.context(let types), .context(let context)):
      types.allSatisfy { key, type in context[key].map { type.contains($0) } == true }
    case (.list, _), (.range, _), (.context, _): false
    }
  }
}
