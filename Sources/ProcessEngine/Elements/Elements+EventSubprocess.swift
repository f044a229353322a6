import BPMN

extension Elements {
  /// A subprocess that a message, timer or error starts while the scope around it is active.
  struct EventSubprocess: Behavior {
    static let title = "event subprocess"
    static let attributes: Set<String> = ["triggeredByEvent"]
    static let triggers: Set<String> = ["message", "timer", "error"]
    static func describes(_ node: FlowNode) -> Bool {
      node.type == "subProcess" && node.attributes["triggeredByEvent"] == "true"
    }

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      if let start = node.content?.nodes.first(where: { $0.type == "startEvent" }),
        start.eventDefinitions.isEmpty
      {
        compiler.refuse(start, "the start event of an event subprocess needs a trigger")
      }
    }

    /// Begun by its start event, never by a token.
    func activate(_ token: Token, _ execution: inout Execution) {}
  }
}
