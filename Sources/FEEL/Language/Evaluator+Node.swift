extension Evaluator {
  /// The value of one node.
  mutating func evaluate(_ node: Node) throws(Interruption) -> Value {
    try charge()
    switch node {
    case .literal(let value): return value
    case .name(let name): return look(up: name)
    case .list(let nodes): return .list(try evaluate(nodes))
    case .context(let entries): return try evaluate(entries)
    case .range(let lower, let includesLower, let upper, let includesUpper):
      let ends = (try evaluate(lower), try evaluate(upper))
      return range(ends.0, includesLower: includesLower, ends.1, includesUpper: includesUpper)
    case .negation(let operand): return negate(try evaluate(operand))
    case .arithmetic(let first, let steps): return try evaluate(first, steps)
    case .comparison(let comparison, let left, let right):
      return try compare(try evaluate(left), comparison, try evaluate(right))
    case .between(let value, let lower, let upper):
      let value = try evaluate(value)
      let isAbove = try compare(value, .greaterOrEqual, try evaluate(lower))
      return Logic.and(isAbove, try compare(value, .lessOrEqual, try evaluate(upper)))
    case .membership(let value, let tests): return try test(try evaluate(value), tests)
    case .conjunction(let operands): return try junction(operands, decisive: false)
    case .disjunction(let operands): return try junction(operands, decisive: true)
    case .conditional(let condition, let then, let otherwise):
      return try evaluate(isTrue(try evaluate(condition)) ? then : otherwise)
    case .iteration(let variables, let body, let usesPartial):
      return .list(try iterate(variables, body: body, usesPartial: usesPartial))
    case .quantification(let isUniversal, let variables, let condition):
      return try quantify(isUniversal: isUniversal, variables, condition)
    case .steps(let base, let steps): return try evaluate(base, steps)
    case .call(let function, let arguments, let literal):
      return try call(function, arguments, literal)
    case .instance(let value, let type): return .boolean(type.contains(try evaluate(value)))
    }
  }

  private mutating func evaluate(_ nodes: [Node]) throws(Interruption) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(nodes.count)
    for node in nodes { values.append(try evaluate(node)) }
    return values
  }

  /// Whether a condition holds; anything but a boolean or null is warned of.
  mutating func isTrue(_ value: Value) -> Bool {
    switch value {
    case .boolean(let boolean): return boolean
    case .null: return false
    default:
      warn("expected true or false, found \(value.phrase)")
      return false
    }
  }

  private mutating func range(
    _ lower: Value, includesLower: Bool, _ upper: Value, includesUpper: Bool
  ) -> Value {
    if lower == .null || upper == .null { return null("a range needs both ends") }
    guard Ordering.of(lower, upper) != nil else {
      return null("there is no range from \(lower.typeName) to \(upper.typeName)")
    }
    return .range(
      Value.Range(
        lower: lower, includesLower: includesLower, upper: upper, includesUpper: includesUpper))
  }

  private mutating func call(
    _ function: BuiltinFunction, _ nodes: [Node], _ literal: FunctionLiteral?
  ) throws(Interruption) -> Value {
    func invoke(_ evaluator: inout Evaluator) throws(Interruption) -> Value {
      let values = try evaluator.evaluate(nodes)
      for value in values { try evaluator.chargeForReading(value) }
      let arguments = Arguments(values: values, function: literal)
      return try evaluator.nullWhenRefused("\(function.name)(): ") {
        evaluator throws(Interruption) in
        try function.body(arguments, &evaluator)
      }
    }
    return try function.expectsMissing ? silently(invoke) : invoke(&self)
  }
}

// MARK: - Logic

extension Evaluator {
  /// A conjunction, which false decides, or a disjunction, which true decides; otherwise null spreads.
  private mutating func junction(
    _ operands: [Node], decisive: Bool
  ) throws(Interruption) -> Value {
    var result = Value.boolean(!decisive)
    for operand in operands {
      let value = try evaluate(operand)
      switch value {
      case .boolean(decisive): return value
      case .boolean: continue
      case .null: result = .null
      default: result = null("expected true or false, found \(value.phrase)")
      }
    }
    return result
  }

  /// `=` and the others: null when the two cannot be compared.
  mutating func compare(
    _ left: Value, _ comparison: Comparison, _ right: Value
  ) throws(Interruption) -> Value {
    switch comparison {
    case .equal, .notEqual:
      guard let isEqual = try isEqual(left, right) else { return incomparable(left, right) }
      return .boolean(isEqual == (comparison == .equal))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let ordering = Ordering.of(left, right) else { return incomparable(left, right) }
      return .boolean(ordering.satisfies(comparison))
    }
  }

  private mutating func incomparable(_ left: Value, _ right: Value) -> Value {
    null(
      "cannot compare \(left.phrase) with \(right.phrase)")
  }

  /// Whether two values are equal in the sense of FEEL; nil when their types differ.
  mutating func isEqual(_ left: Value, _ right: Value) throws(Interruption) -> Bool? {
    switch (left, right) {
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.boolean(let left), .boolean(let right)): return left == right
    case (.list(let left), .list(let right)):
      guard left.count == right.count else { return false }
      for (left, right) in zip(left, right) {
        try charge()
        if try isEqual(left, right) != true { return false }
      }
      return true
    case (.context(let left), .context(let right)):
      guard left.keys == right.keys else { return false }
      for (left, right) in zip(left.entries, right.entries) {
        try charge()
        if try isEqual(left.value, right.value) != true { return false }
      }
      return true
    case (.range(let left), .range(let right)): return left == right
    default: return Ordering.of(left, right).map { $0 == .same }
    }
  }

  // MARK: - Unary tests

  private mutating func test(
    _ value: Value, _ tests: [Node.UnaryTest]
  ) throws(Interruption) -> Value {
    var result = Value.boolean(false)
    for test in tests {
      let outcome = try self.test(value, test)
      if outcome == .boolean(true) { return outcome }
      if outcome == .null { result = .null }
    }
    return result
  }

  private mutating func test(_ value: Value, _ test: Node.UnaryTest) throws(Interruption) -> Value {
    switch test {
    case .comparison(let comparison, let operand):
      return try compare(value, comparison, try evaluate(operand))
    case .expression(let node, let usesInput):
      let outcome = try with("?", value) { evaluator throws(Interruption) in
        try evaluator.evaluate(node)
      }
      if usesInput { return outcome }
      return try matches(value, outcome)
    }
  }

  /// Whether `value` is `target`, lies in the range `target`, or is an element of the list `target`.
  private mutating func matches(_ value: Value, _ target: Value) throws(Interruption) -> Value {
    switch target {
    case .range(let range): return try contains(range, value)
    case .list(let elements):
      if try isEqual(value, target) == true { return .boolean(true) }
      for element in elements {
        try charge()
        if case .range(let range) = element {
          if try contains(range, value) == .boolean(true) { return .boolean(true) }
        } else if try isEqual(value, element) == true {
          return .boolean(true)
        }
      }
      return .boolean(false)
    default: return try compare(value, .equal, target)
    }
  }

  /// Whether a range contains a value; null when they cannot be compared.
  mutating func contains(_ range: Value.Range, _ value: Value) throws(Interruption) -> Value {
    let isAbove = try compare(value, range.includesLower ? .greaterOrEqual : .greater, range.lower)
    let isBelow = try compare(value, range.includesUpper ? .lessOrEqual : .less, range.upper)
    return Logic.and(isAbove, isBelow)
  }
}
