import BPMN

extension Elements {
  /// The first outgoing flow whose condition holds is taken, in the order of the file; else the default flow.
  struct ExclusiveGateway: Behavior {
    static let title = "exclusive gateway"
    static let attributes: Set<String> = ["default"]
    static func describes(_ node: FlowNode) -> Bool { node.type == "exclusiveGateway" }

    private let defaultFlow: String?

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      defaultFlow = node.attributes["default"]
      if node.outgoing.isEmpty { compiler.refuse(node, "no sequence flow leads out of it") }
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      let flows = token.node.outgoing
      if flows.count == 1, flows[0].condition == nil {
        return execution.complete(token.key, along: flows[0])
      }
      let surroundings = execution.surroundings(of: token.key)
      for flow in flows where flow.id != defaultFlow {
        guard let condition = flow.condition else {
          throw Trouble(
            reason:
              "the flow \(flow.id) behind \(token.node.label) has no condition and is not the default"
          )
        }
        if try condition.boolean("the condition of the flow \(flow.id)", in: surroundings) {
          return execution.complete(token.key, along: flow)
        }
      }
      guard let flow = flows.first(where: { $0.id == defaultFlow }) else {
        throw Trouble(
          reason: "no condition behind \(token.node.label) holds, and it has no default flow")
      }
      execution.complete(token.key, along: flow)
    }
  }
}
