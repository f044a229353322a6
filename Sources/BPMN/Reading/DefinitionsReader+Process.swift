extension DefinitionsReader {
  mutating func process(_ element: XMLTree) -> Process {
    expect(
      ["id", "name", "processType", "isClosed", "isExecutable", "definitionalCollaborationRef"],
      on: element)
    let content = flowElements(of: element)
    let nodes = Set(content.allNodes.map(\.id))
    var lanes: [Lane] = []
    for child in element.children where !isFlowElement(child) {
      switch child.bpmnName {
      case "laneSet": laneSet(child, of: element, nodes: nodes, into: &lanes)
      case "extensionElements": processExtensions(child, of: element)
      default: dropOrRefuse(child, in: element)
      }
    }
    return Process(
      id: id(of: element), name: element.attributes["name"],
      isExecutable: boolean("isExecutable", of: element) ?? false, line: element.line,
      lanes: lanes, content: content)
  }

  /// Camunda Modeler keeps the forms it embeds, and the version tag it shows, on the process.
  private mutating func processExtensions(_ element: XMLTree, of process: XMLTree) {
    var read = extensions(element, of: process)
    read.unknown.removeAll { ["zeebe:userTaskForm", "zeebe:versionTag"].contains($0.name) }
    refuse(read, on: process)
  }

  private mutating func laneSet(
    _ element: XMLTree, of owner: XMLTree, nodes: Set<String>, into lanes: inout [Lane]
  ) {
    expect(["id", "name"], on: element, of: owner)
    for child in element.children {
      if child.isBPMN("lane") {
        lane(child, nodes: nodes, into: &lanes)
      } else {
        dropOrRefuse(child, in: element)
      }
    }
  }

  private mutating func lane(_ element: XMLTree, nodes: Set<String>, into lanes: inout [Lane]) {
    expect(["id", "name"], on: element)
    var inside: [String] = []
    var nested: [Lane] = []
    for child in element.children {
      switch child.bpmnName {
      case "flowNodeRef":
        inside.append(child.trimmedText)
        if !nodes.contains(child.trimmedText) {
          report(
            child, of: element, "the flow node \(child.trimmedText) does not exist in this process")
        }
      case "childLaneSet": laneSet(child, of: element, nodes: nodes, into: &nested)
      default: dropOrRefuse(child, in: element)
      }
    }
    lanes.append(Lane(id: id(of: element), name: element.attributes["name"], nodes: inside))
    lanes += nested
  }

  /// The nodes and flows directly inside a process or subprocess; its other children are for the caller.
  mutating func flowElements(of scope: XMLTree) -> FlowElements {
    var flows: [SequenceFlow] = []
    for child in scope.children where child.isBPMN("sequenceFlow") {
      flows.append(sequenceFlow(child))
    }
    let ends = FlowEnds(flows)
    var nodes: [FlowNode] = []
    for child in scope.children where isFlowNode(child) {
      nodes.append(flowNode(child, flows: ends))
    }
    return FlowElements(nodes: nodes, flows: flows)
  }

  func isFlowElement(_ element: XMLTree) -> Bool {
    element.isBPMN("sequenceFlow") || isFlowNode(element)
  }

  private mutating func sequenceFlow(_ element: XMLTree) -> SequenceFlow {
    expect(["id", "name", "sourceRef", "targetRef", "isImmediate"], on: element)
    var condition: String?
    for child in element.children {
      if child.isBPMN("conditionExpression") {
        if condition != nil { report(child, of: element, "a sequence flow has one condition") }
        condition = expression(child, of: element)
      } else {
        dropOrRefuse(child, in: element)
      }
    }
    return SequenceFlow(
      id: id(of: element), name: element.attributes["name"],
      source: required("sourceRef", of: element), target: required("targetRef", of: element),
      condition: condition, line: element.line)
  }

  /// The text of an expression: FEEL if it names its language at all.
  mutating func expression(_ element: XMLTree, of owner: XMLTree) -> String {
    if let language = element.attributes["language"], !language.lowercased().contains("feel") {
      report(
        element, of: owner, "expressions are FEEL; the language \(language) cannot be executed")
    }
    if element.trimmedText.isEmpty { report(element, of: owner, "\(element.name) is empty") }
    if let child = element.children.first {
      report(child, of: owner, "\(element.name) contains the element \(child.name)")
    }
    return element.trimmedText
  }
}

/// The ids of the sequence flows of one scope by the node they reach or leave, in the order of the file.
struct FlowEnds {
  private(set) var incoming: [String: [String]] = [:]
  private(set) var outgoing: [String: [String]] = [:]

  init(_ flows: [SequenceFlow]) {
    for flow in flows {
      incoming[flow.target, default: []].append(flow.id)
      outgoing[flow.source, default: []].append(flow.id)
    }
  }
}
