/// A parsed expression.
///
/// Chains of operators and of steps are kept flat, so that the depth of the tree follows from the nesting of the text
/// alone, which the parser limits.
indirect enum Node: Sendable {
  case literal(Value)
  case name(String)
  case list([Node])
  /// Each entry sees the entries before it.
  case context([ContextEntry])
  case range(lower: Node, includesLower: Bool, upper: Node, includesUpper: Bool)
  case negation(Node)
  /// Operators of one precedence, applied from left to right.
  case arithmetic(Node, [ArithmeticStep])
  case comparison(Comparison, Node, Node)
  case between(Node, lower: Node, upper: Node)
  case membership(Node, [UnaryTest])
  case conjunction([Node])
  case disjunction([Node])
  case conditional(condition: Node, then: Node, otherwise: Node)
  case iteration([IterationVariable], body: Node, usesPartial: Bool)
  case quantification(isUniversal: Bool, [IterationVariable], condition: Node)
  /// Paths and filters, applied from left to right.
  case steps(Node, [Step])
  case call(BuiltinFunction, [Node], function: FunctionLiteral?)
  case instance(Node, of: TypeExpression)

  struct ContextEntry: Sendable {
    let key: String
    let value: Node
  }

  struct ArithmeticStep: Sendable {
    let operation: ArithmeticOperation
    let operand: Node
  }

  struct IterationVariable: Sendable {
    let name: String
    let source: Node
    /// The upper end when the variable runs over `from..to`, which may also descend.
    let upper: Node?
  }

  enum Step: Sendable {
    case path(String)
    case filter(Node)
  }

  enum UnaryTest: Sendable {
    case comparison(Comparison, Node)
    /// `usesInput`: the test speaks of the tested value by `?`, so its own result decides.
    case expression(Node, usesInput: Bool)
  }
}

/// `function(a, b) a < b`, which some built-in functions take as an argument.
struct FunctionLiteral: Sendable {
  let parameters: [String]
  let body: Node
}

enum ArithmeticOperation: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case exponentiate = "**"
}

enum Comparison: String, Sendable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}
