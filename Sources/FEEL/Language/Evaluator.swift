/// One evaluation of one expression: walks the tree, keeps the local names, collects warnings, and counts its steps.
struct Evaluator {
  /// How many steps an evaluation may take, so that `for i in 1..1000000000000` comes to an end.
  static let maximumSteps = 1_000_000
  /// The longest string that an evaluation may build, in bytes of UTF-8.
  static let maximumStringLength = 1024 * 1024
  /// More warnings than this say nothing more.
  private static let maximumWarnings = 20

  let now: Timestamp
  private(set) var warnings: [String] = []
  /// Whether a warning is about more than a variable or entry that is not there.
  private(set) var hasMistake = false
  private let scope: any Scope
  private var locals: [Local] = []
  private var remainingSteps = Evaluator.maximumSteps

  private enum Local {
    case named(String, Value)
    /// The element that a filter looks at: its entries can be named directly.
    case element(Value)
  }

  init(scope: any Scope, now: Timestamp) {
    self.scope = scope
    self.now = now
  }

  /// Evaluates a whole expression.
  mutating func result(of root: Node) -> Value {
    do {
      let value = try evaluate(root)
      try charge(for: value)
      return value
    } catch {
      switch error {
      case .refused(let reason), .exhausted(let reason): warn(reason)
      }
      return .null
    }
  }

  mutating func warn(_ message: String) {
    hasMistake = true
    note(message)
  }

  /// Null, because something is not there.
  mutating func absent(_ reason: String) -> Value {
    note(reason)
    return .null
  }

  private mutating func note(_ message: String) {
    if warnings.count < Self.maximumWarnings, !warnings.contains(message) {
      warnings.append(message)
    }
  }

  /// Null, and a warning that says why.
  mutating func null(_ reason: String) -> Value {
    warn(reason)
    return .null
  }

  /// What `body` gives, or null and a warning when it refuses.
  mutating func nullWhenRefused(
    _ subject: String, _ body: (inout Evaluator) throws(Interruption) -> Value
  ) throws(Interruption) -> Value {
    do { return try body(&self) } catch {
      switch error {
      case .refused(let reason): return null("\(subject)\(reason)")
      case .exhausted: throw error
      }
    }
  }
}

// MARK: - Limits

extension Evaluator {
  /// Counts steps against the budget.
  mutating func charge(_ steps: Int = 1) throws(Interruption) {
    remainingSteps -= steps
    if remainingSteps < 0 {
      throw .exhausted("the evaluation takes more than \(Self.maximumSteps) steps")
    }
  }

  /// Counts every part of a value against the budget: a value may share its parts and be far larger than its memory.
  mutating func charge(for value: Value, depth: Int = 0) throws(Interruption) {
    guard depth <= JSONReader.maximumDepth else {
      throw .exhausted("a value is nested more than \(JSONReader.maximumDepth) deep")
    }
    try charge()
    switch value {
    case .list(let elements):
      for element in elements { try charge(for: element, depth: depth + 1) }
    case .context(let context):
      for entry in context.entries { try charge(for: entry.value, depth: depth + 1) }
    case .string(let string): try charge(string.utf8.count / 64)
    case .range(let range):
      try charge(for: range.lower, depth: depth + 1)
      try charge(for: range.upper, depth: depth + 1)
    case .null, .boolean, .number, .date, .time, .dateTime, .duration, .yearMonthDuration: break
    }
  }

  /// Counts what a function spends at least on going through an argument.
  mutating func chargeForReading(_ value: Value) throws(Interruption) {
    switch value {
    case .list(let elements): try charge(1 + elements.count / 16)
    case .string(let string): try charge(1 + string.utf8.count / 64)
    default: try charge()
    }
  }

  /// A string of which the length has been checked.
  mutating func string(_ string: String) throws(Interruption) -> Value {
    guard string.utf8.count <= Self.maximumStringLength else {
      throw .exhausted("a string is longer than \(Self.maximumStringLength) bytes")
    }
    try charge(string.utf8.count / 64)
    return .string(string)
  }
}

// MARK: - Names

extension Evaluator {
  mutating func look(up name: String) -> Value {
    for local in locals.reversed() {
      switch local {
      case .named(name, let value): return value
      case .named: continue
      case .element(let element):
        if case .context(let context) = element, let value = context[name] { return value }
        if name == "item" { return element }
      }
    }
    return scope.value(named: name) ?? absent("there is no variable '\(name)'")
  }

  mutating func with<Result>(
    _ name: String, _ value: Value,
    _ body: (inout Evaluator) throws(Interruption) -> Result
  ) throws(Interruption) -> Result {
    locals.append(.named(name, value))
    defer { locals.removeLast() }
    return try body(&self)
  }

  mutating func with<Result>(
    element: Value, _ body: (inout Evaluator) throws(Interruption) -> Result
  ) throws(Interruption) -> Result {
    locals.append(.element(element))
    defer { locals.removeLast() }
    return try body(&self)
  }

  /// Evaluates the entries in order, each in sight of those before.
  mutating func evaluate(_ entries: [Node.ContextEntry]) throws(Interruption) -> Value {
    let outer = locals.count
    defer { locals.removeLast(locals.count - outer) }
    var context = Context()
    for entry in entries {
      let value = try evaluate(entry.value)
      context[entry.key] = value
      locals.append(.named(entry.key, value))
    }
    return .context(context)
  }

  /// Calls a function literal with as many arguments as it has parameters.
  mutating func call(
    _ function: FunctionLiteral, _ arguments: [Value]
  ) throws(Interruption) -> Value {
    let outer = locals.count
    defer { locals.removeLast(locals.count - outer) }
    for (name, value) in zip(function.parameters, arguments) { locals.append(.named(name, value)) }
    return try evaluate(function.body)
  }

  /// What `body` gives, without the warnings on the way.
  mutating func silently(
    _ body: (inout Evaluator) throws(Interruption) -> Value
  ) throws(Interruption) -> Value {
    let before = (count: warnings.count, hasMistake: hasMistake)
    defer {
      warnings.removeLast(warnings.count - before.count)
      hasMistake = before.hasMistake
    }
    return try body(&self)
  }
}
