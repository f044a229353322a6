import Exchange
import FEEL
import Monitoring
import ProcessEngine
import SyntheticJournal
import Terminal
import Testing

@testable import MonitorCommand

@Suite struct LiveScreenTests {
  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `the process looks as it was drawn`(columns: Int, rows: Int) async throws {
    let model = try await LiveSample.model(columns, rows)
    try Snapshot.expect(LiveSample.text(model), isAsIn: "live-process-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `the orders look as they were drawn`(columns: Int, rows: Int) async throws {
    var model = try await LiveSample.model(columns, rows)
    try await LiveSample.press([.character("2"), .down, .down], &model)
    try Snapshot.expect(LiveSample.text(model), isAsIn: "live-orders-\(columns)x\(rows)")
  }

  @Test func `alerts, activity and help look as they were drawn`() async throws {
    var model = try await LiveSample.model()
    for (key, name) in [("3", "alerts"), ("4", "activity"), ("?", "help")] {
      try await LiveSample.press(LiveSample.type(key), &model)
      try Snapshot.expect(LiveSample.text(model), isAsIn: "live-\(name)-80x24")
    }
  }

  @Test func `an order's time line looks as it was drawn`() async throws {
    var model = try await LiveSample.model()
    try await LiveSample.press(LiveSample.type("/ref:PO-10003") + [.enter, .enter], &model)
    try Snapshot.expect(LiveSample.text(model), isAsIn: "live-order-80x24")
  }

  @Test func `the screen with colours looks as it was drawn`() async throws {
    var model = try await LiveSample.model()
    try await LiveSample.press([.character("2")], &model)
    try Snapshot.expect(
      LiveSample.text(model, inColor: true), isAsIn: "live-orders-80x24-colours")
  }

  @Test func `a picture that is not current says so`() async throws {
    var model = try await LiveSample.model()
    model.fail("no picture since 09:30:05: the database cannot be reached")
    #expect(LiveSample.text(model).contains("no picture since 09:30:05"))
    model.receive(try await LiveSample.look(model, LiveSample.entries()))
    #expect(!LiveSample.text(model).contains("no picture"))
  }

  @Test func `a silence while orders run is an alert`() async throws {
    let model = try await LiveSample.model()
    #expect(!LiveSample.text(model).contains("stale"))
    let late = try await LiveSample.look(
      model, LiveSample.entries(), at: LiveSample.now + .seconds(3_600))
    #expect(late.alerts.first?.kind == .stale)
  }

  @Test func `an empty database is shown as such`() async throws {
    var model = try await LiveSample.model(entries: [])
    #expect(LiveSample.text(model).contains("nothing heard yet"))
    for view in ["2", "3", "4"] {
      try await LiveSample.press(LiveSample.type(view), &model, [])
      #expect(LiveSample.text(model).split(separator: "\n").count > 3)
    }
  }

  @Test(arguments: [(60, 16), (61, 17), (79, 24), (80, 24), (131, 41), (200, 60), (333, 100)])
  func `every size is filled and nothing sticks out`(columns: Int, rows: Int) async throws {
    var model = try await LiveSample.model(columns, rows)
    for key in ["1", "m", "l", "2", "3", "4", "?", "?", "2", "\r", "/"] {
      let pressed: Keystroke = key == "\r" ? .enter : .character(Character(key))
      try await LiveSample.press([pressed], &model)
      let lines = LiveScreen(model: model).lines
      #expect(lines.count == rows, "after \(key)")
      for line in lines {
        #expect(line.rendered(width: .max, inColor: false).displayWidth <= columns, "after \(key)")
      }
    }
  }

  @Test(arguments: [(59, 24), (80, 15), (20, 5), (3, 2), (1, 1)])
  func `a window that is too small is told so`(columns: Int, rows: Int) async throws {
    let model = try await LiveSample.model(columns, rows)
    let lines = LiveScreen(model: model).lines
    #expect(lines.count == rows)
    #expect(columns < 20 || LiveSample.text(model).contains("This window is too"))
  }

  @Test(arguments: ["1", "2", "3", "4"])
  func `what others have written cannot steer the terminal, and wide letters do not break rows`(
    view: String
  ) async throws {
    let hostile = LiveSample.entries(orders: 3).map { entry in
      let text = String(decoding: entry.text, as: UTF8.self)
        .replacing("PO-", with: "\\u001b[2J注文\\r\\n\\u0007").replacing("Nord", with: "\\u009b31m")
      do { return try JournalEntry(text: Array(text.utf8)) } catch {
        Issue.record(error)
        return entry
      }
    }
    var model = try await LiveSample.model(entries: hostile)
    try await LiveSample.press(LiveSample.type(view), &model, hostile)
    var pictures = [LiveSample.text(model)]
    try await LiveSample.press([.enter], &model, hostile)
    pictures.append(LiveSample.text(model))
    for picture in pictures {
      let steering = picture.unicodeScalars.filter { scalar in
        scalar != "\n" && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value))
      }
      #expect(steering.isEmpty)
      #expect(picture.split(separator: "\n").allSatisfy { $0.displayWidth <= 80 })
    }
  }
}
