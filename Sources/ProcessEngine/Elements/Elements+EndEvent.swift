import BPMN
import FEEL

extension Elements {
  /// Where a token ends: silently, by sending a message, by raising an error, or by ending its whole scope.
  struct EndEvent: Behavior {
    static let title = "end event"
    static let extensions: Set<ExtensionKind> = [.inputs, .outputs]
    static func describes(_ node: FlowNode) -> Bool { node.type == "endEvent" }

    private let kind: Kind

    private enum Kind {
      case none
      case message(OutgoingMessage)
      case error(code: String)
      case terminate
    }

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      kind = Self.kind(of: node, &compiler)
    }

    private static func kind(of node: FlowNode, _ compiler: inout Compiler) -> Kind {
      guard let definition = node.eventDefinitions.first else { return .none }
      switch definition.type {
      case "message":
        let reference = definition.attributes["messageRef"]
        return OutgoingMessage(of: node, reference: reference, &compiler).map(Kind.message) ?? .none
      case "error":
        if let code = compiler.errorCode(of: node, definition) { return .error(code: code) }
        compiler.refuse(node, "names no error (errorRef)")
        return .none
      case "terminate":
        return .terminate
      default:
        compiler.refuse(
          id: node.id, line: definition.line,
          "an end event of type \(definition.type) cannot be executed")
        return .none
      }
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      switch kind {
      case .none:
        execution.complete(token.key)
      case .message(let message):
        try message.send(token, &execution)
        execution.complete(token.key)
      case .error(let code):
        let variables = execution.element(token.key)?.variables ?? Context()
        execution.raise(error: code, from: token.key, variables: variables)
      case .terminate:
        execution.complete(token.key)
        execution.terminateContent(of: token.scope)
      }
    }
  }
}
