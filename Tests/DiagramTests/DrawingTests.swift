import BPMN
import Diagram
import Testing

@Suite struct DrawingTests {
  @Test(arguments: [DrawnModel.order, .process])
  func `all that has tokens is drawn where the file says`(_ model: DrawnModel) throws {
    let definitions = try model.definitions()
    let drawing = try model.drawing()
    let shapes = try #require(definitions.diagram).shapes
    for node in drawing.nodes {
      #expect(shapes.first { $0.elementID == node.id }?.bounds == node.bounds)
    }
    #expect(
      Set(drawing.nodes.map(\.id)) == Set(definitions.processes.flatMap(\.allNodes).map(\.id)))
    let edges = try #require(definitions.diagram).edges
    #expect(Set(drawing.flows.map(\.id)) == Set(edges.map(\.elementID)))
  }

  @Test(arguments: ["Client", "Supplier"])
  func `a pool alone has its own nodes and no message flow`(_ pool: String) throws {
    let definitions = try DrawnModel.order.definitions()
    let drawing = try DrawnModel.order.drawing(pool: pool)
    let process = try #require(
      definitions.participant(named: pool).flatMap(definitions.process(of:)))
    #expect(Set(drawing.nodes.map(\.id)) == Set(process.allNodes.map(\.id)))
    #expect(drawing.flows.allSatisfy { !$0.isMessage })
    #expect(drawing.pools.map(\.name) == [pool])
    #expect(drawing.bounds == drawing.pools[0].bounds)
  }

  @Test func `a pool that is not there is not drawn`() throws {
    let definitions = try DrawnModel.order.definitions()
    #expect(Drawing(definitions, pool: "Nobody") == nil)
  }

  @Test func `a collapsed subprocess hides what is in it`() throws {
    let drawing = try DrawnModel.constructs.drawing()
    let collapsed = try #require(drawing.nodes.first { $0.id == "Sub_Collapsed" })
    #expect(collapsed.kind == .subprocess(isExpanded: false, isEventSubprocess: false))
    #expect(!drawing.nodes.contains { $0.id == "Hidden_Start" })
  }

  @Test func `each node knows its pool, its lane and its subprocess`() throws {
    let nodes = try DrawnModel.constructs.drawing().nodes
    let inner = try #require(nodes.first { $0.id == "Inner_Task" })
    #expect(inner.pool == "Pool_Office")
    #expect(inner.lane == "Lane_Head")
    #expect(inner.parent == "Sub_Open")
    #expect(nodes.first { $0.id == "Task_Long" }?.lane == "Lane_Clerk")
  }

  @Test func `boundary events come after what they are attached to`() throws {
    let nodes = try DrawnModel.order.drawing().nodes
    let first = try #require(nodes.firstIndex { $0.kind.isBoundary })
    #expect(nodes[first...].allSatisfy { $0.kind.isBoundary })
    let activities = nodes.filter { !$0.kind.hasOuterLabel }
    for event in nodes[first...] {
      #expect(
        activities.contains { $0.bounds.grown(by: 1).contains(corner(of: event.bounds)) },
        "\(event.id)")
    }
  }

  private func corner(of box: Drawing.Box) -> Drawing.Box {
    Drawing.Box(x: box.middle.x, y: box.middle.y, width: 0, height: 0)
  }

  @Test func `default and conditional flows are told apart`() throws {
    let flows = try DrawnModel.constructs.drawing().flows
    #expect(
      flows.first { $0.id == "F4" }?.kind == .sequence(isDefault: true, isConditional: false))
    #expect(
      flows.first { $0.id == "F3" }?.kind == .sequence(isDefault: false, isConditional: false))
  }

  @Test func `names are translated before they are broken into lines`() throws {
    let drawing = try DrawnModel.order.drawing {
      $0 == "Review quote" ? "Examiner le devis reçu" : $0
    }
    let task = try #require(drawing.nodes.first { $0.id == "Task_ReviewQuote" })
    #expect(task.name == "Examiner le devis reçu")
    #expect(task.label?.lines.map(\.text) == ["Examiner le", "devis reçu"])
  }

  @Test func `names of activities stand in their middle`() throws {
    for node in try DrawnModel.order.drawing().nodes where !node.kind.hasOuterLabel {
      let label = try #require(node.label)
      #expect(label.bounds.middle.x == node.bounds.middle.x)
      #expect(node.bounds.contains(label.bounds), "\(node.id)")
    }
  }

  @Test func `outer names hang under the middle of their place in the file`() throws {
    let nodes = try DrawnModel.order.drawing().nodes
    let node = try #require(nodes.first { $0.id == "Event_OrderPlaced" })
    let label = try #require(node.label)
    #expect(label.bounds.middle.x == 138 + 65 / 2.0)
    #expect(label.bounds.y == 414)
    #expect(label.lines.count == 1)
  }

  @Test func `names of pools and lanes are turned`() throws {
    let drawing = try DrawnModel.constructs.drawing()
    let open = try #require(drawing.pools.first { $0.isOpen })
    #expect(open.label.isTurned)
    #expect(open.label.bounds.middle.x == open.bounds.x + 15)
    #expect(drawing.lanes.compactMap(\.label).allSatisfy { $0.isTurned })
    #expect(drawing.pools.first { !$0.isOpen }?.label.isTurned == false)
  }
}
