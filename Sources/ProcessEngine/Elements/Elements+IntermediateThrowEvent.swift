import BPMN

extension Elements {
  /// A token passes: a mark in the drawing, or a message that is sent.
  struct IntermediateThrowEvent: Behavior {
    static let title = "intermediate throw event"
    static let extensions: Set<ExtensionKind> = [.inputs, .outputs]
    static func describes(_ node: FlowNode) -> Bool { node.type == "intermediateThrowEvent" }

    private let message: OutgoingMessage?

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      guard let definition = node.eventDefinitions.first else {
        message = nil
        return
      }
      if definition.type == "message" {
        message = OutgoingMessage(
          of: node, reference: definition.attributes["messageRef"], &compiler)
      } else {
        message = nil
        compiler.refuse(
          id: node.id, line: definition.line,
          "an intermediate throw event of type \(definition.type) cannot be executed")
      }
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      try message?.send(token, &execution)
      execution.complete(token.key)
    }
  }
}
