import BPMN

extension Compiler {
  /// Nodes that no token could reach, and tokens that would have nowhere to begin.
  mutating func checkConnections(nodes: [String: Node], containers: [String: Container]) {
    let reached = reachable(among: nodes)
    for node in nodes.values.sorted(by: { $0.line < $1.line }) {
      if begins(node) && !node.incoming.isEmpty {
        refuse(id: node.id, line: node.line, "nothing may flow into it")
      }
      if !reached.contains(node.id) {
        refuse(
          id: node.id, line: node.line,
          "cannot be reached: no sequence flow leads to it from a start or boundary event")
      }
      if node.behavior is Elements.EndEvent && !node.outgoing.isEmpty {
        refuse(id: node.id, line: node.line, "nothing may flow out of an end event")
      }
      if node.behavior is Elements.EventSubprocess && !node.outgoing.isEmpty {
        refuse(id: node.id, line: node.line, "nothing may flow out of an event subprocess")
      }
    }
    for (id, container) in containers.sorted(by: { $0.key < $1.key }) {
      let isProcess = id == process.id
      if isProcess { checkStarts(container, nodes: nodes) }
      if container.startEvents.isEmpty || (!isProcess && container.startEvents.count > 1) {
        let line = isProcess ? process.line : nodes[id]?.line ?? process.line
        refuse(
          id: id, line: line, isProcess ? "has no start event" : "needs exactly one start event")
      }
    }
  }

  /// Where tokens come from by themselves.
  private func begins(_ node: Node) -> Bool {
    node.behavior is Elements.StartEvent || node.behavior is Elements.BoundaryEvent
      || node.behavior is Elements.EventSubprocess
  }

  private func reachable(among nodes: [String: Node]) -> Set<String> {
    var reached = Set(nodes.values.filter(begins).map(\.id))
    var fresh = Array(reached)
    while let id = fresh.popLast() {
      for flow in nodes[id]?.outgoing ?? [] where reached.insert(flow.target).inserted {
        fresh.append(flow.target)
      }
    }
    return reached
  }

  /// Of two start events of a process with the same trigger, one could never happen.
  private mutating func checkStarts(_ process: Container, nodes: [String: Node]) {
    var seen: Set<String> = []
    for start in process.startEvents.compactMap({ nodes[$0] }) {
      let trigger = (start.behavior as? Elements.StartEvent)?.trigger
      let name = if case .message(let name, _) = trigger { "the message \(name)" } else { "nothing" }
      if !seen.insert(name).inserted {
        refuse(
          id: start.id, line: start.line, "another start event of the process waits for \(name) too")
      }
    }
  }
}
