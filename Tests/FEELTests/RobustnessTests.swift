import FEEL
import SplitMix
import Testing

@Suite struct RobustnessTests {
  @Test func `random damage never crashes the parser or the evaluation`() {
    var random = SplitMix64(seed: 11)
    let corpus = (LanguageTable.results + FunctionTable.results + TemporalTable.results).map(\.0)
    let pieces = [
      "(", ")", "[", "]", "{", "}", "..", ",", "\"", "@", "`", "-", "**", "in", "if", "for x in",
      "?", ":", "null", "1e9", "é", "\\",
    ]
    var parsed = 0
    for _ in 0..<10_000 {
      var text = Array((corpus.randomElement(using: &random) ?? "").unicodeScalars)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 0...text.count, using: &random)
        if Bool.random(using: &random), index < text.count {
          text.remove(at: index)
        } else {
          text.insert(
            contentsOf: Array((pieces.randomElement(using: &random) ?? "").unicodeScalars),
            at: index)
        }
      }
      var damaged = ""
      damaged.unicodeScalars.append(contentsOf: text)
      do {
        _ = try Expression(parsing: damaged).evaluate(in: Fixture.variables, now: Fixture.now).value
          .json()
        parsed += 1
      } catch {
        #expect(error.line >= 1 && error.column >= 1)
      }
    }
    #expect(parsed > 500)
  }

  @Test(arguments: [
    ("(", "1", ")"), ("[", "1", "]"), ("-", "1", ""), ("if true then ", "1", " else 2"),
    ("{a: ", "1", "}"),
    ("not(", "true", ")"), ("x in (", "1", ")"), ("numbers[", "1", "]"),
    ("for i in [1] return ", "1", ""),
    ("a.b[", "1", "]"), ("[1..", "2", "]"), ("1 + (2 * ", "3", ")"),
  ])
  func `deep nesting is refused, not followed`(open: String, inner: String, close: String) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
    }
    _ = try Expression(parsing: nested(40)).evaluate(in: Fixture.variables, now: Fixture.now)
    let error = #expect(throws: ExpressionError.self) { try Expression(parsing: nested(2000)) }
    #expect(error?.message == "nested more than 100 deep")
  }

  @Test func `deeply nested types are refused`() {
    let text = "1 instance of " + String(repeating: "list<", count: 101)
    let error = #expect(throws: ExpressionError.self) { try Expression(parsing: text) }
    #expect(error?.message == "nested more than 100 deep")
  }

  @Test func `a long chain of operators is evaluated without depth`() throws {
    let text = Array(repeating: "1", count: 20_000).joined(separator: " + ")
    #expect(throws: ExpressionError.self) { try Expression(parsing: text) }
    let shorter = Array(repeating: "1", count: 16_000).joined(separator: " + ")
    #expect(try Fixture.evaluate(shorter).value == 16_000)
    let path = "order" + String(repeating: "[1]", count: 20_000)
    #expect(try Fixture.evaluate(path).value == Fixture.variables["order"])
  }

  @Test func `an expression of more than 64 KiB is refused`() {
    let text = "1" + String(repeating: " ", count: Expression.maximumLength)
    let error = #expect(throws: ExpressionError.self) { try Expression(parsing: text) }
    #expect(error?.description == "line 1, column 1: the expression is longer than 65536 bytes")
  }
}
