// What an expression is made of: literals, names, calls, lists, contexts, and the forms that begin with a keyword.

extension Parser {
  mutating func primary() throws(SyntaxError) -> Node {
    let token = current
    switch token.kind {
    case .number(let number):
      advance()
      return .literal(.number(number))
    case .string(let string):
      advance()
      return .literal(.string(string))
    case .temporal(let text):
      advance()
      guard let value = TemporalFunctions.literal(text) else {
        throw SyntaxError(
          message: "@\"\(text)\" is no date, time, date and time or duration", offset: token.offset)
      }
      return .literal(value)
    case .quotedName(let name):
      advance()
      names.read(name)
      return .name(name)
    case .symbol(let symbol): return try bracketed(symbol)
    case .word(let word): return try self.word(word)
    case .end: throw unexpected("a value")
    }
  }

  private mutating func bracketed(_ symbol: String) throws(SyntaxError) -> Node {
    switch symbol {
    case "(":
      advance()
      let inner = try expression()
      if isAt("..") { return try range(from: inner, includesLower: false) }
      try expect(")")
      return inner
    case "]":
      advance()
      return try range(from: try expression(), includesLower: false)
    case "[": return try listOrRange()
    case "{": return try context()
    case "?":
      advance()
      names.read("?")
      return .name("?")
    default: throw unexpected("a value")
    }
  }

  private mutating func word(_ word: String) throws(SyntaxError) -> Node {
    switch word {
    case "true", "false":
      advance()
      return .literal(.boolean(word == "true"))
    case "null":
      advance()
      return .literal(.null)
    case "if": return try conditional()
    case "for": return try iteration()
    case "some", "every": return try quantification()
    case "function":
      throw SyntaxError(
        message: "a function literal is only allowed as the last argument of 'sort'",
        offset: current.offset)
    default: break
    }
    if let call = try self.call() { return call }
    let name = try self.name()
    names.read(name)
    return .name(name)
  }

  private mutating func listOrRange() throws(SyntaxError) -> Node {
    try expect("[")
    if accept("]") { return .list([]) }
    var elements = [try expression()]
    if isAt("..") { return try range(from: elements[0], includesLower: true) }
    while accept(",") { elements.append(try expression()) }
    try expect("]")
    return .list(elements)
  }

  private mutating func context() throws(SyntaxError) -> Node {
    try expect("{")
    var entries: [Node.ContextEntry] = []
    defer { names.pop(entries.count) }
    if accept("}") { return .context([]) }
    repeat {
      let offset = current.offset
      let key = try contextKey()
      if entries.contains(where: { $0.key == key }) {
        throw SyntaxError(message: "the context has the key '\(key)' twice", offset: offset)
      }
      try expect(":")
      entries.append(.init(key: key, value: try expression()))
      names.push(key)
    } while accept(",")
    try expect("}")
    return .context(entries)
  }

  /// A string, a quoted name, or the words before the colon.
  private mutating func contextKey() throws(SyntaxError) -> String {
    switch current.kind {
    case .string(let key), .quotedName(let key):
      advance()
      return key
    default:
      guard let words = takeWordsBeforeColon() else { throw unexpected("a key") }
      return words
    }
  }

  /// Takes one or more words if a colon follows them; nil otherwise.
  mutating func takeWordsBeforeColon() -> String? {
    var words: [String] = []
    while words.count < Self.maximumWords, case .word(let word) = token(words.count).kind {
      words.append(word)
    }
    guard !words.isEmpty, token(words.count).kind == .symbol(":") else { return nil }
    advance(words.count)
    return words.joined(separator: " ")
  }
}

// MARK: - Forms that begin with a keyword

extension Parser {
  private mutating func conditional() throws(SyntaxError) -> Node {
    try expectWord("if")
    let condition = try expression()
    try expectWord("then")
    let then = try expression()
    try expectWord("else")
    return .conditional(condition: condition, then: then, otherwise: try expression())
  }

  private mutating func iteration() throws(SyntaxError) -> Node {
    try expectWord("for")
    let variables = try iterationVariables()
    defer { names.pop(variables.count) }
    try expectWord("return")
    let usedOutside = names.usesPartial
    names.usesPartial = false
    names.push("partial")
    defer { names.pop() }
    let body = try expression()
    let usesPartial = names.usesPartial
    names.usesPartial = usedOutside
    return .iteration(variables, body: body, usesPartial: usesPartial)
  }

  private mutating func quantification() throws(SyntaxError) -> Node {
    let isUniversal = acceptWord("every")
    if !isUniversal { try expectWord("some") }
    let variables = try iterationVariables()
    defer { names.pop(variables.count) }
    try expectWord("satisfies")
    return .quantification(
      isUniversal: isUniversal, variables, condition: try expression())
  }

  private mutating func iterationVariables() throws(SyntaxError) -> [Node.IterationVariable] {
    var variables: [Node.IterationVariable] = []
    repeat {
      let name = try self.name()
      try expectWord("in")
      let source = try expression()
      let upper = accept("..") ? try expression() : nil
      variables.append(.init(name: name, source: source, upper: upper))
      names.push(name)
    } while accept(",")
    return variables
  }

  private static let maximumParameters = 8

  /// `function(a, b) body`.
  mutating func functionLiteral() throws(SyntaxError) -> FunctionLiteral {
    try expectWord("function")
    try expect("(")
    var parameters: [String] = []
    if !accept(")") {
      repeat {
        parameters.append(try name())
        // A type may follow, as in `a: number`; it says nothing that the body does not find out.
        if accept(":") { _ = try type() }
      } while accept(",")
      try expect(")")
    }
    if parameters.count > Self.maximumParameters { throw unexpected("fewer parameters") }
    for parameter in parameters { names.push(parameter) }
    defer { names.pop(parameters.count) }
    return FunctionLiteral(parameters: parameters, body: try expression())
  }

  mutating func type() throws(SyntaxError) -> TypeExpression {
    if acceptWord("Any") { return .any }
    for name in TypeExpression.names where takeWords(name) {
      guard ["list", "range", "context"].contains(name), accept("<") else { return .named(name) }
      let type = try typeArgument(of: name)
      try expect(">")
      return type
    }
    throw unexpected("a type such as number, string, list<number> or date and time")
  }

  private mutating func typeArgument(of name: String) throws(SyntaxError) -> TypeExpression {
    try enter()
    defer { leave() }
    switch name {
    case "list": return .list(try type())
    case "range": return .range(try type())
    default:
      var types: [String: TypeExpression] = [:]
      repeat {
        let key = try contextKey()
        try expect(":")
        types[key] = try type()
      } while accept(",")
      return .context(types)
    }
  }
}
