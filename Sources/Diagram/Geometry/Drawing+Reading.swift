package import BPMN

extension Drawing {
  /// Reads what a file draws; nil when it draws nothing.
  ///
  /// Left out is what has no token: annotations, data, groups; and what a collapsed subprocess hides.
  ///
  /// - Parameters:
  ///   - pool: Only this pool, by its name, and nothing that leaves it; nil for all of the file. A pool that is not there
  ///     gives nil.
  ///   - translate: Gives the model's words in the reader's language.
  package init?(
    _ definitions: Definitions, pool: String? = nil,
    translate: @escaping (String) -> String = { $0 }
  ) {
    guard let diagram = definitions.diagram else { return nil }
    var reader = DrawingReader(diagram, translate: translate)
    let participants = definitions.collaboration?.participants ?? []
    for participant in participants where pool == nil || participant.name == pool {
      reader.read(participant, definitions.process(of: participant))
    }
    if pool == nil {
      for process in definitions.processes
      where !participants.contains(where: { $0.processID == process.id }) {
        reader.read(process, in: nil)
      }
      for flow in definitions.collaboration?.messageFlows ?? [] { reader.read(flow) }
    }
    if reader.pools.isEmpty && reader.nodes.isEmpty { return nil }
    self.init(
      pools: reader.pools, lanes: reader.lanes, nodes: reader.nodesInOrder, flows: reader.flows)
  }
}

/// Joins what the model says of an element with where the diagram draws it. What is drawn nowhere is left out.
private struct DrawingReader {
  private(set) var pools: [Drawing.Pool] = []
  private(set) var lanes: [Drawing.Lane] = []
  private(set) var nodes: [Drawing.Node] = []
  private(set) var flows: [Drawing.Flow] = []

  private let shapes: [String: BPMN.Diagram.Shape]
  private let edges: [String: BPMN.Diagram.Edge]
  private let translate: (String) -> String

  init(_ diagram: BPMN.Diagram, translate: @escaping (String) -> String) {
    shapes = Dictionary(diagram.shapes.map { ($0.elementID, $0) }) { first, _ in first }
    edges = Dictionary(diagram.edges.map { ($0.elementID, $0) }) { first, _ in first }
    self.translate = translate
  }

  var nodesInOrder: [Drawing.Node] {
    nodes.filter { !$0.kind.isBoundary } + nodes.filter(\.kind.isBoundary)
  }

  mutating func read(_ participant: Participant, _ process: Process?) {
    if let shape = shapes[participant.id] {
      let name = translate(participant.name)
      let isHorizontal = shape.isHorizontal ?? true
      pools.append(
        Drawing.Pool(
          id: participant.id, name: name, bounds: shape.bounds,
          label: process == nil
            ? .inside(shape.bounds, name)
            : .atSide(of: shape.bounds, name, isHorizontal: isHorizontal),
          isOpen: process != nil, isHorizontal: isHorizontal))
    }
    if let process { read(process, in: participant.id) }
  }

  mutating func read(_ process: Process, in pool: String?) {
    for lane in process.lanes {
      guard let shape = shapes[lane.id] else { continue }
      let isHorizontal = shape.isHorizontal ?? true
      let name = lane.name.map(translate)
      lanes.append(
        Drawing.Lane(
          id: lane.id, name: name, bounds: shape.bounds,
          label: name.map { .atSide(of: shape.bounds, $0, isHorizontal: isHorizontal) },
          isHorizontal: isHorizontal, pool: pool ?? process.id))
    }
    // Of lanes inside lanes the innermost counts, which the file lists last.
    var laneOfNode: [String: String] = [:]
    for lane in process.lanes { for node in lane.nodes { laneOfNode[node] = lane.id } }
    read(process.content, pool: pool, parent: nil, lanes: laneOfNode)
  }

  private mutating func read(
    _ content: FlowElements, pool: String?, parent: String?, lanes: [String: String]
  ) {
    for node in content.nodes {
      guard let shape = shapes[node.id] else { continue }
      let kind = NodeKind(node, isExpanded: shape.isExpanded ?? false)
      nodes.append(
        Drawing.Node(
          id: node.id, name: node.name.map(translate), kind: kind, bounds: shape.bounds,
          label: label(of: node, kind, shape), pool: pool,
          lane: lanes[node.id] ?? parent.flatMap { lanes[$0] }, parent: parent))
      if kind.isFrame, let inside = node.content {
        read(inside, pool: pool, parent: node.id, lanes: lanes)
      }
    }
    let byDefault = Set(content.nodes.compactMap { $0.attributes["default"] })
    for flow in content.flows {
      let isDefault = byDefault.contains(flow.id)
      let fromGateway = content.nodes.contains {
        $0.id == flow.source && $0.type.hasSuffix("Gateway")
      }
      add(
        flow.id, flow.name,
        .sequence(
          isDefault: isDefault, isConditional: flow.condition != nil && !isDefault && !fromGateway),
        from: flow.source, to: flow.target, pool: pool)
    }
  }

  private func label(
    of node: FlowNode, _ kind: NodeKind, _ shape: BPMN.Diagram.Shape
  ) -> Label? {
    guard let name = node.name.map(translate), !name.isEmpty else { return nil }
    if kind.hasOuterLabel { return .outside(shape.bounds, place: shape.labelBounds, name) }
    return kind.isFrame ? .atTop(of: shape.bounds, name) : .inside(shape.bounds, name)
  }

  mutating func read(_ flow: MessageFlow) {
    add(flow.id, flow.name, .message, from: flow.source, to: flow.target, pool: nil)
  }

  private mutating func add(
    _ id: String, _ name: String?, _ kind: Drawing.Flow.Kind, from source: String,
    to target: String, pool: String?
  ) {
    guard let edge = edges[id], edge.waypoints.count >= 2 else { return }
    let name = name.map(translate)
    flows.append(
      Drawing.Flow(
        id: id, name: name, kind: kind, source: source, target: target, waypoints: edge.waypoints,
        label: name.flatMap {
          $0.isEmpty ? nil : .along(edge.waypoints, place: edge.labelBounds, $0)
        }, pool: pool))
  }
}
