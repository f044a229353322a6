import BPMN
import FEEL

extension Elements {
  /// A token waits for a message or a time.
  struct IntermediateCatchEvent: Catching {
    static let title = "intermediate catch event"
    static let extensions: Set<ExtensionKind> = [.outputs]
    static func describes(_ node: FlowNode) -> Bool { node.type == "intermediateCatchEvent" }
    static let triggers: Set<String> = ["message", "timer"]

    let catches: [Catch]

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      catches =
        compiler.trigger(of: node, allowed: Self.triggers).map {
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

extension Execution {
  /// What a node was waited for has come: the node itself waited, or an event-based gateway before it did.
  mutating func arrive(at node: Node, owner: ElementInstance, payload: Context) {
    if owner.element == node.id { return complete(owner.key, result: payload) }
    guard let gateway = passOn(owner.key, result: Context()),
      let flow = gateway.node.outgoing.first(where: { $0.target == node.id })
    else { return }
    emit(.flowTaken(flow: flow.id))
    pass(node, scope: gateway.scope, payload: payload)
  }
}
