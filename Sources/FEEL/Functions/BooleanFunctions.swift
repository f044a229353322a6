/// Functions on truth and absence.
enum BooleanFunctions {
  static let all = [
    BuiltinFunction("not", "negand", negation),
    BuiltinFunction("is defined", "value", expectsMissing: true) { arguments, _ in
      .boolean(arguments[0] != .null)
    },
    BuiltinFunction("get or else", "value, default", expectsMissing: true) { arguments, _ in
      arguments[0] == .null ? arguments[1] : arguments[0]
    },
    BuiltinFunction("assert", "value, condition, cause?", assert),
    BuiltinFunction("is", "value1, value2") { arguments, _ in
      .boolean(arguments[0] == arguments[1])
    },
  ]

  private static func negation(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    arguments[0] == .null ? .null : .boolean(try !arguments.boolean(0))
  }

  /// The value if the condition holds, else the end of the whole evaluation.
  private static func assert(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    if arguments[1] == .boolean(true) { return arguments[0] }
    throw .exhausted(
      arguments.optional(2)?.text ?? "the assertion on \(arguments[0].typeName) does not hold")
  }
}
