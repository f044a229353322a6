import BPMN

extension Elements {
  /// The first outgoing flow whose condition holds is taken, in the order of the file; else the default flow, which is
  /// the only one that may have no condition.
  struct ExclusiveGateway: Behavior {
    static let title = "exclusive gateway"
    static let attributes: Set<String> = ["default"]
    static func describes(_ node: FlowNode) -> Bool { node.type == "exclusiveGateway" }

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      let defaultFlow = node.attributes["default"]
      if node.outgoing.isEmpty { compiler.refuse(node, "no sequence flow leads out of it") }
      for flow in node.outgoing.compactMap({ compiler.flow($0) }) {
        if flow.id == defaultFlow {
          if flow.condition != nil {
            compiler.refuse(
              id: flow.id, line: flow.line,
              "is the default behind an exclusive gateway and may have no condition")
          }
        } else if flow.condition == nil && node.outgoing.count > 1 {
          compiler.refuse(
            id: flow.id, line: flow.line,
            "stands behind an exclusive gateway and has no condition, but is not the default")
        }
      }
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      let flows = token.node.outgoing
      let surroundings = execution.surroundings(of: token.key)
      for flow in flows {
        guard let condition = flow.condition else { continue }
        if try condition.boolean("the condition of the flow \(flow.id)", in: surroundings) {
          return execution.complete(token.key, along: flow)
        }
      }
      guard let flow = flows.first(where: { $0.condition == nil }) else {
        throw Trouble(
          reason: "no condition behind \(token.node.label) holds, and it has no default flow")
      }
      execution.complete(token.key, along: flow)
    }
  }
}
