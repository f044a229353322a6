import BPMN

extension Compiler {
  /// Nodes that no token could reach, and tokens that would have nowhere to begin.
  mutating func checkConnections(nodes: [String: Node], containers: [String: Container]) {
    let reached = reachable()
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

  /// What tokens can come to, through nodes that cannot be executed as well: each of those is a problem of its own.
  private func reachable() -> Set<String> {
    var fresh = allSources.filter { node in
      node.type == "startEvent" || node.type == "boundaryEvent"
        || Elements.EventSubprocess.describes(node)
    }
    var reached = Set(fresh.map(\.id))
    while let node = fresh.popLast() {
      for target in node.outgoing.compactMap({ target(of: $0) })
      where reached.insert(target.id).inserted {
        fresh.append(target)
      }
    }
    return reached
  }

  /// Of two start events of a process with the same trigger, one could never happen.
  private mutating func checkStarts(_ process: Container, nodes: [String: Node]) {
    var seen: Set<String> = []
    for start in process.startEvents.compactMap({ nodes[$0] }) {
      let name: String
      switch (start.behavior as? Elements.StartEvent)?.trigger {
      case .message(let message, _): name = "the message \(message)"
      case nil where source(start.id)?.eventDefinitions.isEmpty == true: name = "no event"
      default: continue
      }
      if !seen.insert(name).inserted {
        refuse(
          id: start.id, line: start.line, "another start event of the process waits for \(name) too"
        )
      }
    }
  }
}
