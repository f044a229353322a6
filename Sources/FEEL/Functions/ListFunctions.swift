/// Functions that look into lists or make lists of lists. Positions count from 1, or from the end when negative.
enum ListFunctions {
  static let all = [
    BuiltinFunction("list contains", "list, element") { arguments, evaluator throws(Interruption) in
      .boolean(try contains(try arguments.list(0), arguments[1], &evaluator))
    },
    BuiltinFunction("append", "list, items...") { arguments, evaluator throws(Interruption) in
      try list(try arguments.list(0) + arguments.values.dropFirst(), &evaluator)
    },
    BuiltinFunction("concatenate", "lists...", concatenate),
    BuiltinFunction("union", "lists...") { arguments, evaluator throws(Interruption) in
      try distinct(try joined(arguments, &evaluator), &evaluator)
    },
    BuiltinFunction("distinct values", "list") { arguments, evaluator throws(Interruption) in
      try distinct(try arguments.list(0), &evaluator)
    },
    BuiltinFunction("duplicate values", "list", duplicates),
    BuiltinFunction("reverse", "list") { arguments, evaluator throws(Interruption) in
      try list(try arguments.list(0).reversed(), &evaluator)
    },
    BuiltinFunction("is empty", "list") { arguments, _ throws(Interruption) in
      .boolean(try arguments.list(0).isEmpty)
    },
    BuiltinFunction("flatten", "list", flatten),
    BuiltinFunction("index of", "list, match", indices),
    BuiltinFunction("insert before", "list, position, newItem", insert),
    BuiltinFunction("remove", "list, position", remove),
    BuiltinFunction("sublist", "list, start position, length?", sublist),
    BuiltinFunction("sort", "list, precedes", functionParameters: 2, sort),
    BuiltinFunction("partition", "list, size", partition),
  ]

  private static func list(
    _ elements: [Value], _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    try evaluator.charge(elements.count)
    return .list(elements)
  }

  private static func contains(
    _ elements: [Value], _ element: Value, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Bool {
    for candidate in elements {
      try evaluator.charge()
      if try evaluator.isEqual(candidate, element) == true { return true }
    }
    return false
  }

  private static func joined(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> [Value] {
    var elements: [Value] = []
    for index in arguments.values.indices {
      let list = try arguments.list(index)
      try evaluator.charge(list.count)
      elements += list
    }
    return elements
  }

  private static func concatenate(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    .list(try joined(arguments, &evaluator))
  }

  private static func distinct(
    _ elements: [Value], _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var result: [Value] = []
    for element in elements where try !contains(result, element, &evaluator) {
      result.append(element)
    }
    return .list(result)
  }

  private static func duplicates(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var seen: [Value] = []
    var result: [Value] = []
    for element in try arguments.list(0) {
      if try !contains(seen, element, &evaluator) {
        seen.append(element)
      } else if try !contains(result, element, &evaluator) {
        result.append(element)
      }
    }
    return .list(result)
  }

  private static func flatten(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let list = Value.list(try arguments.list(0))
    try evaluator.charge(for: list)
    var result: [Value] = []
    func flatten(_ value: Value) {
      if case .list(let elements) = value {
        elements.forEach(flatten)
      } else {
        result.append(value)
      }
    }
    flatten(list)
    return .list(result)
  }

  private static func indices(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var result: [Value] = []
    for (index, element) in try arguments.list(0).enumerated() {
      try evaluator.charge()
      if try evaluator.isEqual(element, arguments[1]) == true { result.append(.number(index + 1)) }
    }
    return .list(result)
  }

  /// The offset of a position that must exist.
  private static func offset(
    _ arguments: Arguments, of list: [Value]
  ) throws(Interruption) -> Int {
    let position = try arguments.integer(1)
    guard position != 0, position.magnitude <= list.count else {
      throw .refused("there is no position \(position) in a list of \(list.count)")
    }
    return position > 0 ? position - 1 : list.count + position
  }

  private static func insert(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var elements = try arguments.list(0)
    // One place after the last element is a place to insert before.
    let offset =
      try arguments.integer(1) == elements.count + 1
      ? elements.count : try offset(arguments, of: elements)
    elements.insert(arguments[2], at: offset)
    return try list(elements, &evaluator)
  }

  private static func remove(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var elements = try arguments.list(0)
    elements.remove(at: try offset(arguments, of: elements))
    return try list(elements, &evaluator)
  }

  private static func sublist(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let elements = try arguments.list(0)
    let start = try offset(arguments, of: elements)
    guard arguments.optional(2) != nil else {
      return try list(Array(elements[start...]), &evaluator)
    }
    let length = try arguments.integer(2)
    guard length >= 0 else { throw .refused("the length \(length) is negative") }
    let end = start + min(length, elements.count - start)
    return try list(Array(elements[start..<end]), &evaluator)
  }

  private static func partition(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let elements = try arguments.list(0)
    let size = try arguments.integer(1)
    guard size > 0 else { throw .refused("the size \(size) is not positive") }
    try evaluator.charge(elements.count)
    var parts: [Value] = []
    var rest = elements[...]
    while !rest.isEmpty {
      parts.append(.list(Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    return .list(parts)
  }

  /// Sorts by insertion into the sorted part, whose place a binary search finds; equal elements keep their order.
  private static func sort(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    // The parser admits no call without the function.
    guard let precedes = arguments.function else { throw .refused("expected a function") }
    var sorted: [Value] = []
    for element in try arguments.list(0) {
      var low = 0
      var high = sorted.count
      while low < high {
        let middle = (low + high) / 2
        let outcome = try evaluator.call(precedes, [element, sorted[middle]])
        if evaluator.isTrue(outcome) { high = middle } else { low = middle + 1 }
      }
      try evaluator.charge(1 + (sorted.count - low) / 64)
      sorted.insert(element, at: low)
    }
    return .list(sorted)
  }
}
