extension FlowElements {
  /// The nodes here and inside the subprocesses, each subprocess before its inside.
  public var allNodes: [FlowNode] {
    nodes.flatMap { [$0] + ($0.content?.allNodes ?? []) }
  }

  /// The sequence flows here and inside the subprocesses.
  public var allFlows: [SequenceFlow] {
    flows + nodes.flatMap { $0.content?.allFlows ?? [] }
  }
}

extension Process {
  /// The nodes of the process, those inside subprocesses included.
  public var allNodes: [FlowNode] { content.allNodes }
}

/// Questions to a file. Each walks the file, so ask when loading, not at every step.
extension Definitions {
  public func process(id: String) -> Process? {
    processes.first { $0.id == id }
  }

  /// A flow node of any process, at any depth.
  public func node(id: String) -> FlowNode? {
    for process in processes {
      if let node = process.allNodes.first(where: { $0.id == id }) { return node }
    }
    return nil
  }

  /// Names of participants are unique in a file that was read.
  public func participant(named name: String) -> Participant? {
    collaboration?.participants.first { $0.name == name }
  }

  /// The process inside a pool; nil for a black-box pool.
  public func process(of participant: Participant) -> Process? {
    participant.processID.flatMap(process(id:))
  }

  /// The pool that a flow node is in, or the participant itself for a participant's id.
  public func participant(owning id: String) -> Participant? {
    collaboration?.participants.first { participant in
      participant.id == id
        || process(of: participant)?.allNodes.contains { $0.id == id } ?? false
    }
  }

  /// The message flows that leave a flow node or a black-box pool.
  public func messageFlows(from id: String) -> [MessageFlow] {
    collaboration?.messageFlows.filter { $0.source == id } ?? []
  }

  public func message(id: String) -> MessageDeclaration? {
    messages.first { $0.id == id }
  }

  /// What the node sends or receives: the message of its task (`messageRef`) or of its first message event definition.
  public func message(of node: FlowNode) -> MessageDeclaration? {
    let event = node.eventDefinitions.first { $0.type == "message" }
    return (node.attributes["messageRef"] ?? event?.attributes["messageRef"]).flatMap(message(id:))
  }
}
