import BPMN
import FEEL

extension Elements {
  /// Waits for a message.
  struct ReceiveTask: Catching {
    static let title = "receive task"
    static let attributes: Set<String> = ["messageRef"]
    static let extensions: Set<ExtensionKind> = [.inputs, .outputs]
    static func describes(_ node: FlowNode) -> Bool { node.type == "receiveTask" }

    let catches: [Catch]

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      catches =
        compiler.messageTrigger(ofReceiveTask: node).map {
          [Catch(target: node.id, trigger: $0)]
        } ?? []
    }

    /// The wait has been opened already.
    func activate(_ token: Token, _ execution: inout Execution) {}

    func fire(_ node: Node, owner: ElementInstance, payload: Context, _ execution: inout Execution)
    {
      execution.arrive(at: node, owner: owner, payload: payload)
    }
  }
}

extension Compiler {
  mutating func messageTrigger(ofReceiveTask node: FlowNode) -> Trigger? {
    guard let message = message(of: node, reference: node.attributes["messageRef"]) else {
      return nil
    }
    return .message(name: message.name, correlationKey: correlationKey(of: message))
  }
}
