import BPMN
import Foundation
import PartyPages
import ProcessEngine
import Testing

@Suite struct DiagramTests {
  private let model: Definitions

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../bpmn/order.bpmn")
    model = try Definitions(xml: Array(try Data(contentsOf: file)))
  }

  private func drawing(_ pool: String, _ events: [Event]) throws -> String {
    try #require(DiagramDrawing(model, pool: pool, progress: DiagramProgress(events)))
      .svg(title: "A <test> & \"more\"")
  }

  @Test(arguments: ["Client", "Supplier"])
  func `every node of the pool has its place, and nothing of the other pool`(_ pool: String) throws
  {
    let svg = try drawing(pool, [])
    let process = try #require(model.participant(named: pool).flatMap(model.process(of:)))
    for node in process.allNodes {
      #expect(svg.contains("data-element=\"\(node.id)\""), "\(node.id)")
    }
    let boxes = svg.matches(of: /data-element="/).count
    #expect(boxes == process.allNodes.count)
  }

  @Test func `the drawing is well-formed and its words are escaped`() throws {
    let svg = try drawing("Client", [])
    #expect(svg.contains("<title>A &lt;test&gt; &amp; &quot;more&quot;</title>"))
    let parser = XMLTreeProbe(svg)
    #expect(parser.isWellFormed)
  }

  @Test func `tokens, what is done and what was broken off look different`() throws {
    let svg = try drawing(
      "Client",
      [
        .elementActivated(key: 2, element: "Event_OrderPlaced", scope: 1),
        .elementCompleted(key: 2, element: "Event_OrderPlaced"),
        .flowTaken(flow: "Flow_PlaceOrder_ObtainQuote"),
        .elementActivated(key: 3, element: "Task_ReviewQuote", scope: 1),
        .elementActivated(key: 4, element: "Task_AcceptQuote", scope: 1),
        .elementTerminated(key: 4, element: "Task_AcceptQuote"),
      ])
    #expect(svg.contains("class=\"node done\" data-element=\"Event_OrderPlaced\""))
    #expect(svg.contains("class=\"node now\" data-element=\"Task_ReviewQuote\""))
    #expect(svg.contains("class=\"node gone\" data-element=\"Task_AcceptQuote\""))
    #expect(svg.matches(of: /class="flow taken"/).count == 1)
    #expect(svg.matches(of: /class="token"/).count == 1)
  }

  @Test func `a pool that is not there is not drawn`() {
    #expect(DiagramDrawing(model, pool: "Nobody", progress: DiagramProgress([])) == nil)
  }
}

/// Whether each tag is closed, in order.
private struct XMLTreeProbe {
  let isWellFormed: Bool

  init(_ text: String) {
    var open: [Substring] = []
    var isFine = true
    for match in text.matches(of: /<(\/?)([a-zA-Z]+)([^<>]*?)(\/?)>/) {
      if match.1.isEmpty {
        if match.4.isEmpty { open.append(match.2) }
      } else if open.popLast() != match.2 {
        isFine = false
      }
    }
    isWellFormed = isFine && open.isEmpty
  }
}
