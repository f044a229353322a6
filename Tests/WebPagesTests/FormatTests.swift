import FEEL
import Foundation
import Testing
import WebPages

@Suite struct FormatTests {
  private let english = Formats(Catalogue(.english, pages: Array("{}".utf8)))
  private let french = Formats(Catalogue(.french, pages: Array("{}".utf8)))

  @Test(arguments: [
    ("0", "0", "0"), ("999", "999", "999"), ("1000", "1,000", "1\u{202F}000"),
    ("1234567.5", "1,234,567.5", "1\u{202F}234\u{202F}567,5"), ("-1234", "−1,234", "−1\u{202F}234"),
  ])
  func `numbers are grouped`(_ plain: String, _ english: String, _ french: String) throws {
    let number = try #require(Decimal(string: plain))
    #expect(self.english.number(number) == english)
    #expect(self.french.number(number) == french)
  }

  @Test func `money has its sign where the language puts it`() {
    #expect(english.money("1234.50", "EUR") == "€1,234.50")
    #expect(french.money("1234.50", "EUR") == "1\u{202F}234,50\u{00A0}€")
    #expect(english.money("-5.00", "EUR") == "−€5.00")
    #expect(english.money("7.000", "KWD") == "KWD\u{00A0}7.000")
    #expect(english.money("not a number", nil) == "not a number")
  }

  @Test func `times say their zone`() throws {
    let time = try Timestamp("2026-08-05T09:07:00Z")
    #expect(english.time(time) == "5\u{00A0}Aug\u{00A0}2026, 09:07\u{00A0}UTC")
    #expect(french.time(time) == "5\u{00A0}août\u{00A0}2026, 09:07\u{00A0}UTC")
    let withSeconds = english.time(time, withSeconds: true)
    #expect(withSeconds == "5\u{00A0}Aug\u{00A0}2026, 09:07:00\u{00A0}UTC")
  }

  @Test(arguments: [
    (30, "30 s"), (90, "2 min"), (3600, "60 min"), (7200, "2 h"), (-7200, "2 h"),
    (172_800, "2 days"),
  ])
  func `durations are said in their largest unit`(_ seconds: Int, _ text: String) {
    #expect(english.duration(.seconds(seconds)) == text)
  }
}
