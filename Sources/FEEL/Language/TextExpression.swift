/// A property of a process model that may be computed: text that begins with `=` is an expression, other text is itself,
/// as in Camunda 8.
public enum TextExpression: Hashable, Sendable, CustomStringConvertible {
  case text(String)
  case expression(Expression)

  /// Reads a property's text.
  public init(property: String) throws(ExpressionError) {
    if property.utf8.first == UInt8(ascii: "=") {
      self = .expression(try Expression(parsing: String(property.dropFirst())))
    } else {
      self = .text(property)
    }
  }

  /// The variables that it may read.
  public var freeVariables: Set<String> {
    switch self {
    case .text: []
    case .expression(let expression): expression.freeVariables
    }
  }

  /// The text as a string, or the result of the expression.
  public func evaluate(in scope: some Scope, now: Timestamp) -> Evaluation {
    switch self {
    case .text(let text): Evaluation(value: .string(text), warnings: [], hasMistake: false)
    case .expression(let expression): expression.evaluate(in: scope, now: now)
    }
  }

  /// The text as a string, or the result of the expression unless it is null because something was not possible.
  public func value(in scope: some Scope, now: Timestamp) throws(EvaluationError) -> Value {
    switch self {
    case .text(let text): .string(text)
    case .expression(let expression): try expression.value(in: scope, now: now)
    }
  }

  /// As it is written in the model.
  public var description: String {
    switch self {
    case .text(let text): text
    case .expression(let expression): "=\(expression.source)"
    }
  }
}
