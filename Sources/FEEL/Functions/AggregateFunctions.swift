import FoundationEssentials

/// Functions that make one value of many. All but `count` take a list or the values themselves.
enum AggregateFunctions {
  static let all = [
    BuiltinFunction("count", "list") { arguments, _ throws(Interruption) in
      .number(try arguments.list(0).count)
    },
    BuiltinFunction("min", "list|values...") { arguments, _ throws(Interruption) in
      try extreme(arguments, .before)
    },
    BuiltinFunction("max", "list|values...") { arguments, _ throws(Interruption) in
      try extreme(arguments, .after)
    },
    BuiltinFunction("sum", "list|values...", sum),
    BuiltinFunction("product", "list|values...", product),
    BuiltinFunction("mean", "list|values...", mean),
    BuiltinFunction("median", "list|values...", median),
    BuiltinFunction("all", "list|values...") { arguments, evaluator in
      quantify(arguments, &evaluator, decisive: false)
    },
    BuiltinFunction("any", "list|values...") { arguments, evaluator in
      quantify(arguments, &evaluator, decisive: true)
    },
  ]

  /// The least or greatest element; null of an empty list.
  private static func extreme(
    _ arguments: Arguments, _ ordering: Ordering
  ) throws(Interruption) -> Value {
    let values = arguments.listOrAll()
    guard var result = values.first else { return .null }
    for value in values {
      guard let found = Ordering.of(value, result) else {
        throw .refused("cannot compare \(value.typeName) with \(result.typeName)")
      }
      if found == ordering { result = value }
    }
    return result
  }

  private static func numbers(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> [Decimal] {
    let values = arguments.listOrAll()
    try evaluator.charge(values.count)
    var numbers: [Decimal] = []
    numbers.reserveCapacity(values.count)
    for value in values {
      guard case .number(let number) = value else {
        throw .refused("expected numbers, found \(value.phrase)")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Folds the numbers; null of an empty list.
  private static func fold(
    _ numbers: [Decimal], _ combine: (Decimal, Decimal) -> Decimal?
  ) throws(Interruption) -> Decimal? {
    guard var result = numbers.first else { return nil }
    for number in numbers.dropFirst() {
      guard let next = combine(result, number) else { throw .refused("out of range") }
      result = next
    }
    return result
  }

  private static func sum(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    if case .duration? = arguments.listOrAll().first {
      return try durations(arguments, &evaluator)
    }
    return try fold(try numbers(arguments, &evaluator)) { $0.adding($1) }.map(Value.number) ?? .null
  }

  /// Camunda also sums durations.
  private static func durations(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var sum: Int64 = 0
    for value in arguments.listOrAll() {
      try evaluator.charge()
      guard case .duration(let duration) = value else {
        throw .refused("expected durations, found \(value.phrase)")
      }
      let (total, overflow) = sum.addingReportingOverflow(duration.microseconds)
      if overflow { throw .refused("out of range") }
      sum = total
    }
    return .duration(DayTimeDuration(microseconds: sum))
  }

  private static func product(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    try fold(try numbers(arguments, &evaluator)) { $0.multiplied(by: $1) }.map(Value.number)
      ?? .null
  }

  private static func mean(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let numbers = try numbers(arguments, &evaluator)
    guard let sum = try fold(numbers, { $0.adding($1) }) else { return .null }
    return sum.divided(by: Decimal(numbers.count)).map(Value.number) ?? .null
  }

  private static func median(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let sorted = try numbers(arguments, &evaluator).sorted()
    if sorted.isEmpty { return .null }
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return .number(sorted[middle]) }
    guard let median = sorted[middle - 1].adding(sorted[middle])?.divided(by: 2) else {
      throw .refused("out of range")
    }
    return .number(median)
  }

  /// `all`, which false decides, and `any`, which true decides; otherwise anything but a boolean makes the result null.
  private static func quantify(
    _ arguments: Arguments, _ evaluator: inout Evaluator, decisive: Bool
  ) -> Value {
    let values = arguments.listOrAll()
    if values.contains(.boolean(decisive)) { return .boolean(decisive) }
    if values.allSatisfy({ $0 == .boolean(!decisive) }) { return .boolean(!decisive) }
    return .null
  }
}
