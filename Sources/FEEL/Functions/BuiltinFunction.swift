/// A built-in function of FEEL: its name, the ways to call it, and what it does.
struct BuiltinFunction: Sendable {
  /// What a function does: its value, or a refusal that becomes null with a warning.
  typealias Body = @Sendable (Arguments, inout Evaluator) throws(Interruption) -> Value

  let name: String
  /// The ways to call it, in the order in which they are tried.
  let signatures: [Signature]
  /// The number of parameters of the function that it takes as its last argument; nil when it takes none.
  let functionParameters: Int?
  /// Whether asking for something that is not there is the purpose of the call and hence no cause for a warning.
  let expectsMissing: Bool
  let body: Body

  /// - Parameter usage: the ways to call it, separated by `|`, each a list of parameter names; `?` marks an optional
  ///   parameter, `...` a last one that may be repeated.
  init(
    _ name: String, _ usage: String, functionParameters: Int? = nil, expectsMissing: Bool = false,
    _ body: @escaping Body
  ) {
    self.name = name
    self.signatures = usage.split(separator: "|", omittingEmptySubsequences: false).map {
      Signature($0)
    }
    self.functionParameters = functionParameters
    self.expectsMissing = expectsMissing
    self.body = body
  }

  /// Every function, by its name. To add one, add a line to its group.
  static let named: [String: BuiltinFunction] = {
    let groups = [
      ConversionFunctions.all, BooleanFunctions.all, StringFunctions.all, NumericFunctions.all,
      ListFunctions.all, AggregateFunctions.all, ContextFunctions.all, TemporalFunctions.all,
    ]
    return Dictionary(uniqueKeysWithValues: groups.joined().map { ($0.name, $0) })
  }()

  /// Functions of DMN or Camunda that are left out on purpose, and why.
  static let refused = [
    "matches": "there are no regular expressions",
    "replace": "there are no regular expressions",
    "extract": "there are no regular expressions",
    "random number": "an expression must give the same value each time",
    "uuid": "an expression must give the same value each time",
    "exp": "the result would not be exact",
    "log": "the result would not be exact",
  ]

  /// How to call it, for messages.
  var usage: String {
    signatures.map { "(" + $0.usage + ")" }.joined(separator: " or ")
  }
}

extension BuiltinFunction {
  /// One way to call a function.
  struct Signature: Sendable {
    let parameters: [String]
    /// How many of them must be given.
    let required: Int
    /// Whether the last one may be repeated.
    let isVariadic: Bool
    let usage: String

    init(_ text: Substring) {
      let parts = text.split(separator: ",").map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      usage = parts.joined(separator: ", ")
      required = parts.count { !$0.hasSuffix("?") }
      isVariadic = parts.last?.hasSuffix("...") == true
      parameters = parts.map { part in
        if part.hasSuffix("?") { return String(part.dropLast()) }
        return part.hasSuffix("...") ? String(part.dropLast(3)) : part
      }
    }

    func accepts(_ count: Int) -> Bool {
      count >= required && (isVariadic || count <= parameters.count)
    }

    func accepts(_ names: [String]) -> Bool {
      names.allSatisfy(parameters.contains)
        && parameters.prefix(required).allSatisfy(names.contains)
    }
  }
}

extension Expression {
  /// The names of all built-in functions, in alphabetical order.
  public static var functionNames: [String] { BuiltinFunction.named.keys.sorted() }
}
