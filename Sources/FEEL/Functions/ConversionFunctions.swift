import FoundationEssentials

/// Functions that turn values of one type into another.
enum ConversionFunctions {
  static let all = [
    BuiltinFunction("string", "from", string),
    BuiltinFunction("number", "from|from, grouping separator, decimal separator?", number),
    BuiltinFunction("context", "entries", context),
  ]

  private static func string(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    if arguments[0] == .null { return .null }
    try evaluator.charge(for: arguments[0])
    return try evaluator.string(arguments[0].text)
  }

  private static func number(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    if case .number = arguments[0] { return arguments[0] }
    var text = try arguments.string(0)
    if arguments.optional(1) != nil {
      let separator = try arguments.string(1)
      guard [" ", ",", "."].contains(separator) else {
        throw .refused("the grouping separator must be a space, a comma or a point")
      }
      text = text.split(separator: separator).joined()
    }
    if arguments.optional(2) != nil {
      let separator = try arguments.string(2)
      guard [",", "."].contains(separator), arguments.optional(1) != arguments[2] else {
        throw .refused("the decimal separator must be a comma or a point, and not the other one")
      }
      if separator == "," {
        guard !text.contains(".") else { throw .refused("\(arguments[0].excerpt) is not a number") }
        text = text.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ".")
      }
    }
    let bytes = Array(text.utf8)
    var scanner = NumberScanner(bytes, at: 0)
    do {
      let number = try scanner.scan()
      if scanner.position == bytes.count { return .number(number) }
    } catch {
      if case .inexact = error {
        throw .refused("\(arguments[0].excerpt) has more digits than can be kept exactly")
      }
    }
    throw .refused("\(arguments[0].excerpt) is not a number")
  }

  /// A context of a list of contexts with `key` and `value`.
  private static func context(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    if case .context = arguments[0] { return arguments[0] }
    var result = Context()
    for entry in try arguments.list(0) {
      try evaluator.charge()
      guard let key = entry["key"].string, let value = entry.context?["value"] else {
        throw .refused("every entry needs a key, a string, and a value")
      }
      guard result[key] == nil else { throw .refused("the key \"\(key)\" comes twice") }
      result[key] = value
    }
    return .context(result)
  }
}
