// `for`, `some` and `every`, and the steps of a path.

extension Evaluator {
  mutating func iterate(
    _ variables: [Node.IterationVariable], body: Node, usesPartial: Bool
  ) throws(Interruption) -> [Value] {
    var results: [Value] = []
    _ = try visit(variables[...]) { evaluator throws(Interruption) in
      if usesPartial {
        let partial = Value.list(results)
        try evaluator.charge(for: partial)
        results.append(
          try evaluator.with("partial", partial) { evaluator throws(Interruption) in
            try evaluator.evaluate(body)
          })
      } else {
        results.append(try evaluator.evaluate(body))
      }
      return true
    }
    return results
  }

  mutating func quantify(
    isUniversal: Bool, _ variables: [Node.IterationVariable], _ condition: Node
  ) throws(Interruption) -> Value {
    var result = Value.boolean(isUniversal)
    _ = try visit(variables[...]) { evaluator throws(Interruption) in
      let value = try evaluator.evaluate(condition)
      switch value {
      case .boolean(isUniversal): return true
      case .boolean:
        result = value
        return false
      case .null: result = .null
      default:
        result = evaluator.null(
          "expected true or false, found \(value.phrase)")
      }
      return true
    }
    return result
  }

  /// Calls `body` for every combination of the variables until it says false; tells whether it never did.
  private mutating func visit(
    _ variables: ArraySlice<Node.IterationVariable>,
    _ body: (inout Evaluator) throws(Interruption) -> Bool
  ) throws(Interruption) -> Bool {
    guard let variable = variables.first else { return try body(&self) }
    let rest = variables.dropFirst()
    func visitRest(
      _ value: Value, _ evaluator: inout Evaluator
    ) throws(Interruption) -> Bool {
      try evaluator.charge()
      return try evaluator.with(variable.name, value) { evaluator throws(Interruption) in
        try evaluator.visit(rest, body)
      }
    }
    switch try elements(of: variable) {
    case .values(let values):
      for value in values { if try !visitRest(value, &self) { return false } }
    case .numbers(let first, let last):
      let step = first <= last ? 1 : -1
      for number in stride(from: first, through: last, by: step) {
        if try !visitRest(.number(number), &self) { return false }
      }
    case .days(let first, let last):
      for day in stride(from: first, through: last, by: first <= last ? 1 : -1) {
        // Every day between two days of the calendar is one.
        guard let date = CalendarDate(dayNumber: day) else { continue }
        if try !visitRest(.date(date), &self) { return false }
      }
    }
    return true
  }

  private enum Elements {
    case values([Value])
    case numbers(Int, Int)
    case days(Int, Int)
  }

  private mutating func elements(
    of variable: Node.IterationVariable
  ) throws(Interruption) -> Elements {
    let source = try evaluate(variable.source)
    if let upper = variable.upper {
      return elements(from: source, to: try evaluate(upper))
    }
    switch source {
    case .list(let values): return .values(values)
    case .range(let range):
      let elements = self.elements(from: range.lower, to: range.upper)
      guard case .numbers(let first, let last) = elements else { return elements }
      let (from, to) = (first + (range.includesLower ? 0 : 1), last - (range.includesUpper ? 0 : 1))
      return first <= last && from > to ? .values([]) : .numbers(from, to)
    case .null:
      warn("'for \(variable.name) in' needs a list, found null")
      return .values([])
    default: return .values([source])
    }
  }

  private mutating func elements(from lower: Value, to upper: Value) -> Elements {
    switch (lower, upper) {
    case (.number, .number):
      // One less than the ends of Int, so that an open end can be moved by one.
      let limit = Int.min + 1...Int.max - 1
      if let first = lower.integer, let last = upper.integer, limit.contains(first),
        limit.contains(last)
      {
        return .numbers(first, last)
      }
    case (.date(let first), .date(let last)): return .days(first.dayNumber, last.dayNumber)
    default: break
    }
    warn("cannot iterate from \(lower.phrase) to \(upper.phrase)")
    return .values([])
  }
}

// MARK: - Paths and filters

extension Evaluator {
  mutating func evaluate(_ base: Node, _ steps: [Node.Step]) throws(Interruption) -> Value {
    var value = try evaluate(base)
    for step in steps {
      try charge()
      switch step {
      case .path(let name): value = try entry(name, of: value)
      case .filter(let condition): value = try filter(value, condition)
      }
    }
    return value
  }

  private mutating func entry(_ name: String, of value: Value) throws(Interruption) -> Value {
    switch value {
    case .context(let context):
      return context[name] ?? absent("there is no entry '\(name)' in the context")
    case .list(let elements):
      var entries: [Value] = []
      entries.reserveCapacity(elements.count)
      for element in elements {
        try charge()
        entries.append(try entry(name, of: element))
      }
      return .list(entries)
    case .null: return absent("there is no entry '\(name)' in null")
    default:
      return value.property(name) ?? null("a \(value.typeName) has no property '\(name)'")
    }
  }

  private mutating func filter(_ value: Value, _ condition: Node) throws(Interruption) -> Value {
    let elements: [Value]
    switch value {
    case .list(let list): elements = list
    case .null: return null("cannot filter null")
    default: elements = [value]
    }
    if case .literal(.number) = condition {
      return element(try evaluate(condition), of: elements)
    }
    if elements.isEmpty {
      // Without an element only the kind of the result tells an index from a condition.
      let outcome = try silently { evaluator throws(Interruption) in
        try evaluator.with(element: .null) { evaluator throws(Interruption) in
          try evaluator.evaluate(condition)
        }
      }
      if case .number = outcome { return element(outcome, of: elements) }
      return .list([])
    }
    var kept: [Value] = []
    for (index, candidate) in elements.enumerated() {
      try charge()
      let outcome = try with(element: candidate) { evaluator throws(Interruption) in
        try evaluator.evaluate(condition)
      }
      if index == 0, case .number = outcome { return element(outcome, of: elements) }
      if isTrue(outcome) { kept.append(candidate) }
    }
    return .list(kept)
  }

  /// The element at an index from 1, or from the end when it is negative.
  private mutating func element(_ index: Value, of elements: [Value]) -> Value {
    guard let position = index.integer, position != 0, position.magnitude <= elements.count else {
      return null("there is no element \(index) in a list of \(elements.count)")
    }
    return elements[position > 0 ? position - 1 : elements.count + position]
  }
}
