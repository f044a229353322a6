import BPMN
import FEEL

extension Elements {
  /// Evaluates an expression and keeps the result.
  struct ScriptTask: Behavior {
    static let title = "script task"
    static let extensions: Set<ExtensionKind> = [.script, .inputs, .outputs]
    static func describes(_ node: FlowNode) -> Bool { node.type == "scriptTask" }

    private let expression: TextExpression?
    private let resultVariable: String

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      resultVariable = node.extensions.script?.resultVariable ?? ""
      expression = compiler.formula(
        optional: node.extensions.script?.expression, of: node, "the script")
      if node.extensions.script == nil || node.script != nil {
        compiler.refuse(
          node, "its script must be a FEEL expression (zeebe:script expression and resultVariable)")
      } else if resultVariable.isEmpty {
        compiler.refuse(node, "the script names no resultVariable")
      }
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      guard let expression else { return }
      let value = try execution.value(
        of: expression, "the script of \(token.node.label)",
        in: execution.surroundings(of: token.key))
      execution.complete(token.key, result: [resultVariable: value])
    }
  }
}
