import BPMN
import FEEL

/// What one type of flow node does: one file for each in `Elements/`, all named in `Behaviors.all`.
protocol Behavior: Sendable {
  /// How the type is called in `docs/bpmn-support.md`.
  static var title: String { get }
  /// The attributes that it understands, besides `id` and `name`.
  static var attributes: Set<String> { get }
  /// The extension elements that it understands.
  static var extensions: Set<ExtensionKind> { get }
  /// Whether a flow node of the file is of this type.
  static func describes(_ node: FlowNode) -> Bool

  /// Reads what is special about the node; what cannot be executed becomes a problem of the compiler.
  init(_ node: FlowNode, _ compiler: inout Compiler)

  /// What it waits for while it is active, besides the events on its border.
  var catches: [Catch] { get }
  /// Whether a token waits here for one from each incoming flow.
  var joins: Bool { get }

  /// A token has arrived and the input mappings are done.
  func activate(_ token: Token, _ execution: inout Execution) throws(Trouble)
}

extension Behavior {
  static var attributes: Set<String> { [] }
  static var extensions: Set<ExtensionKind> { [] }
  var catches: [Catch] { [] }
  var joins: Bool { false }
}

/// A flow node that gets the token when a message, a timer or an error that something waits for happens.
protocol Catching: Behavior {
  /// `owner` is the element instance that waited.
  func fire(_ node: Node, owner: ElementInstance, payload: Context, _ execution: inout Execution)
}

/// The kinds of extension elements, so that a type of flow node can say which it understands.
enum ExtensionKind: String, CaseIterable, Sendable {
  case taskDefinition, userTask, assignment, schedule, priority, form, inputs, outputs
  case correlationKey, script, headers, properties
}

/// A token at a flow node: an element instance with what the model says of it.
struct Token {
  let key: Key
  let scope: Key
  let node: Node
}
