import BPMN
import FEEL

extension Elements {
  /// A registered handler does the work.
  struct ServiceTask: Behavior {
    static let title = "service task"
    static let extensions: Set<ExtensionKind> = [.taskDefinition, .inputs, .outputs, .headers]
    static func describes(_ node: FlowNode) -> Bool { node.type == "serviceTask" }

    let type: String
    private let retries: TextExpression
    private let headers: Context

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      let definition = node.extensions.taskDefinition
      type = definition?.type ?? ""
      retries =
        compiler.formula(optional: definition?.retries, of: node, "the retries") ?? .text("3")
      var headers = Context()
      for header in node.extensions.headers { headers[header.name] = .string(header.value) }
      self.headers = headers
      if definition == nil {
        compiler.refuse(node, "names no handler (zeebe:taskDefinition type)")
      } else if !compiler.handlers.contains(type) {
        let known = compiler.handlers.sorted().joined(separator: ", ")
        compiler.refuse(node, "there is no handler `\(type)`; there are: \(known)")
      }
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      let retries = try retries.integer(
        "the retries of \(token.node.label)", from: 1...1_000,
        in: execution.surroundings(of: token.key))
      execution.emit(
        .jobCreated(
          Job(
            key: execution.nextKey, owner: token.key, element: token.node.id, type: type,
            headers: headers, input: execution.element(token.key)?.variables ?? Context(),
            retries: retries, notBefore: execution.now)))
    }
  }
}
