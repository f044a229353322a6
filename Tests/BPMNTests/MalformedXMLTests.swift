import BPMN
import Testing

/// What a broken file is refused with.
struct Refusal: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let xml: [UInt8]
  let line: Int
  let reason: String

  init(_ name: String, _ xml: String, line: Int = 1, _ reason: String) {
    self.init(name, Array(xml.utf8), line: line, reason)
  }

  init(_ name: String, _ xml: [UInt8], line: Int = 1, _ reason: String) {
    testDescription = name
    self.xml = xml
    self.line = line
    self.reason = reason
  }
}

@Suite struct MalformedXMLTests {
  @Test(arguments: [
    Refusal("unclosed tag", "<a>\n<b></a>", line: 2, "</a> stands where </b> is expected"),
    Refusal("mismatched tags", "<a>\n<b>\n</c></a>", line: 3, "</c> stands where </b> is expected"),
    Refusal("end of file in an element", "<a><b>", "the file ends before </b>"),
    Refusal("end of file in a tag", "<a/", "the tag <a is malformed"),
    Refusal("end of file in an end tag", "<a></a", "the tag </a is malformed"),
    Refusal("end of file in a value", "<a x='1", "the file ends inside an attribute"),
    Refusal("end of file in a comment", "<a/>\n<!-- b", line: 2, "the comment has no end"),
    Refusal("end of file in CDATA", "<a><![CDATA[ b", "the CDATA section has no end"),
    Refusal("end of file in an instruction", "<a><?b", "the processing instruction has no end"),
    Refusal("lone <", "<a>1 < 2</a>", "a name is expected; write < and & as &lt; and &amp;"),
    Refusal("closing too much", "</a>", "</a> closes nothing"),
    Refusal("text before the root", "hello <a/>", "there is text outside the root element"),
    Refusal("text after the root", "<a/>\ntext", line: 2, "something follows the root element"),
    Refusal("CDATA after the root", "<a/><![CDATA[x]]>", "something follows the root element"),
    Refusal("CDATA before the root", "<![CDATA[x]]><a/>", "there is text outside the root element"),
    Refusal("second root", "<a/><!-- c --><?d?><b/>", "something follows the root element"),
    Refusal("nothing", "", "the file contains no element"),
    Refusal("only a comment", "<!-- a -->", "the file contains no element"),
    Refusal("unquoted value", "<a x=1/>", "the value of the attribute x is not in quotes"),
    Refusal("no value", "<a x/>", "the attribute x has no value"),
    Refusal("no space", "<a x='1'y='2'/>", "the tag <a is malformed"),
    Refusal(
      "< in a value", "<a x='<'/>", "the value of the attribute x contains a forbidden character"),
  ])
  func `malformed tags are refused with their line`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    Refusal("attribute twice", "<a x='1' x='2'/>", "an attribute stands twice in one tag"),
    Refusal(
      "attribute twice by namespace", "<a xmlns:p='u:u' xmlns:q='u:u' p:x='1' q:x='2'/>",
      "an attribute stands twice in one tag"),
    Refusal(
      "unknown entity", "<a>\n&foo;</a>", line: 2,
      "a reference to an unknown entity, or an & that is not written &amp;"),
    Refusal(
      "unknown entity in a value", "<a x='&foo;'/>",
      "a reference to an unknown entity, or an & that is not written &amp;"),
    Refusal(
      "bare &", "<a>x & y</a>",
      "a reference to an unknown entity, or an & that is not written &amp;"),
    Refusal(
      "bare & in a value", "<a x='x & y'/>",
      "a reference to an unknown entity, or an & that is not written &amp;"),
    Refusal(
      "entity without its end", "<a>&amp b</a>",
      "a reference to an unknown entity, or an & that is not written &amp;"),
    Refusal("control character", "<a>\u{1}</a>", "a character here is not allowed in XML"),
    Refusal(
      "reference to a control character", "<a>&#0;</a>", "a character here is not allowed in XML"),
    Refusal("NUL", "<a>\n\0</a>", line: 2, "the file contains a NUL byte"),
    Refusal("NUL in a comment", "<a><!-- \0 --></a>", "the file contains a NUL byte"),
    Refusal(
      "invalid UTF-8", Array("<a>\n".utf8) + [0xFF] + Array("</a>".utf8), line: 2,
      MalformedXMLTests.utf8),
    Refusal("UTF-8 cut off", Array("<a>".utf8) + [0xC3], MalformedXMLTests.utf8),
    Refusal("Latin 1", Array("<a>".utf8) + [0xE9] + Array("</a>".utf8), MalformedXMLTests.utf8),
    Refusal("UTF-16", [0xFF, 0xFE, 0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0], MalformedXMLTests.utf8),
    Refusal(
      "another encoding declared", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
      "the declared encoding is not UTF-8; save the file as UTF-8"),
    Refusal(
      "late XML declaration", " <?xml version='1.0'?><a/>",
      "the XML declaration is not at the beginning of the file"),
    Refusal(
      "prefix without namespace", "<p:a/>",
      "a namespace prefix is not declared, or a colon is misplaced in a name"),
    Refusal(
      "attribute prefix without namespace", "<a p:x='1'/>",
      "a namespace prefix is not declared, or a colon is misplaced in a name"),
    Refusal("-- in a comment", "<a><!-- b -- c --></a>", "-- is not allowed in a comment"),
    Refusal("]]> in a text", "<a>]]></a>", "]]> is not allowed in a text"),
  ])
  func `malformed content is refused with its line`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    "<!DOCTYPE a><a/>",
    "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'http://localhost/'>]><a>&b;</a>",
    """
    <!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">\
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><lolz>&c;</lolz>
    """,
    "<a><!ELEMENT b></a>",
  ])
  func `document types and entities are refused before they are parsed`(_ xml: String) {
    expect(
      Refusal("", xml, "document types and entity declarations are refused; remove this one"))
  }

  @Test(arguments: [
    Refusal(
      "large", [UInt8](repeating: 0x20, count: (4 << 20) + 1), "the file is larger than 4 MiB"),
    Refusal(
      "deep", String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65),
      "elements are nested more than 64 deep"),
    Refusal(
      "many elements", "<a>" + String(repeating: "<b/>", count: 50_000) + "</a>",
      "the file has more than 50000 elements"),
    Refusal(
      "many attributes", "<a" + (0...64).map { " x\($0)=''" }.joined() + "/>",
      "<a> has more than 64 attributes"),
    Refusal(
      "long name", "<\(String(repeating: "a", count: 257))/>", "a name is longer than 256 bytes"),
  ])
  func `files beyond the limits are refused`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test func `the faults that are reported are bounded`() {
    let xml = "<a>" + String(repeating: "&b;\n", count: 1_000) + "</a>"
    let failure = #expect(throws: ReadFailure.self) { try Definitions(xml: Array(xml.utf8)) }
    #expect(failure?.problems.map(\.line) == Array(1...20))
  }

  @Test func `all that is well-formed passes the XML stage`() {
    let xml = """
      \u{FEFF}<?xml version="1.0" encoding='utf-8'?><!-- a > b --><?tool <x> ?>
      <é xmlns='u' x = "a > 'b'" y='&quot;&#65;'
      ><![CDATA[<not a tag>]]>&lt;<b.c-d/ ></é>
      """
    // The solidus and the bracket are one token.
    expect(Refusal("", xml, line: 3, "the tag <b.c-d is malformed"))
    let repaired = xml.replacing("/ >", with: "/>")
    expect(
      Refusal("", repaired, line: 2, "the root element is é of \"u\", not BPMN 2.0 definitions"))
  }

  static let utf8 = "the file is not valid UTF-8; save it as UTF-8"

  private func expect(_ refusal: Refusal) {
    let failure = #expect(throws: ReadFailure.self) { try Definitions(xml: refusal.xml) }
    #expect(
      failure?.problems.first
        == ReadFailure.Problem(line: refusal.line, reason: refusal.reason))
  }
}
