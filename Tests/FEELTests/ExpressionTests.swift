import FEEL
import Testing

/// What every test evaluates in: a few variables and a fixed present time.
enum Fixture {
  static let variables: Context = [
    "a": 3, "b": 4, "name": "Ada", "yes": true, "no": false, "nothing": .null,
    "numbers": [1, 2, 3, 4],
    "order": [
      "id": "o-1", "total": 1200,
      "items": [
        ["sku": "A", "price": 3, "quantity": 2], ["sku": "B", "price": 10, "quantity": 1],
      ],
    ],
  ]
  static let now = Timestamp(microseconds: 1_795_249_800_000_000)

  static func evaluate(_ text: String) throws -> Evaluation {
    try Expression(parsing: text).evaluate(in: variables, now: now)
  }
}

@Suite struct ExpressionTests {
  @Test(arguments: LanguageTable.results)
  func `an expression gives its result`(text: String, expected: String) throws {
    let evaluation = try Fixture.evaluate(text)
    #expect(evaluation.value.jsonString == expected, "\(text): \(evaluation.warnings)")
    if expected != "null" { #expect(evaluation.warnings == [], "\(text)") }
  }

  @Test(arguments: FunctionTable.results)
  func `a built-in function gives its result`(text: String, expected: String) throws {
    let evaluation = try Fixture.evaluate(text)
    #expect(evaluation.value.jsonString == expected, "\(text): \(evaluation.warnings)")
    if expected != "null" { #expect(evaluation.warnings == [], "\(text)") }
  }

  @Test(arguments: TemporalTable.results)
  func `temporal arithmetic gives its result`(text: String, expected: String) throws {
    let evaluation = try Fixture.evaluate(text)
    #expect(evaluation.value.jsonString == expected, "\(text): \(evaluation.warnings)")
    if expected != "null" { #expect(evaluation.warnings == [], "\(text)") }
  }

  @Test(arguments: WarningTable.warnings)
  func `what is not possible becomes null with a warning`(text: String, warning: String) throws {
    let evaluation = try Fixture.evaluate(text)
    #expect(evaluation.value == .null)
    #expect(evaluation.warnings.joined(separator: "; ") == warning)
  }

  @Test(arguments: WarningTable.refusals)
  func `a malformed expression is refused with its position`(
    text: String, expected: String
  ) throws {
    let error = #expect(throws: ExpressionError.self) { try Expression(parsing: text) }
    #expect(error?.description == expected)
    #expect(error?.source == text)
  }

  @Test func `and and or follow three-valued logic`() throws {
    let operands = ["true", "false", "null"]
    let conjunctions = [
      "true", "false", "null", "false", "false", "false", "null", "false", "null",
    ]
    let disjunctions = ["true", "true", "true", "true", "false", "null", "true", "null", "null"]
    var index = 0
    for left in operands {
      for right in operands {
        let and = try Fixture.evaluate("\(left) and \(right)")
        let or = try Fixture.evaluate("\(left) or \(right)")
        #expect(and.value.jsonString == conjunctions[index], "\(left) and \(right)")
        #expect(or.value.jsonString == disjunctions[index], "\(left) or \(right)")
        #expect(and.warnings.isEmpty && or.warnings.isEmpty)
        index += 1
      }
    }
  }

  @Test func `every built-in function is tested`() {
    let tested = FunctionTable.results.map(\.0) + TemporalTable.results.map(\.0)
    for name in Expression.functionNames {
      #expect(tested.contains { $0.contains("\(name)(") }, "\(name)")
    }
  }
}

@Suite struct ExpressionInterfaceTests {
  @Test func `free variables are those that the expression does not define`() throws {
    let expression = try Expression(
      parsing: """
        {x: a + 1, y: x}.y + count(for i in list1 return i * b) \
        + (if some q in list2 satisfies q in (? > c, 3) then `odd name` else partial)
        """)
    #expect(
      expression.freeVariables == ["a", "list1", "b", "list2", "c", "odd name", "partial"])
    #expect(expression.filterNames == [])
  }

  @Test func `names in a filter may be entries of the element`() throws {
    let expression = try Expression(parsing: "order.items[price > limit and item.sku = sku]")
    #expect(expression.freeVariables == ["order"])
    #expect(expression.filterNames == ["price", "limit", "sku"])
  }

  @Test func `expressions are equal when their texts are`() throws {
    #expect(try Expression(parsing: "a + 1") == Expression(parsing: "a + 1"))
    #expect(try Expression(parsing: "a + 1") != Expression(parsing: "a +1"))
  }

  @Test func `a condition must be true or false`() throws {
    let variables = Fixture.variables
    #expect(
      try Expression(parsing: "a < b").condition(in: variables, now: Fixture.now))
    let missing = #expect(throws: EvaluationError.self) {
      try Expression(parsing: "total > 1000").condition(in: variables, now: Fixture.now)
    }
    #expect(
      missing?.description
        == "'total > 1000' evaluated to null because there is no variable 'total'; "
        + "cannot compare null with number 1000")
    let number = #expect(throws: EvaluationError.self) {
      try Expression(parsing: "a").condition(in: variables, now: Fixture.now)
    }
    #expect(number?.description == "'a' evaluated to a number, not to true or false")
  }

  @Test func `a null that was meant is no error`() throws {
    let value = try Expression(parsing: "nothing").value(in: Fixture.variables, now: Fixture.now)
    #expect(value == .null)
  }

  @Test func `a property that begins with an equals sign is an expression`() throws {
    let computed = try TextExpression(property: "= a + b")
    let text = try TextExpression(property: "a + b")
    #expect(try computed.value(in: Fixture.variables, now: Fixture.now) == .number(7))
    #expect(try text.value(in: Fixture.variables, now: Fixture.now) == .string("a + b"))
    #expect(computed.description == "= a + b")
    #expect(computed.freeVariables == ["a", "b"])
  }

  @Test func `a scope is only asked for what is read`() throws {
    final class Recorder: Scope {
      var asked: [String] = []
      func value(named name: String) -> Value? {
        asked.append(name)
        return .number(1)
      }
    }
    let recorder = Recorder()
    _ = try Expression(parsing: "if x = 1 then y else z").evaluate(in: recorder, now: Fixture.now)
    #expect(recorder.asked == ["x", "y"])
  }
}
