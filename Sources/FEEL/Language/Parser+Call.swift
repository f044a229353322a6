// Calls of built-in functions. There are no others, so that a wrong name or number of arguments is found while parsing.

extension Parser {
  /// A call, if the words here are followed by a parenthesis; nil otherwise.
  mutating func call() throws(SyntaxError) -> Node? {
    let offset = current.offset
    var words: [String] = []
    while words.count < Self.maximumWords, case .word(let word) = token(words.count).kind {
      words.append(word)
    }
    guard !words.isEmpty, token(words.count).kind == .symbol("(") else { return nil }
    let name = words.joined(separator: " ")
    guard let function = BuiltinFunction.named[name] else {
      // `x in (1, 2)` also is words before a parenthesis.
      if words.contains(where: Self.keywords.contains) { return nil }
      throw SyntaxError(message: Self.refusal(of: name), offset: offset)
    }
    advance(words.count + 1)
    let arguments = try self.arguments()
    let ordered = try Self.order(arguments, for: function, offset: offset)
    if let literal = arguments.function {
      guard let needed = function.functionParameters, literal.parameters.count == needed else {
        throw SyntaxError(
          message: function.functionParameters.map {
            "'\(name)' needs a function with \($0) parameters"
          } ?? "'\(name)' does not take a function", offset: offset)
      }
    } else if let needed = function.functionParameters {
      throw SyntaxError(
        message: "'\(name)' needs a function with \(needed) parameters as its last argument",
        offset: offset)
    }
    return .call(function, ordered, function: arguments.function)
  }

  /// More words than any name has; a limit, so that a long text is not read again at each word.
  static let maximumWords = 8

  private static func refusal(of name: String) -> String {
    if let reason = BuiltinFunction.refused[name] {
      return "the function '\(name)' is not supported: \(reason)"
    }
    return "there is no function '\(name)'"
  }

  private struct Arguments {
    var names: [String] = []
    var values: [Node] = []
    var function: FunctionLiteral?
  }

  private mutating func arguments() throws(SyntaxError) -> Arguments {
    var arguments = Arguments()
    if accept(")") { return arguments }
    repeat {
      if arguments.function != nil { throw unexpected("')' after the function") }
      let offset = current.offset
      if let name = takeWordsBeforeColon() {
        advance()
        if arguments.names.contains(name) {
          throw SyntaxError(message: "the argument '\(name)' is given twice", offset: offset)
        }
        arguments.names.append(name)
      }
      if isAtWord("function") {
        arguments.function = try functionLiteral()
      } else {
        arguments.values.append(try expression())
      }
      let given = arguments.values.count + (arguments.function == nil ? 0 : 1)
      if !arguments.names.isEmpty, arguments.names.count != given {
        throw SyntaxError(message: "name all arguments or none", offset: offset)
      }
    } while accept(",")
    try expect(")")
    return arguments
  }

  /// The arguments in the order of the function's parameters, null where an optional one is left out.
  private static func order(
    _ arguments: Arguments, for function: BuiltinFunction, offset: Int
  ) throws(SyntaxError) -> [Node] {
    let given = arguments.values.count + (arguments.function == nil ? 0 : 1)
    if arguments.names.isEmpty {
      if function.signatures.contains(where: { $0.accepts(given) }) { return arguments.values }
      throw SyntaxError(
        message: "'\(function.name)' takes \(function.usage), found \(given) arguments",
        offset: offset)
    }
    // A function literal comes last and is not among the values.
    let names = arguments.names.prefix(arguments.values.count)
    for signature in function.signatures where signature.accepts(arguments.names) {
      var ordered: [Node] = []
      for parameter in signature.parameters {
        if let index = names.firstIndex(of: parameter) {
          ordered.append(arguments.values[index])
        } else if !arguments.names.contains(parameter) {
          ordered.append(.literal(.null))
        }
      }
      while ordered.count > names.count, case .literal(.null) = ordered[ordered.count - 1] {
        ordered.removeLast()
      }
      return ordered
    }
    throw SyntaxError(
      message: "'\(function.name)' takes \(function.usage), found "
        + arguments.names.map { "'\($0)'" }.joined(separator: ", "),
      offset: offset)
  }
}
