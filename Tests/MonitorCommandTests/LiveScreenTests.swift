import FEEL
import Monitoring
import SyntheticJournal
import Terminal
import Testing

@testable import MonitorCommand

@Suite struct LiveScreenTests {
  private func lines(
    _ columns: Int, _ rows: Int, _ overview: Overview? = nil, trouble: String? = nil
  ) throws -> [TextLine] {
    let size = Screen.Size(columns: columns, rows: rows)
    return LiveScreen(size: size, map: try Sample.map(), trouble: trouble)
      .lines(of: try overview ?? Sample.overview())
  }

  private func text(_ lines: [TextLine], width: Int, inColor: Bool = false) -> String {
    lines.map { $0.rendered(width: width, inColor: inColor) + "\n" }.joined()
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `the screen looks as it was drawn`(columns: Int, rows: Int) throws {
    let lines = try lines(columns, rows)
    #expect(lines.count == rows)
    try Snapshot.expect(text(lines, width: columns), isAsIn: "live-\(columns)x\(rows)")
  }

  @Test func `the screen with colours looks as it was drawn`() throws {
    try Snapshot.expect(
      text(try lines(80, 24), width: 80, inColor: true), isAsIn: "live-80x24-colours")
  }

  @Test func `a picture that is not current says so`() throws {
    let lines = try lines(80, 24, trouble: "no picture since 09:30:05")
    #expect(text(lines, width: 80).contains("no picture since 09:30:05"))
  }

  @Test func `an empty database is shown as such`() throws {
    var overview = Overview(at: Sample.now)
    overview.parties = [PartyOverview(party: "Client"), PartyOverview(party: "Supplier")]
    try Snapshot.expect(text(try lines(80, 24, overview), width: 80), isAsIn: "live-empty-80x24")
  }

  @Test(arguments: [(60, 16), (61, 17), (79, 24), (200, 60), (333, 100)])
  func `every size is filled and nothing sticks out`(columns: Int, rows: Int) throws {
    let lines = try lines(columns, rows)
    #expect(lines.count == rows)
    for line in lines {
      #expect(line.rendered(width: columns, inColor: false).displayWidth <= columns)
    }
    #expect(text(lines, width: columns).contains("q quits"))
  }

  @Test func `a window that is too small is told so`() throws {
    #expect(text(try lines(59, 24), width: 59).contains("too small"))
    #expect(text(try lines(80, 15), width: 80).contains("too small"))
  }

  @Test func `a name cannot steer the terminal`() throws {
    var overview = try Sample.overview()
    overview.transitions = [
      Transition(
        at: Sample.now, party: "Client", order: SyntheticJournal.order(1),
        reference: "PO\u{1B}[2J", text: "x\r\ny")
    ]
    #expect(!text(try lines(80, 24, overview), width: 80).contains("\u{1B}"))
  }
}
