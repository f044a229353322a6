import FEEL
import Terminal
import Testing

struct TextTests {
  @Test(arguments: [
    ("abc", 3), ("été", 3), ("e\u{301}", 1), ("注文", 4), ("ｆｕｌｌ", 8), ("한국", 4), ("👩‍👩‍👧", 2), ("✔️", 2),
    ("…", 1), ("", 0), ("\u{7}", 0),
  ])
  func `a text takes the columns that its characters take`(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 4, "abc…"), ("注文書", 4, "注…"), ("abc", 1, "…"),
    ("abc", 0, ""),
  ])
  func `a text that does not fit ends in an ellipsis`(text: String, width: Int, expected: String) {
    #expect(text.truncated(to: width) == expected)
  }

  @Test(arguments: [
    (0, "now"), (42, "42 s ago"), (200, "3 min ago"), (7300, "2 h ago"), (500_000, "5 d ago"),
    (-90, "in 1 min"),
  ])
  func `a time is told from now`(secondsAgo: Int, expected: String) throws {
    let now = try Timestamp("2026-11-21T09:30:00Z")
    #expect(RelativeTime.text(of: now + .seconds(-secondsAgo), now: now) == expected)
  }

  @Test func `a length shorter than a second is told in milliseconds`() {
    #expect(RelativeTime.length(.milliseconds(850)) == "850 ms")
  }

  @Test(
    arguments: [
      (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false),
      (true, ["NO_COLOR": ""], true),
      (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm-256color"], true),
    ] as [(Bool, [String: String], Bool)])
  func `colour is used where a person looks and has not refused it`(
    isTerminal: Bool, environment: [String: String], expected: Bool
  ) {
    #expect(OutputStream.usesColor(isTerminal: isTerminal, environment: environment) == expected)
  }
}
