/// `bpmn:process`.
public struct Process: Hashable, Sendable {
  public let id: String
  public let name: String?
  public let isExecutable: Bool
  public let line: Int
  public let lanes: [Lane]
  public let content: FlowElements

  package init(
    id: String, name: String? = nil, isExecutable: Bool, line: Int = 0, lanes: [Lane] = [],
    content: FlowElements
  ) {
    self.id = id
    self.name = name
    self.isExecutable = isExecutable
    self.line = line
    self.lanes = lanes
    self.content = content
  }
}

/// `bpmn:lane`.
public struct Lane: Hashable, Sendable {
  public let id: String
  public let name: String?
  /// The flow nodes inside.
  public let nodes: [String]

  package init(
    id: String, name: String? = nil, nodes: [String] = []
  ) {
    self.id = id
    self.name = name
    self.nodes = nodes
  }
}

/// What a process or a subprocess contains.
public struct FlowElements: Hashable, Sendable {
  public let nodes: [FlowNode]
  public let flows: [SequenceFlow]

  package init(
    nodes: [FlowNode] = [], flows: [SequenceFlow] = []
  ) {
    self.nodes = nodes
    self.flows = flows
  }
}
