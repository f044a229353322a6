import FEEL
import Monitoring
import SyntheticJournal
import Terminal
import Testing

@testable import MonitorCommand

@Suite struct LiveModelTests {
  @Test func `the views are reached by their numbers and by Tab`() async throws {
    var model = try await LiveSample.model()
    #expect(model.view == .process)
    for view in [LiveModel.View.orders, .alerts, .activity, .process] {
      #expect(model.press(.tab) == [.look])
      #expect(model.view == view)
    }
    _ = model.press(.backTab)
    #expect(model.view == .activity)
    _ = model.press(.character("2"))
    #expect(model.view == .orders)
    #expect(model.press(.character("9")) == [])
  }

  @Test func `q ends it from everywhere but the filter line, and Ctrl-Z suspends it`() async throws
  {
    var model = try await LiveSample.model()
    #expect(model.press(.character("q")) == [.quit])
    _ = model.press(.character("?"))
    #expect(model.press(.character("q")) == [.quit])
    #expect(model.press(.control("z")) == [.suspend])
    _ = model.press(.character("/"))
    #expect(model.press(.character("q")) == [])
    #expect(model.editing?.line.text == "q")
    #expect(model.press(.escape) == [])
    #expect(model.editing == nil)
  }

  @Test func `a filter narrows the table and its count, and Escape takes it away`() async throws {
    var model = try await LiveSample.model()
    try await LiveSample.press([.character("2")], &model)
    #expect(model.table.count?.value == 36)
    try await LiveSample.press(LiveSample.type("/at:verify state:running") + [.enter], &model)
    #expect(model.table.count?.value == 9)
    #expect(model.table.orders.count == 9)
    #expect(LiveSample.text(model).contains("9 orders  /at:verify state:running"))
    try await LiveSample.press([.escape], &model)
    #expect(model.table.count?.value == 36)
  }

  @Test func `a filter with a mistake stays, and says what there is`() async throws {
    var model = try await LiveSample.model(120, 24)
    try await LiveSample.press(LiveSample.type("/stat:running") + [.enter], &model)
    let mistake = try #require(model.editing?.mistake)
    #expect(mistake.contains("no `stat:`") && mistake.contains("state, outcome, at"))
    #expect(LiveSample.text(model).contains("there is no `stat:`"))
    try await LiveSample.press([.backspace], &model)
    #expect(model.editing?.mistake == nil)
  }

  @Test func `the chosen order stays chosen where it moves to`() async throws {
    var model = try await LiveSample.model()
    try await LiveSample.press([.character("2"), .down, .down], &model)
    let chosen = try #require(model.table.selected?.order)
    let more = LiveSample.entries(orders: 12)
    model.receive(try await LiveSample.look(model, more))
    #expect(model.table.selected?.order == chosen)
    #expect(model.table.cursor.index > 2)
  }

  @Test func `sorting begins at the top and reading starts anew`() async throws {
    var model = try await LiveSample.model()
    try await LiveSample.press([.character("2"), .down, .down], &model)
    #expect(model.press(.character("s")) == [.look])
    #expect(model.table.sort == .updated && model.table.cursor.index == 0)
    try await LiveSample.press([.character("S"), .character("r")], &model)
    #expect(model.table.sort == .placed && !model.table.isDescending)
    #expect(model.table.orders.first?.order == SyntheticJournal.order(0))
  }

  @Test func `a picture for an earlier question is not shown as an answer to this one`()
    async throws
  {
    var model = try await LiveSample.model()
    try await LiveSample.press([.character("2")], &model)
    let old = try await LiveSample.look(model, LiveSample.entries())
    _ = model.press(.character("r"))
    model.receive(old)
    #expect(!model.table.isLoaded)
  }

  @Test func `the end of a page leads to the next one, and its beginning back`() async throws {
    let entries = LiveSample.entries(orders: 30)
    var model = try await LiveSample.model(entries: entries)
    try await LiveSample.press([.character("2"), .end], &model, entries)
    #expect(model.table.orders.count == LiveReader.pageLimit)
    let last = try #require(model.table.selected?.order)
    try await LiveSample.press([.down], &model, entries)
    #expect(model.table.offset == LiveReader.pageLimit && model.table.orders.count == 20)
    #expect(model.table.cursor.index == 0)
    try await LiveSample.press([.up], &model, entries)
    #expect(model.table.offset == 0 && model.table.selected?.order == last)
  }

