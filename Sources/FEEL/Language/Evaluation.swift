/// What an expression gave.
public struct Evaluation: Hashable, Sendable {
  /// The result; null also when something was not possible, and then a warning says what.
  public let value: Value
  /// What was not possible on the way, in order. A result other than null may have warnings too, as in
  /// `if missing = null then 1 else 2`.
  public let warnings: [String]
  /// Whether some warning is about a mistake, such as a wrong type, and not only about a variable or entry that is not
  /// there. A path into what is not there is a usual way to say "if there is one".
  public let hasMistake: Bool
}

/// An expression gave no usable result.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text of the expression.
  public let source: String
  /// What was wrong with the result, for example "evaluated to null".
  public let problem: String
  /// What was not possible on the way; may be empty.
  public let warnings: [String]

  public var description: String {
    let reasons = warnings.isEmpty ? "" : " because " + warnings.joined(separator: "; ")
    return "'\(source)' \(problem)\(reasons)"
  }
}
