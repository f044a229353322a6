import BPMN

extension Elements {
  /// Waits for a token from each incoming flow, then takes every outgoing flow.
  struct ParallelGateway: Behavior {
    static let title = "parallel gateway"
    static func describes(_ node: FlowNode) -> Bool { node.type == "parallelGateway" }

    var joins: Bool { true }

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      if node.outgoing.isEmpty { compiler.refuse(node, "no sequence flow leads out of it") }
    }

    func activate(_ token: Token, _ execution: inout Execution) { execution.complete(token.key) }
  }
}
