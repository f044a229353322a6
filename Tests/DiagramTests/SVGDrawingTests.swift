import BPMN
import Diagram
import Foundation
import ProcessEngine
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGDrawingTests {
  private func svg(_ marks: Marks = Marks(), of model: DrawnModel = .order) throws -> String {
    SVGDrawing(try model.drawing(), marks).svg(title: "A <test> & \"more\"")
  }

  private func marked(_ element: String, _ mark: Marks.Mark) throws -> String {
    var marks = Marks()
    marks[element] = mark
    return try svg(marks)
  }

  @Test(arguments: DrawnModel.allCases)
  func `the drawing is well-formed, and everything in it can be found by its id`(
    _ model: DrawnModel
  ) throws {
    let text = try svg(of: model)
    let document = try XMLDocument(xmlString: text)
    #expect(document.rootElement()?.name == "svg")
    let drawing = try model.drawing()
    let ids =
      drawing.nodes.map(\.id) + drawing.flows.map(\.id) + drawing.pools.map(\.id)
      + drawing.lanes.map(\.id)
    let found = text.matches(of: /data-element="([^"]+)"/).map { String($0.1) }
    #expect(found.sorted() == ids.sorted())
  }

  @Test func `words are escaped`() throws {
    #expect(try svg().contains("<title>A &lt;test&gt; &amp; &quot;more&quot;</title>"))
    #expect(try svg(of: .constructs).contains("Citizen &amp; &quot;neighbours&quot; &lt;all&gt;"))
  }

  @Test func `nothing is styled inline`() throws {
    let text = try marked("Task_ReviewQuote", Marks.Mark(tokens: 3, heat: .high, link: "/x"))
    #expect(!text.contains("style="))
    #expect(text.firstMatch(of: /\s(fill|stroke|font-[a-z]+)="/) == nil)
  }

  @Test func `where one order is, was, and was broken off looks different`() throws {
    let marks = Marks(path: [
      .elementActivated(key: 2, element: "Event_OrderPlaced", scope: 1),
      .elementCompleted(key: 2, element: "Event_OrderPlaced"),
      .flowTaken(flow: "Flow_PlaceOrder_ObtainQuote"),
      .elementActivated(key: 3, element: "Task_ReviewQuote", scope: 1),
      .elementActivated(key: 4, element: "Task_AcceptQuote", scope: 1),
      .elementTerminated(key: 4, element: "Task_AcceptQuote"),
    ])
    let text = try svg(marks)
    #expect(text.contains("class=\"node done\" data-element=\"Event_OrderPlaced\""))
    #expect(text.contains("class=\"node now\" data-element=\"Task_ReviewQuote\""))
    #expect(text.contains("class=\"node gone\" data-element=\"Task_AcceptQuote\""))
    #expect(text.matches(of: /class="edge sequence taken"/).count == 1)
    #expect(text.matches(of: /class="token"/).count == 1)
  }

  @Test func `a number of tokens takes the place of the spot`() throws {
    let text = try marked("Task_ReviewQuote", Marks.Mark(tokens: 1, progress: .now))
    #expect(!text.contains("class=\"token\""))
  }

  @Test func `what was done and is done again is here now`() throws {
    let marks = Marks(path: [
      .elementActivated(key: 2, element: "Task_ReviewQuote", scope: 1),
      .elementCompleted(key: 2, element: "Task_ReviewQuote"),
      .elementActivated(key: 3, element: "Task_ReviewQuote", scope: 1),
    ])
    #expect(marks["Task_ReviewQuote"].progress == .now)
  }

  @Test func `badges say what they count and of what`() throws {
    let text = try marked(
      "Task_ReviewQuote", Marks.Mark(tokens: 12, overdue: 3, incidents: 0))
    #expect(
      text.contains("class=\"badge tokens\" data-of=\"Task_ReviewQuote\" data-badge=\"tokens\""))
    #expect(
      text.contains("class=\"badge overdue\" data-of=\"Task_ReviewQuote\" data-badge=\"overdue\""))
    #expect(
      text.contains(
        "class=\"badge incidents zero\" data-of=\"Task_ReviewQuote\" data-badge=\"incidents\""))
    #expect(text.contains(">12</text>"))
  }

  @Test func `messages in flight are counted on their flow, between the pools`() throws {
    let id = "MessageFlow_QuoteExpired_ExpiredCrossing"
    let text = try marked(id, Marks.Mark(tokens: 5))
    let pattern = #/data-of="(\w+)" data-badge="tokens" transform="translate\(([\d.]+) ([\d.]+)\)"/#
    let match = try #require(text.firstMatch(of: pattern))
    #expect(match.1 == id)
    let x = try #require(Double(match.2))
    let y = try #require(Double(match.3))
    #expect(x == 2905)
    #expect(815 < y && y < 1140)
  }

  @Test func `great numbers stay short`() throws {
    #expect(try marked("Task_ReviewQuote", Marks.Mark(tokens: 1_234_567)).contains(">1234k</text>"))
  }

  @Test func `a picture without links is one image, with links a group of them`() throws {
    #expect(try svg().contains("role=\"img\""))
    let text = try marked(
      "Task_ReviewQuote",
      Marks.Mark(link: "/orders?element=Task_ReviewQuote&state=open", note: "12 orders"))
    #expect(text.contains("role=\"group\""))
    #expect(
      text.contains(
        "<a href=\"/orders?element=Task_ReviewQuote&amp;state=open\" aria-label=\"Review quote: 12 orders\">"
      ))
    #expect(text.contains("<title>Review quote: 12 orders</title>"))
  }

  @Test(arguments: [
    (0.0, nil), (0.01, Marks.Heat.lowest), (0.2, .lowest), (0.21, .low), (0.5, .middle),
    (0.99, .highest), (1, .highest), (7, .highest), (-1, nil),
  ])
  func `heat has five steps`(_ share: Double, _ heat: Marks.Heat?) {
    #expect(Marks.Heat(share: share) == heat)
  }

  @Test func `heat is a class`() throws {
    let text = try marked("Task_ReviewQuote", Marks.Mark(heat: .highest))
    #expect(text.contains("class=\"node idle heat-5\" data-element=\"Task_ReviewQuote\""))
  }
}
