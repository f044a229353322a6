import BPMN
import FEEL

extension Elements {
  /// An event on the border of an activity: interrupting, it takes the activity's place; otherwise it adds a token.
  struct BoundaryEvent: Catching {
    static let title = "boundary event"
    static let attributes: Set<String> = ["attachedToRef", "cancelActivity"]
    static let extensions: Set<ExtensionKind> = [.outputs]
    static let triggers: Set<String> = ["message", "timer", "error"]
    static func describes(_ node: FlowNode) -> Bool { node.type == "boundaryEvent" }

    private let isInterrupting: Bool

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      isInterrupting = node.attributes["cancelActivity"] != "false"
      if !isInterrupting && node.eventDefinitions.first?.type == "error" {
        compiler.refuse(node, "an error always interrupts (cancelActivity must not be false)")
      }
      let host = node.attributes["attachedToRef"].flatMap { compiler.source($0) }
      if let host, !Self.isActivity(host) {
        compiler.refuse(node, "is attached to \(host.id), which is no activity")
      }
    }

    private static func isActivity(_ node: FlowNode) -> Bool {
      node.type.hasSuffix("Task") || (node.type == "subProcess" && !EventSubprocess.describes(node))
    }

    /// Never entered by a sequence flow.
    func activate(_ token: Token, _ execution: inout Execution) { execution.complete(token.key) }

    func fire(_ node: Node, owner: ElementInstance, payload: Context, _ execution: inout Execution)
    {
      guard let scope = owner.scope else { return }
      if isInterrupting { execution.terminate(owner.key) }
      execution.pass(node, scope: scope, payload: payload)
    }
  }
}
