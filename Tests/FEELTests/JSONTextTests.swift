import FEEL
import Testing

/// Strings are scanned eight bytes at a time: what interrupts them may lie anywhere.
@Suite struct JSONTextTests {
  @Test(arguments: [
    "\"", "\\", "\n", "\u{1}", "\u{1F}", "é", "€", "😀", " ", "~", "\u{7F}", "\u{80}",
  ])
  func `a character is written and read wherever it lies in a string`(_ character: String) throws {
    for length in 0...20 {
      for place in 0...length {
        let text =
          String(repeating: "a", count: place) + character
          + String(repeating: "z", count: length - place)
        let value = Value.list([.string(text), .string(text + text), .string("")])
        #expect(try Value(json: value.json()) == value)
      }
    }
  }

  @Test func `a control character is refused wherever it lies in a string`() {
    for place in 0...20 {
      let text = Array(("\"" + String(repeating: "a", count: place) + "\u{1F}bbbbbbbbb\"").utf8)
      #expect(throws: JSONError.self) { try Value(json: text) }
    }
  }

  @Test func `a string without an end is refused, however long`() {
    for length in 0...20 {
      let text = Array(("\"" + String(repeating: "a", count: length)).utf8)
      #expect(throws: JSONError.self) { try Value(json: text) }
    }
  }

  @Test func `keys that come out of order find their place`() {
    let literal: Context = ["b": 2, "a": 1, "c": 3, "a": 4]
    var grown = Context()
    grown.append("b", .number(2))
    grown.append("c", .number(3))
    grown.append("a", .number(4))
    #expect(literal == grown)
    #expect(literal.keys == ["a", "b", "c"])
    #expect(literal["a"] == .number(4))
    #expect(literal["d"] == nil)
  }

  @Test func `every key of a large object is found`() {
    var context = Context()
    for number in 0..<100 { context["key \(number)"] = .number(number) }
    for number in 0..<100 { #expect(context["key \(number)"] == .number(number)) }
    #expect(context["key"] == nil)
  }
}