  @Test func `Enter opens an order from the table, and Escape comes back to it`() async throws {
    var model = try await LiveSample.model()
    try await LiveSample.press([.character("2"), .down, .enter], &model)
    let order = try #require(model.table.selected?.order)
    #expect(model.story?.order == order)
    #expect(model.look?.story?.order.order == order)
    try await LiveSample.press([.character("n")], &model)
    #expect(model.story?.order == model.table.orders[2].order)
    try await LiveSample.press([.escape], &model)
    #expect(model.story == nil && model.view == .orders && model.table.cursor.index == 2)
  }

  @Test func `Enter before a filtered table has come opens an order of it, not of the one before`()
    async throws
  {
    var model = try await LiveSample.model()
    try await LiveSample.press([.character("2")], &model)
    let before = try #require(model.table.selected?.order)
    for key in LiveSample.type("/ref:PO-10003") + [.enter, .enter] { _ = model.press(key) }
    #expect(model.story == nil)
    let look = try await LiveSample.look(model, LiveSample.entries())
    var moved = model
    model.receive(look)
    let opened = try #require(model.story?.order)
    #expect(opened == model.table.selected?.order && opened != before)
    // Whoever presses another key meanwhile has changed their mind.
    _ = moved.press(.down)
    moved.receive(look)
    #expect(moved.story == nil)
  }

  @Test func `a time line scrolls as far as it is long`() async throws {
    var model = try await LiveSample.model()
    try await LiveSample.press(
      LiveSample.type("/outcome:Completed") + [.enter, .enter, .end], &model)
    let top = try #require(model.story?.top)
    #expect(top > 0 && top == StoryView.lines(model).count - model.layout.body.rows)
    try await LiveSample.press([.down, .down], &model)
    #expect(model.story?.top == top)
    try await LiveSample.press([.home, .up], &model)
    #expect(model.story?.top == 0)
  }

  @Test func `an alert and a step lead to their orders`() async throws {
    var model = try await LiveSample.model()
    try await LiveSample.press([.character("3"), .enter], &model)
    #expect(model.story?.order == model.look?.alerts.first?.order)
    try await LiveSample.press([.escape, .character("4"), .down, .enter], &model)
    #expect(model.story?.order == model.look?.overview.transitions[1].order)
  }

  @Test func `an element leads to the orders that are there`() async throws {
    var model = try await LiveSample.model()
    let places = model.places
    #expect(places.contains("Task_VerifyOrder"))
    let index = try #require(places.firstIndex(of: "Task_VerifyOrder"))
    try await LiveSample.press(Array(repeating: .down, count: index), &model)
    #expect(model.selectedPlace == "Task_VerifyOrder")
    try await LiveSample.press([.enter], &model)
    #expect(model.view == .orders && model.table.count?.value == 9)
    #expect(model.table.terms.text == "at:Task_VerifyOrder")
  }

  @Test func `the drawing can be moved as far as it reaches`() async throws {
    var model = try await LiveSample.model()
    #expect(model.pan == nil)
    try await LiveSample.press([.character("m"), .right, .right, .character("j")], &model)
    #expect(model.pan?.column == 16 && model.pan?.row == 2)
    for _ in 0..<40 { try await LiveSample.press([.right, .character("j")], &model) }
    let canvas = TextMapCanvas.size(for: model.layout.drawing)
    #expect(model.pan?.column == canvas.columns - 80)
    #expect(model.pan?.row == canvas.rows - model.layout.drawing.rows)
    model.resize(Screen.Size(columns: 200, rows: 60))
    #expect(model.pan == Pan())
    model.resize(Screen.Size(columns: 80, rows: 24))
    #expect(model.pan == nil)
  }

  @Test func `what is needed is what is shown`() async throws {
    var model = try await LiveSample.model()
    #expect(model.need == LiveNeed())
    _ = model.press(.character("2"))
    #expect(model.need.orders != nil)
    _ = model.press(.character("3"))
    #expect(model.need.orders == nil)
  }
}
