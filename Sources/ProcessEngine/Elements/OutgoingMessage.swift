import BPMN
import FEEL

/// The message that a send task or a throwing event sends: its payload is the element's local variables.
struct OutgoingMessage: Hashable, Sendable {
  private let name: String
  private let correlationKey: TextExpression

  init?(of node: FlowNode, reference: String?, _ compiler: inout Compiler) {
    guard let message = compiler.message(of: node, reference: reference) else { return nil }
    name = message.name
    correlationKey = compiler.correlationKey(of: message)
  }

  func send(_ token: Token, _ execution: inout Execution) throws(Trouble) {
    let key = try correlationKey.string(
      "the correlation key of \(name)", in: execution.surroundings(of: token.key))
    let payload = execution.element(token.key)?.variables ?? Context()
    execution.emit(
      .messageSent(
        name: name, correlationKey: key, payload: payload, element: token.node.id))
  }
}
