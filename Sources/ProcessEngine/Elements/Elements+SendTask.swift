import BPMN

extension Elements {
  /// Sends a message and goes on.
  struct SendTask: Behavior {
    static let title = "send task"
    static let attributes: Set<String> = ["messageRef"]
    static let extensions: Set<ExtensionKind> = [.inputs, .outputs]
    static func describes(_ node: FlowNode) -> Bool { node.type == "sendTask" }

    private let message: OutgoingMessage?

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      message = OutgoingMessage(of: node, reference: node.attributes["messageRef"], &compiler)
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      try message?.send(token, &execution)
      execution.complete(token.key)
    }
  }
}
