import BPMN

extension Compiler {
  /// Nodes that no token could reach, and tokens that would have nowhere to begin.
  mutating func checkConnections(nodes: [String: Node], containers: [String: Container]) {
    for node in nodes.values.sorted(by: { $0.line < $1.line }) {
      let begins =
        node.behavior is Elements.StartEvent || node.behavior is Elements.BoundaryEvent
        || node.behavior is Elements.EventSubprocess
      if begins && !node.incoming.isEmpty {
        refuse(id: node.id, line: node.line, "nothing may flow into it")
      }
      if !begins && node.incoming.isEmpty {
        refuse(id: node.id, line: node.line, "cannot be reached: no sequence flow leads to it")
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
      if container.startEvents.isEmpty || (!isProcess && container.startEvents.count > 1) {
        let line = isProcess ? process.line : nodes[id]?.line ?? process.line
        refuse(
          id: id, line: line, isProcess ? "has no start event" : "needs exactly one start event")
      }
    }
  }
}
