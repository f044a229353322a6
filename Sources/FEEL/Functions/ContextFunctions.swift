/// Functions on contexts.
enum ContextFunctions {
  static let all = [
    BuiltinFunction("get value", "context, key|context, keys", value),
    BuiltinFunction("get entries", "context", entries),
    BuiltinFunction("context put", "context, key, value|context, keys, value", put),
    BuiltinFunction("context merge", "contexts...", merge),
  ]

  private static func value(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var result = Value.context(try arguments.context(0))
    for key in try keys(arguments) { result = result[key] }
    return result
  }

  /// The path to an entry: one key, or a list of keys into nested contexts.
  private static func keys(_ arguments: Arguments) throws(Interruption) -> [String] {
    var keys: [String] = []
    for key in try arguments.list(1) {
      guard case .string(let key) = key else { throw arguments.mismatch(1, "string") }
      keys.append(key)
    }
    guard !keys.isEmpty, keys.count <= JSONReader.maximumDepth else {
      throw .refused("expected 1 to \(JSONReader.maximumDepth) keys, found \(keys.count)")
    }
    return keys
  }

  private static func entries(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let context = try arguments.context(0)
    try evaluator.charge(context.count)
    return .list(
      context.entries.map { .context(["key": .string($0.key), "value": $0.value]) })
  }

  private static func put(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    .context(put(arguments[2], at: try keys(arguments)[...], into: try arguments.context(0)))
  }

  /// The context with the value at the end of the path; missing contexts on the way are made.
  private static func put(
    _ value: Value, at keys: ArraySlice<String>, into context: Context
  ) -> Context {
    guard let key = keys.first else { return context }
    var context = context
    let rest = keys.dropFirst()
    context[key] =
      rest.isEmpty
      ? value : .context(put(value, at: rest, into: context[key]?.context ?? Context()))
    return context
  }

  private static func merge(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var result = Context()
    for value in arguments.listOrAll() {
      guard case .context(let context) = value else {
        throw .refused("expected contexts, found \(value.phrase)")
      }
      try evaluator.charge(1 + context.count)
      result.merge(context)
    }
    return .context(result)
  }
}
