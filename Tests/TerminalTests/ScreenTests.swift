import Terminal
import Testing

struct ScreenTests {
  @Test func `only rows that have changed are written`() {
    let old = ["a", "b", "c"]
    #expect(Screen.stroke(old, over: old).isEmpty)
    let stroke = Screen.stroke(["a", "x", "c"], over: old)
    #expect(stroke == "\u{1B}[?2026h\u{1B}[2;1H\u{1B}[2Kx\u{1B}[?2026l")
    #expect(Screen.stroke(["a", "", "c"], over: nil).hasPrefix("\u{1B}[?2026h\u{1B}[2J"))
  }

  @Test func `a chosen row is filled up to its width`() {
    let line = TextLine(.init("ab", .bad), .init("c")).restyled(.selected, width: 6)
    #expect(line.rendered(width: 6, inColor: false) == "abc   ")
    #expect(line.rendered(width: 6, inColor: true).contains("\u{1B}[7m"))
  }

  @Test func `what is moved out of sight takes whole columns with it`() {
    let line = TextLine(.init("a注", .strong), .init("bc"))
    #expect(line.dropped(columns: 0).rendered(width: 9, inColor: false) == "a注bc")
    #expect(line.dropped(columns: 2).rendered(width: 9, inColor: false) == " bc")
    #expect(line.dropped(columns: 4).rendered(width: 9, inColor: false) == "c")
    #expect(line.cropped(to: 2).rendered(width: 9, inColor: false) == "a")
    #expect(line.cropped(to: 4).rendered(width: 9, inColor: false) == "a注b")
    #expect(line.cut(to: 2).rendered(width: 9, inColor: false) == "a…")
    #expect(line.dropped(columns: 9).rendered(width: 9, inColor: false) == "")
  }
}
