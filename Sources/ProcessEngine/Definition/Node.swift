import FEEL

/// A flow node, ready to be executed.
struct Node: Sendable {
  let id: String
  let name: String?
  let line: Int
  /// The process or subprocess that contains it.
  let container: String
  let incoming: [String]
  let outgoing: [OutgoingFlow]
  let inputs: [VariableMapping]
  let outputs: [VariableMapping]
  /// The message and timer events on its border.
  let boundary: [Catch]
  /// The error events on its border.
  let errorHandlers: [Catch]
  let behavior: any Behavior

  /// What a person calls it.
  var label: String { name ?? id }
}

struct OutgoingFlow: Hashable, Sendable {
  let id: String
  let target: String
  let condition: TextExpression?
}

/// The inside of a process or subprocess.
struct Container: Sendable {
  /// Its start events; for an event subprocess the one that carries the trigger.
  let startEvents: [String]
  /// The message and timer triggers of the event subprocesses inside; the targets are their start events.
  let eventSubprocesses: [Catch]
  /// The same for errors.
  let errorSubprocesses: [Catch]
}
