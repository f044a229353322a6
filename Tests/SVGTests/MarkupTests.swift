import SVG
import Testing

@Suite struct MarkupTests {
  @Test func `an element has its attributes in order, and none that is nil`() {
    let markup = Markup("rect", ["class": "box", "x": 1.5, "rx": nil as Double?, "width": 10])
    #expect(markup.text == "<rect class=\"box\" x=\"1.5\" width=\"10\"/>")
  }

  @Test func `content is put between tags, and words are escaped`() {
    let markup = Markup("g", [:], Markup("title", [:], Markup(words: "a < b & \"c\"")), Markup())
    #expect(markup.text == "<g><title>a &lt; b &amp; &quot;c&quot;</title></g>")
  }

  @Test func `an attribute cannot be left`() {
    #expect(
      Markup("a", ["href": "\"><script>"]).text == "<a href=\"&quot;&gt;&lt;script&gt;\"/>")
  }

  @Test func `what XML cannot write is replaced`() {
    #expect(Markup.escape("a\u{0}\u{1B}b\n") == "a\u{FFFD}\u{FFFD}b\n")
  }

  @Test(arguments: [
    (1.0, "1"), (1.26, "1.3"), (-0.04, "0"), (-12.5, "-12.5"), (1e300, "0"), (.nan, "0"),
  ])
  func `coordinates are short`(_ number: Double, _ text: String) {
    #expect(number.attributeText == text)
  }
}

@Suite struct TextTests {
  @Test func `words are as wide as in Arial`() {
    // What a browser measures in Liberation Sans.
    #expect(abs(TextMeasure.width(of: "Review quote", size: 12) - 72.7) < 0.5)
    #expect(TextMeasure.width(of: "é", size: 10) == TextMeasure.width(of: "e", size: 10))
    #expect(TextMeasure.width(of: "", size: 12) == 0)
  }

  @Test(arguments: [
    ("Review quote", ["Review quote"]),
    ("Carry the parcel up to the third floor", ["Carry the parcel", "up to the third", "floor"]),
    ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfsch", "ifffahrtsgesellsc", "haft"]),
    ("", [""]),
  ])
  func `names are broken at their words, and long words anywhere`(
    _ name: String, _ lines: [String]
  ) {
    #expect(TextWrapping.lines(of: name, width: 90, size: 12) == lines)
  }

  @Test func `no line is wider than it may be, and nothing is lost`() {
    let name = "Examine the Donaudampfschifffahrtsgesellschaftskapitän application-form-by-hand"
    for width in stride(from: 20.0, through: 300, by: 7) {
      let lines = TextWrapping.lines(of: name, width: width, size: 12)
      #expect(
        lines.allSatisfy { TextMeasure.width(of: $0, size: 12) <= width.rounded() }, "\(width)")
      #expect(lines.joined().filter { $0 != " " } == name.filter { $0 != " " })
    }
  }
}
