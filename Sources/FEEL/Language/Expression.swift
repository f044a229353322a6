/// An expression of the Friendly Enough Expression Language (DMN 1.5, chapter 10) as Camunda 8 users write it.
///
/// ```swift
/// let condition = try Expression(parsing: "total > 1000 and customer.isNew")
/// let result = condition.evaluate(in: variables, now: now)
/// ```
///
/// An expression is parsed once and evaluated often. It reads no clock: `now()` and `today()` are what the caller says.
/// Expressions are equal when their texts are.
public struct Expression: Sendable {
  /// The longest text that is parsed, in bytes of UTF-8.
  public static let maximumLength = 64 * 1024

  /// The text that was parsed.
  public let source: String
  /// The variables that evaluating it may read, without names that the expression itself defines.
  public let freeVariables: Set<String>
  /// Names inside filters such as `price` in `items[price > 3]`: an entry of the element if it has one, else a variable.
  public let filterNames: Set<String>
  private let root: Node

  /// Parses a text.
  public init(parsing text: String) throws(ExpressionError) {
    guard text.utf8.count <= Self.maximumLength else {
      throw ExpressionError(
        "the expression is longer than \(Self.maximumLength) bytes", at: 0, of: text)
    }
    do {
      let (root, names) = try Parser.parse(text)
      self.root = root
      freeVariables = names.freeVariables
      filterNames = names.filterNames
    } catch {
      throw ExpressionError(error.message, at: error.offset, of: text)
    }
    source = text
  }

  /// Evaluates to a value; what is not possible becomes null and a warning.
  public func evaluate(in scope: some Scope, now: Timestamp) -> Evaluation {
    var evaluator = Evaluator(scope: scope, now: now)
    let value = evaluator.result(of: root)
    return Evaluation(
      value: value, warnings: evaluator.warnings, hasMistake: evaluator.hasMistake)
  }

  /// The result, unless it is null because something was not possible.
  public func value(in scope: some Scope, now: Timestamp) throws(EvaluationError) -> Value {
    let evaluation = evaluate(in: scope, now: now)
    if evaluation.value == .null, !evaluation.warnings.isEmpty {
      throw EvaluationError(
        source: source, problem: "evaluated to null", warnings: evaluation.warnings)
    }
    return evaluation.value
  }

  /// The result of a condition, which must be true or false.
  public func condition(in scope: some Scope, now: Timestamp) throws(EvaluationError) -> Bool {
    let evaluation = evaluate(in: scope, now: now)
    guard case .boolean(let boolean) = evaluation.value else {
      throw EvaluationError(
        source: source,
        problem: evaluation.value == .null
          ? "evaluated to null"
          : "evaluated to a \(evaluation.value.typeName), not to true or false",
        warnings: evaluation.warnings)
    }
    return boolean
  }
}

extension Expression: Hashable, CustomStringConvertible {
  public static func == (left: Expression, right: Expression) -> Bool {
    left.source == right.source
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(source) }

  public var description: String { source }
}
