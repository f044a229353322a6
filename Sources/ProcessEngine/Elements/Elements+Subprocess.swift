import BPMN

extension Elements {
  /// An embedded subprocess: a scope of its own, left when nothing moves in it any more.
  struct Subprocess: Behavior {
    static let title = "embedded subprocess"
    static let extensions: Set<ExtensionKind> = [.inputs, .outputs]
    static func describes(_ node: FlowNode) -> Bool {
      node.type == "subProcess" && !EventSubprocess.describes(node)
    }

    private let start: String?

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      let starts = node.content?.nodes.filter { $0.type == "startEvent" } ?? []
      start = starts.first?.id
      if starts.first.map({ !$0.eventDefinitions.isEmpty }) ?? false {
        compiler.refuse(node, "the start event of an embedded subprocess must have no trigger")
      }
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      guard let start else { return }
      try execution.begin(container: token.node.id, scope: token.key, at: start)
    }
  }
}
