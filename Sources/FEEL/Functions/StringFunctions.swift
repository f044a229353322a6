/// Functions on strings. Lengths and positions count Unicode scalars, the code points of the DMN specification.
enum StringFunctions {
  static let all = [
    BuiltinFunction("string length", "string") { arguments, _ throws(Interruption) in
      .number(try arguments.string(0).unicodeScalars.count)
    },
    BuiltinFunction("upper case", "string") { arguments, evaluator throws(Interruption) in
      try evaluator.string(try arguments.string(0).uppercased())
    },
    BuiltinFunction("lower case", "string") { arguments, evaluator throws(Interruption) in
      try evaluator.string(try arguments.string(0).lowercased())
    },
    BuiltinFunction("contains", "string, match") { arguments, evaluator throws(Interruption) in
      let (text, match) = try scalars(arguments, &evaluator)
      return .boolean(position(of: match, in: text) != nil)
    },
    BuiltinFunction("starts with", "string, match") { arguments, evaluator throws(Interruption) in
      let (text, match) = try scalars(arguments, &evaluator)
      return .boolean(text.starts(with: match))
    },
    BuiltinFunction("ends with", "string, match") { arguments, evaluator throws(Interruption) in
      let (text, match) = try scalars(arguments, &evaluator)
      return .boolean(text.reversed().starts(with: match.reversed()))
    },
    BuiltinFunction("substring before", "string, match") {
      arguments, evaluator throws(Interruption) in
      let (text, match) = try scalars(arguments, &evaluator)
      return .string(position(of: match, in: text).map { string(text[..<$0]) } ?? "")
    },
    BuiltinFunction("substring after", "string, match") {
      arguments, evaluator throws(Interruption) in
      let (text, match) = try scalars(arguments, &evaluator)
      return .string(
        position(of: match, in: text).map { string(text[($0 + match.count)...]) } ?? "")
    },
    BuiltinFunction("trim", "string") { arguments, _ throws(Interruption) in
      let text = Array(try arguments.string(0).unicodeScalars)
      let start = text.firstIndex { !$0.properties.isWhitespace } ?? text.count
      let end = text.lastIndex { !$0.properties.isWhitespace } ?? start - 1
      return .string(string(text[start..<end + 1]))
    },
    BuiltinFunction("substring", "string, start position, length?", substring),
    BuiltinFunction("split", "string, delimiter", split),
    BuiltinFunction("string join", "list, delimiter?, prefix?, suffix?", join),
    BuiltinFunction("is blank", "string") { arguments, _ throws(Interruption) in
      .boolean(try arguments.string(0).unicodeScalars.allSatisfy(\.properties.isWhitespace))
    },
  ]

  /// A text and what is looked for in it. The search may compare all of one with all of the other, which is charged.
  private static func scalars(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> (text: [Unicode.Scalar], match: [Unicode.Scalar]) {
    let text = Array(try arguments.string(0).unicodeScalars)
    let match = Array(try arguments.string(1).unicodeScalars)
    // Clamped, so that the product of two long inputs cannot overflow.
    try evaluator.charge(min(text.count, 1 << 30) / 1024 * min(match.count, 1 << 30))
    return (text, match)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  /// Where `match` first stands at or after `start`.
  private static func position(
    of match: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int = 0
  ) -> Int? {
    guard match.count <= text.count - start else { return nil }
    return (start...text.count - match.count).first { text[$0...].starts(with: match) }
  }

  private static func substring(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let text = Array(try arguments.string(0).unicodeScalars)
    let position = try arguments.integer(1)
    guard position != 0, position.magnitude <= text.count else {
      throw .refused("there is no position \(position) in a string of \(text.count) characters")
    }
    let start = position > 0 ? position - 1 : text.count + position
    guard arguments.optional(2) != nil else { return .string(string(text[start...])) }
    let length = try arguments.integer(2)
    guard length >= 0 else { throw .refused("the length \(length) is negative") }
    return .string(string(text[start..<start + min(length, text.count - start)]))
  }

  private static func split(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    let (text, pattern) = try scalars(arguments, &evaluator)
    let delimiter = try literal(pattern)
    var parts: [Value] = []
    var start = 0
    while let end = position(of: delimiter, in: text, from: start) {
      try evaluator.charge()
      parts.append(.string(string(text[start..<end])))
      start = end + delimiter.count
    }
    return .list(parts + [.string(string(text[start...]))])
  }

  /// The text that a pattern without any regular-expression operator matches; `\|` and the like stand for themselves.
  private static func literal(_ pattern: [Unicode.Scalar]) throws(Interruption) -> [Unicode.Scalar]
  {
    let operators: Set<Unicode.Scalar> = [
      ".", "|", "*", "+", "?", "^", "$", "(", ")", "[", "]", "{", "}", "\\",
    ]
    var text: [Unicode.Scalar] = []
    var isEscaped = false
    for scalar in pattern {
      if isEscaped, !operators.contains(scalar) {
        throw .refused("regular expressions are not supported as delimiters")
      }
      if !isEscaped, scalar == "\\" {
        isEscaped = true
        continue
      }
      if !isEscaped, operators.contains(scalar), pattern.count > 1 {
        throw .refused("regular expressions are not supported as delimiters")
      }
      text.append(scalar)
      isEscaped = false
    }
    if text.isEmpty || isEscaped { throw .refused("the delimiter is empty") }
    return text
  }

  private static func join(
    _ arguments: Arguments, _ evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var parts: [String] = []
    for element in try arguments.list(0) where element != .null {
      guard case .string(let part) = element else {
        throw .refused("expected strings, found \(element.phrase)")
      }
      try evaluator.charge(1 + part.utf8.count / 64)
      parts.append(part)
    }
    let delimiter = arguments.optional(1) == nil ? "" : try arguments.string(1)
    let prefix = arguments.optional(2) == nil ? "" : try arguments.string(2)
    let suffix = arguments.optional(3) == nil ? "" : try arguments.string(3)
    // The parts may be one long string many times, so the length is known before they are put together.
    let length = parts.reduce(parts.count * delimiter.utf8.count) { $0 + $1.utf8.count }
    guard length <= Evaluator.maximumStringLength else {
      throw .exhausted("a string is longer than \(Evaluator.maximumStringLength) bytes")
    }
    return try evaluator.string(prefix + parts.joined(separator: delimiter) + suffix)
  }
}
