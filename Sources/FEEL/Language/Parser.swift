import FoundationEssentials

/// Parses the tokens of one expression by recursive descent (DMN 1.5, clause 10.3.1.2).
///
/// From loose to tight: `or`, `and`, comparison, `+ -`, `* /`, `**`, unary minus, `instance of`, path and filter.
struct Parser {
  /// How deep an expression may be nested.
  static let maximumDepth = 100

  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  /// What is known about the names that are in sight.
  var names = NameResolution()
  /// Set while the upper end of a range is parsed, where `[` may close the range.
  private var mayCloseWithBracket = false

  private init(_ tokens: [Token]) { self.tokens = tokens }

  /// Parses a whole text.
  static func parse(_ text: String) throws(SyntaxError) -> (root: Node, names: NameResolution) {
    var parser = Parser(try Lexer.tokens(of: text))
    let root = try parser.expression()
    guard parser.current.kind == .end else { throw parser.unexpected("an operator or the end") }
    return (root, parser.names)
  }

  /// One expression of any kind; every way to nest comes through here or counts by itself.
  mutating func expression() throws(SyntaxError) -> Node {
    try enter()
    defer { leave() }
    let outer = mayCloseWithBracket
    mayCloseWithBracket = false
    defer { mayCloseWithBracket = outer }
    return try disjunction()
  }

  mutating func enter() throws(SyntaxError) {
    depth += 1
    if depth > Self.maximumDepth {
      throw SyntaxError(
        message: "nested more than \(Self.maximumDepth) deep", offset: current.offset)
    }
  }

  mutating func leave() { depth -= 1 }
}

// MARK: - Tokens

extension Parser {
  var current: Token { tokens[index] }

  func token(_ distance: Int) -> Token { tokens[min(index + distance, tokens.count - 1)] }

  mutating func advance(_ count: Int = 1) { index = min(index + count, tokens.count - 1) }

  func isAt(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }

  func isAtWord(_ word: String) -> Bool { current.kind == .word(word) }

