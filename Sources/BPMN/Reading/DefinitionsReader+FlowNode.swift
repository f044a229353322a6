extension DefinitionsReader {
  /// The elements of BPMN 2.0.2 §10 that tokens go through. Which of them can be executed, the engine says.
  private static let nodeTypes: Set = [
    "task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "scriptTask",
    "businessRuleTask", "callActivity", "subProcess", "adHocSubProcess", "transaction",
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
    "implicitThrowEvent", "boundaryEvent", "exclusiveGateway", "inclusiveGateway",
    "parallelGateway", "complexGateway", "eventBasedGateway",
  ]
  private static let subprocessTypes: Set = ["subProcess", "adHocSubProcess", "transaction"]

  func isFlowNode(_ element: XMLTree) -> Bool {
    element.bpmnName.map(Self.nodeTypes.contains) ?? false
  }

  /// - Parameter flows: Those of the scope in which the node is.
  mutating func flowNode(_ element: XMLTree, flows: FlowEnds) -> FlowNode {
    expectNoText(in: element)
    let isSubprocess = Self.subprocessTypes.contains(element.name)
    var parts = FlowNodeParts()
    for child in element.children where !(isSubprocess && isFlowElement(child)) {
      read(child, of: element, into: &parts)
    }
    let id = id(of: element)
    let incoming = flows.incoming[id] ?? []
    let outgoing = flows.outgoing[id] ?? []
    compare(parts.incoming, with: incoming, "incoming", of: element)
    compare(parts.outgoing, with: outgoing, "outgoing", of: element)
    return FlowNode(
      id: id, name: element.attributes["name"], type: element.name, line: element.line,
      incoming: incoming, outgoing: outgoing,
      attributes: element.attributes.filter { $0.key != "id" && $0.key != "name" },
      eventDefinitions: parts.eventDefinitions, extensions: parts.extensions ?? ExtensionElements(),
      script: parts.script, content: isSubprocess ? flowElements(of: element) : nil,
      otherChildren: parts.otherChildren)
  }

  private mutating func read(
    _ child: XMLTree, of node: XMLTree, into parts: inout FlowNodeParts
  ) {
    switch child.bpmnName {
    case "incoming": parts.incoming.append(child.trimmedText)
    case "outgoing": parts.outgoing.append(child.trimmedText)
    case "script":
      if parts.script != nil { report(child, of: node, "\(node.name) has one script") }
      parts.script = child.text
    case "extensionElements":
      if parts.extensions != nil {
        report(child, of: node, "\(node.name) has one extensionElements")
      }
      parts.extensions = extensions(child, of: node)
    case let name? where name.hasSuffix("EventDefinition"):
      parts.eventDefinitions.append(eventDefinition(child, of: node))
    case let name? where !isDropped(name) && !isDrawnAssociation(child):
      parts.otherChildren.append(FlowNode.OtherChild(type: name, line: child.line))
    case .some: break
    case nil: dropOrRefuse(child, in: node)
    }
  }

  /// An arrow to or from a data object, without the assignments and transformations that would move data.
  private func isDrawnAssociation(_ child: XMLTree) -> Bool {
    (child.isBPMN("dataInputAssociation") || child.isBPMN("dataOutputAssociation"))
      && !child.children.contains { $0.isBPMN("assignment") || $0.isBPMN("transformation") }
  }

  /// The children `incoming` and `outgoing` repeat what the sequence flows say and may be left out altogether.
  private mutating func compare(
    _ declared: [String], with derived: [String], _ direction: String, of node: XMLTree
  ) {
    guard !declared.isEmpty else { return }
    let known = Set(derived)
    let named = Set(declared)
    for flow in declared where !known.contains(flow) {
      report(node, "\(direction) names \(flow), which is no such sequence flow of this node")
    }
    for flow in derived where !named.contains(flow) {
      report(node, "\(direction) leaves out the sequence flow \(flow)")
    }
  }

  private mutating func eventDefinition(_ element: XMLTree, of node: XMLTree) -> EventDefinition {
    expectNoText(in: element, of: node)
    let type = String(element.name.dropLast("EventDefinition".count))
    var timers: [EventDefinition.Timer] = []
    for child in element.children {
      if type == "timer", let kind = timerKind(child) {
        timers.append(EventDefinition.Timer(kind: kind, text: expression(child, of: node)))
      } else {
        dropOrRefuse(child, in: element)
      }
    }
    if type == "timer", timers.count != 1 {
      report(element, of: node, "a timer has one of timeDate, timeDuration and timeCycle")
    }
    return EventDefinition(
      type: type, line: element.line, attributes: element.attributes.filter { $0.key != "id" },
      timer: timers.first)
  }

  private func timerKind(_ element: XMLTree) -> EventDefinition.Timer.Kind? {
    switch element.bpmnName {
    case "timeDate": .date
    case "timeDuration": .duration
    case "timeCycle": .cycle
    default: nil
    }
  }
}

/// What was found inside a flow node so far.
private struct FlowNodeParts {
  var incoming: [String] = []
  var outgoing: [String] = []
  var eventDefinitions: [EventDefinition] = []
  var extensions: ExtensionElements?
  var script: String?
  var otherChildren: [FlowNode.OtherChild] = []
}
