/// Looks whether the elements that name each other exist and fit.
struct ReferenceCheck {
  private let definitions: Definitions
  private let messageIDs: Set<String>
  private let errorIDs: Set<String>
  /// By the ids of the participants and of the flow nodes inside them.
  private let pools: [String: Participant]
  private var problems: [ReadFailure.Problem] = []

  static func problems(of definitions: Definitions) -> [ReadFailure.Problem] {
    var check = ReferenceCheck(definitions)
    check.messages()
    for process in definitions.processes { check.scope(process.content) }
    if let collaboration = definitions.collaboration { check.collaboration(collaboration) }
    return check.problems
  }

  private init(_ definitions: Definitions) {
    self.definitions = definitions
    messageIDs = Set(definitions.messages.map(\.id))
    errorIDs = Set(definitions.errors.map(\.id))
    pools = Self.pools(of: definitions)
  }

  private static func pools(of definitions: Definitions) -> [String: Participant] {
    var pools: [String: Participant] = [:]
    for participant in definitions.collaboration?.participants ?? [] {
      pools[participant.id] = participant
      for node in definitions.process(of: participant)?.allNodes ?? [] {
        pools[node.id] = participant
      }
    }
    return pools
  }

  private mutating func report(_ id: String, _ line: Int, _ reason: String) {
    problems.append(ReadFailure.Problem(elementID: id, line: line, reason: reason))
  }

  private mutating func messages() {
    var lines: [String: Int] = [:]
    for message in definitions.messages {
      if let first = lines[message.name] {
        report(
          message.id, message.line,
          "the message on line \(first) has the same name, \(message.name)")
      } else {
        lines[message.name] = message.line
      }
    }
  }
}

// MARK: - Processes

extension ReferenceCheck {
  private mutating func scope(_ content: FlowElements) {
    let nodes = Set(content.nodes.map(\.id))
    for flow in content.flows {
      for (attribute, end) in [("sourceRef", flow.source), ("targetRef", flow.target)]
      where !end.isEmpty && !nodes.contains(end) {
        report(
          flow.id, flow.line,
          "\(attribute) is \(end), which is no flow node in the same process or subprocess")
      }
    }
    for node in content.nodes {
      check(node, among: nodes)
      if let inside = node.content { scope(inside) }
    }
  }

  private mutating func check(_ node: FlowNode, among siblings: Set<String>) {
    if node.type == "boundaryEvent" {
      switch node.attributes["attachedToRef"] {
      case nil: report(node.id, node.line, "boundaryEvent needs the attribute attachedToRef")
      case let host? where !siblings.contains(host) || host == node.id:
        report(
          node.id, node.line,
          "attachedToRef is \(host), which is no flow node in the same process or subprocess")
      case .some: break
      }
    }
    if let flow = node.attributes["default"], !node.outgoing.contains(flow) {
      report(node.id, node.line, "default is \(flow), which is no sequence flow from this node")
    }
    checkDeclarations(node.id, node.line, node.attributes)
    for definition in node.eventDefinitions {
      checkDeclarations(node.id, definition.line, definition.attributes)
    }
  }

  private mutating func checkDeclarations(
    _ id: String, _ line: Int, _ attributes: [String: String]
  ) {
    if let message = attributes["messageRef"], !messageIDs.contains(message) {
      report(id, line, "messageRef is \(message), which is no message of this file")
    }
    if let error = attributes["errorRef"], !errorIDs.contains(error) {
      report(id, line, "errorRef is \(error), which is no error of this file")
    }
  }
}

// MARK: - Collaboration

extension ReferenceCheck {
  private mutating func collaboration(_ collaboration: Collaboration) {
    participants(collaboration.participants)
    for flow in collaboration.messageFlows { messageFlow(flow) }
  }

  private mutating func participants(_ participants: [Participant]) {
    var names: [String: Int] = [:]
    var processes: [String: Int] = [:]
    for participant in participants {
      if let first = names.updateValue(participant.line, forKey: participant.name) {
        report(
          participant.id, participant.line,
          "the participant on line \(first) has the same name, \(participant.name)")
      }
      guard let process = participant.processID else { continue }
      if definitions.process(id: process) == nil {
        report(
          participant.id, participant.line,
          "processRef is \(process), which is no process of this file")
      }
      if let first = processes.updateValue(participant.line, forKey: process) {
        report(
          participant.id, participant.line,
          "the participant on line \(first) has the same process, \(process)")
      }
    }
  }

  private mutating func messageFlow(_ flow: MessageFlow) {
    let source = pool(of: flow.source, "sourceRef", flow)
    let target = pool(of: flow.target, "targetRef", flow)
    if let source, source == target {
      report(
        flow.id, flow.line,
        "both ends are in the pool \(source.name); a message flow joins two pools")
    }
  }

  private mutating func pool(
    of end: String, _ attribute: String, _ flow: MessageFlow
  ) -> Participant? {
    if end.isEmpty { return nil }
    if let pool = pools[end] { return pool }
    report(
      flow.id, flow.line,
      "\(attribute) is \(end), which is neither a participant nor a flow node in a pool")
    return nil
  }
}
