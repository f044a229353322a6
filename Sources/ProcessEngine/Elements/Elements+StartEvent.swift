import BPMN
import FEEL

extension Elements {
  /// Where a process or subprocess begins: none, by message (the process), or by the trigger of an event subprocess.
  struct StartEvent: Catching {
    static let title = "start event"
    static let attributes: Set<String> = ["isInterrupting"]
    static let extensions: Set<ExtensionKind> = [.outputs]
    static func describes(_ node: FlowNode) -> Bool { node.type == "startEvent" }

    /// nil for a none start event.
    let trigger: Trigger?
    /// Whether the event subprocess takes the place of all that is in the scope around it.
    let interrupts: Bool

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      let isInterrupting = node.attributes["isInterrupting"] != "false"
      let allowed = compiler.triggersAllowed(toStart: node)
      trigger =
        node.eventDefinitions.isEmpty ? nil : compiler.trigger(of: node, allowed: allowed)
      interrupts = isInterrupting && trigger != nil
      if !isInterrupting && node.eventDefinitions.first?.type == "error" {
        compiler.refuse(node, "an error always interrupts (isInterrupting must not be false)")
      }
    }

    func activate(_ token: Token, _ execution: inout Execution) { execution.complete(token.key) }

    /// The event subprocess around this event begins in the scope that waited.
    func fire(_ node: Node, owner: ElementInstance, payload: Context, _ execution: inout Execution)
    {
      if interrupts {
        execution.terminateContent(of: owner.key)
        execution.closeEventSubprocesses(of: owner)
      }
      let key = execution.nextKey
      execution.emit(.elementActivated(key: key, element: node.container, scope: owner.key))
      execution.pass(node, scope: key, payload: payload)
    }
  }
}

extension Compiler {
  /// Which triggers a start event may have, by where it stands.
  fileprivate func triggersAllowed(toStart node: FlowNode) -> Set<String> {
    if process.content.nodes.contains(where: { $0.id == node.id }) { return ["message"] }
    return isInEventSubprocess(node) ? Elements.EventSubprocess.triggers : []
  }

  private func isInEventSubprocess(_ node: FlowNode) -> Bool {
    allSources.contains { source in
      Elements.EventSubprocess.describes(source)
        && source.content?.nodes.contains { $0.id == node.id } == true
    }
  }
}