  mutating func accept(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  mutating func acceptWord(_ word: String) -> Bool {
    guard isAtWord(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String) throws(SyntaxError) {
    guard accept(symbol) else { throw unexpected("'\(symbol)'") }
  }

  mutating func expectWord(_ word: String) throws(SyntaxError) {
    guard acceptWord(word) else { throw unexpected("'\(word)'") }
  }

  func unexpected(_ expected: String) -> SyntaxError {
    SyntaxError(
      message: "expected \(expected), found \(current.description)", offset: current.offset)
  }

  /// Takes one name, quoted or not.
  mutating func name() throws(SyntaxError) -> String {
    switch current.kind {
    case .quotedName(let name):
      advance()
      return name
    case .word(let word) where !Self.keywords.contains(word):
      advance()
      return word
    default: throw unexpected("a name")
    }
  }

  static let keywords: Set<String> = [
    "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or",
    "between",
    "instance", "of", "true", "false", "null", "function",
  ]
}

// MARK: - Operators

extension Parser {
  private mutating func disjunction() throws(SyntaxError) -> Node {
    var operands = [try conjunction()]
    while acceptWord("or") { operands.append(try conjunction()) }
    return operands.count == 1 ? operands[0] : .disjunction(operands)
  }

  private mutating func conjunction() throws(SyntaxError) -> Node {
    var operands = [try comparison()]
    while acceptWord("and") { operands.append(try comparison()) }
    return operands.count == 1 ? operands[0] : .conjunction(operands)
  }

  private mutating func comparison() throws(SyntaxError) -> Node {
    let left = try additive()
    let result: Node
    if let comparison = takeComparison() {
      result = .comparison(comparison, left, try additive())
    } else if acceptWord("between") {
      let lower = try additive()
      try expectWord("and")
      result = .between(left, lower: lower, upper: try additive())
    } else if acceptWord("in") {
      result = .membership(left, try unaryTests())
    } else {
      return left
    }
    if peekComparison() != nil || isAtWord("between") || isAtWord("in") {
      throw SyntaxError(
        message: "comparisons cannot be chained; join them with 'and'", offset: current.offset)
    }
    return result
  }

  private func peekComparison() -> Comparison? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    return Comparison(rawValue: symbol)
  }

  private mutating func takeComparison() -> Comparison? {
    guard let comparison = peekComparison() else { return nil }
    advance()
    return comparison
  }

  private mutating func unaryTests() throws(SyntaxError) -> [Node.UnaryTest] {
    guard isAt("("), !isRangeInParentheses() else { return [try unaryTest(isNested: false)] }
    advance()
    var tests = [try unaryTest(isNested: true)]
    while accept(",") { tests.append(try unaryTest(isNested: true)) }
    try expect(")")
    return tests
  }

  /// Whether the parenthesis here opens a range such as `(1..5]` rather than a list of tests.
  private func isRangeInParentheses() -> Bool {
    var open = 0
    for token in tokens[index...] {
      switch token.kind {
      case .symbol("("), .symbol("["), .symbol("{"): open += 1
      case .symbol(")"), .symbol("]"), .symbol("}"):
        open -= 1
        if open <= 0 { return false }
      case .symbol("..") where open == 1: return true
      case .symbol(",") where open == 1: return false
      default: break
      }
    }
    return false
  }

  private mutating func unaryTest(isNested: Bool) throws(SyntaxError) -> Node.UnaryTest {
    if let comparison = takeComparison() { return .comparison(comparison, try additive()) }
    let usedBefore = names.usesInput
    names.usesInput = false
    defer { names.usesInput = usedBefore }
    names.push("?")
    defer { names.pop() }
    let test = isNested ? try expression() : try additive()
    return .expression(test, usesInput: names.usesInput)
  }

  mutating func additive() throws(SyntaxError) -> Node {
    let first = try multiplicative()
    var steps: [Node.ArithmeticStep] = []
    while let operation = takeOperation(.add, .subtract) {
      steps.append(.init(operation: operation, operand: try multiplicative()))
    }
    return steps.isEmpty ? first : .arithmetic(first, steps)
  }

  private mutating func multiplicative() throws(SyntaxError) -> Node {
    let first = try exponentiation()
    var steps: [Node.ArithmeticStep] = []
    while let operation = takeOperation(.multiply, .divide) {
      steps.append(.init(operation: operation, operand: try exponentiation()))
    }
    return steps.isEmpty ? first : .arithmetic(first, steps)
  }

  private mutating func exponentiation() throws(SyntaxError) -> Node {
    let first = try negation()
    var steps: [Node.ArithmeticStep] = []
    while let operation = takeOperation(.exponentiate) {
      steps.append(.init(operation: operation, operand: try negation()))
    }
    return steps.isEmpty ? first : .arithmetic(first, steps)
  }

  private mutating func takeOperation(_ operations: ArithmeticOperation...) -> ArithmeticOperation?
  {
    for operation in operations where accept(operation.rawValue) { return operation }
    return nil
  }

  private mutating func negation() throws(SyntaxError) -> Node {
    guard accept("-") else { return try instance() }
    try enter()
    defer { leave() }
    let operand = try negation()
    if case .literal(.number(let number)) = operand { return .literal(.number(-number)) }
    return .negation(operand)
  }

  private mutating func instance() throws(SyntaxError) -> Node {
    let value = try steps()
    guard isAtWord("instance") else { return value }
    advance()
    try expectWord("of")
    return .instance(value, of: try type())
  }

  private mutating func steps() throws(SyntaxError) -> Node {
    let base = try primary()
    var steps: [Node.Step] = []
    while true {
      if accept(".") {
        steps.append(.path(try pathName()))
      } else if isAt("["), !bracketClosesRange() {
        advance()
        steps.append(.filter(try filter()))
      } else {
        return steps.isEmpty ? base : .steps(base, steps)
      }
    }
  }

  private mutating func filter() throws(SyntaxError) -> Node {
    names.enterFilter()
    defer { names.leaveFilter() }
    let condition = try expression()
    try expect("]")
    return condition
  }

  private mutating func pathName() throws(SyntaxError) -> String {
    for property in ["time offset", "start included", "end included"]
    where takeWords(property) { return property }
    if case .word(let word) = current.kind {
      advance()
      return word
    }
    return try name()
  }

  /// Takes the words of a name with spaces if they all stand here.
  mutating func takeWords(_ name: String) -> Bool {
    let words = name.split(separator: " ")
    for (distance, word) in words.enumerated()
    where token(distance).kind != .word(String(word)) { return false }
    advance(words.count)
    return true
  }
}

// MARK: - Ranges

extension Parser {
  /// After the lower end and before `..`: the rest of a range.
  mutating func range(from lower: Node, includesLower: Bool) throws(SyntaxError) -> Node {
    try expect("..")
    try enter()
    defer { leave() }
    let outer = mayCloseWithBracket
    mayCloseWithBracket = true
    defer { mayCloseWithBracket = outer }
    let upper = try additive()
    let includesUpper = isAt("]")
    guard accept("]") || accept(")") || accept("[") else { throw unexpected("']' or ')'") }
    return .range(
      lower: lower, includesLower: includesLower, upper: upper, includesUpper: includesUpper)
  }

  /// Whether a `[` here is the open end of a range such as `]1..5[`: then nothing can follow that begins a filter.
  private func bracketClosesRange() -> Bool {
    guard mayCloseWithBracket else { return false }
    switch token(1).kind {
    case .end: return true
    case .symbol(let symbol): return !["(", "[", "{", "-", "?"].contains(symbol)
    case .word(let word):
      return ["and", "or", "then", "else", "return", "satisfies", "in", "between", "instance"]
        .contains(word)
    case .number, .string, .quotedName, .temporal: return false
    }
  }
}
