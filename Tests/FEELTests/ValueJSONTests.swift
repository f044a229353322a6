import FEEL
import FoundationEssentials
import SplitMix
import Testing

@Suite struct ValueJSONTests {
  @Test(arguments: [
    ("null", "null"), (" true ", "true"), ("false", "false"), ("\"\"", "\"\""), ("[]", "[]"),
    ("{}", "{}"),
    ("[1,2 , 3]", "[1,2,3]"), ("{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}"), ("\t\n\r [ ] ", "[]"),
    ("0", "0"), ("-0", "0"), ("-1", "-1"), ("1.0", "1"), ("1.50", "1.5"), ("-0.05", "-0.05"),
    ("1e2", "100"),
    ("1E+2", "100"), ("15e-1", "1.5"), ("0.000001", "0.000001"),
    ("1e-30", "0.000000000000000000000000000001"),
    ("3333333333333333333333333333333333e-34", "0.3333333333333333333333333333333333"),
    ("1e100", "1e100"), ("-1.5e-100", "-15e-101"), ("100000", "100000"), ("0e5", "0"), ("0.0", "0"),
    ("123456789012345678", "123456789012345678"), ("1234567890123456789", "1234567890123456789"),
    ("18446744073709551616", "18446744073709551616"),
    ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
    ("-0.12345678901234567890123456789012345678", "-0.12345678901234567890123456789012345678"),
    ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ("1.00000000000000000000000000000000000000000000000000", "1"),
    (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#), (#""\u0041\u00e9\u20AC""#, "\"Aé€\""),
    (#""\ud83d\ude00""#, "\"😀\""), (#""\u0000\u001f""#, #""\u0000\u001f""#),
    ("\"\u{7F}é\u{2028}\"", "\"\u{7F}é\u{2028}\""),
    (#"{"a\u0062":[{"c":null}]}"#, #"{"ab":[{"c":null}]}"#),
  ])
  func `a valid text is read and written canonically`(text: String, expected: String) throws {
    let value = try Value(json: text)
    #expect(value.jsonString == expected)
    #expect(try Value(json: value.json()) == value)
    #expect(try Value(json: Array("x\(text)".utf8).dropFirst()) == value)
  }

  @Test(arguments: [
    ("", JSONError(.unexpectedEnd, at: 0)), ("  ", JSONError(.unexpectedEnd, at: 2)),
    ("nul", JSONError(.unexpectedEnd, at: 3)), ("nulx", JSONError(.expected("null"), at: 0)),
    ("True", JSONError(.expected("a value"), at: 0)), ("1 2", JSONError(.trailingText, at: 2)),
    ("{} x", JSONError(.trailingText, at: 3)), ("[1,]", JSONError(.expected("a value"), at: 3)),
    ("[1 2]", JSONError(.expected("',' or ']'"), at: 3)), ("[", JSONError(.unexpectedEnd, at: 1)),
    ("{\"a\":1,}", JSONError(.expected("a key"), at: 7)),
    ("{\"a\" 1}", JSONError(.expected("':'"), at: 5)),
    ("{a:1}", JSONError(.expected("a key"), at: 1)),
    ("{\"a\":1]", JSONError(.expected("',' or '}'"), at: 6)),
    ("{\"a\":1,\"b\":2,\"a\":3}", JSONError(.duplicateKey("a"), at: 0)),
    ("{\"a\":1,\"a\":1}", JSONError(.duplicateKey("a"), at: 0)),
    ("01", JSONError(.invalidNumber, at: 0)), ("-", JSONError(.unexpectedEnd, at: 1)),
    ("-x", JSONError(.invalidNumber, at: 1)), ("1.", JSONError(.unexpectedEnd, at: 2)),
    ("1.x", JSONError(.invalidNumber, at: 2)), ("1e", JSONError(.unexpectedEnd, at: 2)),
    ("1e+", JSONError(.unexpectedEnd, at: 3)), ("+1", JSONError(.expected("a value"), at: 0)),
    (".5", JSONError(.expected("a value"), at: 0)), ("NaN", JSONError(.expected("a value"), at: 0)),
    ("-01", JSONError(.invalidNumber, at: 0)), ("1e999", JSONError(.inexactNumber, at: 0)),
    ("1e99999999999999999999", JSONError(.inexactNumber, at: 0)),
    ("123456789012345678901234567890123456789", JSONError(.inexactNumber, at: 0)),
    ("\"a", JSONError(.unexpectedEnd, at: 2)), ("\"a\nb\"", JSONError(.controlCharacter, at: 2)),
    (#""\x""#, JSONError(.invalidEscape, at: 1)), (#""\u12""#, JSONError(.unexpectedEnd, at: 6)),
    (#""\u12g4""#, JSONError(.invalidEscape, at: 1)),
    (#""\ud83d""#, JSONError(.invalidEscape, at: 1)),
    (#""\ud83d\u0041""#, JSONError(.invalidEscape, at: 1)),
    (#""\ude00""#, JSONError(.invalidEscape, at: 1)),
    ("\u{FEFF}1", JSONError(.expected("a value"), at: 0)),
    ("// a\n1", JSONError(.expected("a value"), at: 0)),
  ])
  func `an invalid text is refused with its position`(text: String, error: JSONError) {
    #expect(throws: error) { try Value(json: text) }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    let quote = UInt8(ascii: "\"")
    #expect(throws: JSONError(.invalidUTF8, at: 1)) { try Value(json: [quote, 0xC3, quote]) }
    #expect(throws: JSONError(.invalidUTF8, at: 1)) {
      try Value(json: [quote, 0xED, 0xA0, 0x80, quote])
    }
    let escaped = [quote] + Array("\\n".utf8) + [0xFF, quote]
    #expect(throws: JSONError(.invalidUTF8, at: 1)) { try Value(json: escaped) }
  }

  @Test func `nesting ends at 64`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try Value(json: nested(64)).jsonString == nested(64))
    #expect(throws: JSONError(.tooDeep, at: 64)) { try Value(json: nested(65)) }
  }

  @Test func `a context is read from an object only`() throws {
    #expect(try Context(json: Array("{\"a\":1}".utf8)) == ["a": 1])
    #expect(throws: JSONError(.expected("an object"), at: 0)) {
      try Context(json: Array("[1]".utf8))
    }
  }

  @Test func `an error reads as a sentence`() {
    let error = JSONError(.duplicateKey("a"), at: 3)
    #expect(error.description == "JSON: duplicate key \"a\", at byte 3")
  }

  @Test func `random values survive writing and reading`() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<3000 {
      let value = Value.random(depth: 4, using: &random)
      let bytes = value.json()
      let copy = try Value(json: bytes)
      #expect(copy == value)
      #expect(copy.hashValue == value.hashValue)
      #expect(copy.json() == bytes)
    }
  }

  @Test func `random damage never crashes the reader`() throws {
    var random = SplitMix64(seed: 8)
    for _ in 0..<10_000 {
      var bytes = Value.random(depth: 3, using: &random).json()
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        default:
          bytes.insert(
            contentsOf: Array("{[\"\\u1e-,:".utf8).shuffled(using: &random).prefix(2), at: index)
        }
      }
      do {
        let value = try Value(json: bytes)
        #expect(try Value(json: value.json()) == value)
      } catch {
        #expect((0...bytes.count).contains(error.offset))
      }
    }
  }

  @Test func `whole numbers come back as integers`() throws {
    #expect(try Value(json: "1e3").integer == 1000)
    #expect(try Value(json: "9223372036854775807").integer == .max)
    #expect(try Value(json: "-9223372036854775808").integer == .min)
    #expect(try Value(json: "9223372036854775808").integer == nil)
    #expect(try Value(json: "1.5").integer == nil)
    #expect(try Value(json: "1.50e1").integer == 15)
    #expect(try Value(json: "1e30").integer == nil)
    #expect(Value.number(Decimal.nan).integer == nil)
  }
}
