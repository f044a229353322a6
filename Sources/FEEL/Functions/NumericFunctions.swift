import FoundationEssentials

/// Functions on numbers.
enum NumericFunctions {
  static let all = [
    BuiltinFunction("decimal", "n, scale", rounding(.halfEven)),
    BuiltinFunction("floor", "n, scale?", rounding(.floor)),
    BuiltinFunction("ceiling", "n, scale?", rounding(.ceiling)),
    BuiltinFunction("round up", "n, scale?", rounding(.up)),
    BuiltinFunction("round down", "n, scale?", rounding(.down)),
    BuiltinFunction("round half up", "n, scale?", rounding(.halfUp)),
    BuiltinFunction("round half down", "n, scale?", rounding(.halfDown)),
    BuiltinFunction("round half even", "n, scale?", rounding(.halfEven)),
    BuiltinFunction("abs", "n", absolute),
    BuiltinFunction("modulo", "dividend, divisor", modulo),
    BuiltinFunction("sqrt", "number", squareRoot),
    BuiltinFunction("odd", "number") { arguments, _ throws(Interruption) in
      .boolean(try isEven(arguments) == false)
    },
    BuiltinFunction("even", "number") { arguments, _ throws(Interruption) in
      .boolean(try isEven(arguments) == true)
    },
  ]

  /// The scales that DMN allows (clause 10.3.4.5).
  private static let scales = -6111...6176

  private static func rounding(_ rounding: Rounding) -> BuiltinFunction.Body {
    { arguments, _ throws(Interruption) in
      let number = try arguments.number(0)
      let scale = arguments.optional(1) == nil ? 0 : try arguments.integer(1)
      guard scales.contains(scale), let rounded = number.rounded(scale: scale, rounding) else {
        throw .refused("the scale \(scale) is out of range")
      }
      return .number(rounded)
    }
  }

  private static func absolute(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    switch arguments[0] {
    case .duration(let duration) where duration.microseconds < 0: evaluator.negate(arguments[0])
    case .yearMonthDuration(let months) where months < 0: evaluator.negate(arguments[0])
    case .duration, .yearMonthDuration: arguments[0]
    default: .number(try abs(arguments.number(0)))
    }
  }

  private static func modulo(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let (dividend, divisor) = (try arguments.number(0), try arguments.number(1))
    if divisor == 0 { throw .refused("division by zero") }
    guard let result = dividend.modulo(divisor) else { throw .refused("out of range") }
    return .number(result)
  }

  private static func squareRoot(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    guard let root = try arguments.number(0).squareRoot else {
      throw .refused("\(arguments[0]) has no square root")
    }
    return .number(root)
  }

  /// Nil when the number is not whole.
  private static func isEven(_ arguments: Arguments) throws(Interruption) -> Bool? {
    let parts = DecimalParts(try arguments.number(0)).compacted
    if parts.exponent < 0 { return nil }
    return parts.exponent > 0 || parts.coefficient % 2 == 0
  }
}
