package import FEEL

/// What an event waits for.
package enum Trigger: Hashable, Sendable {
  case message(name: String, correlationKey: TextExpression)
  case timer(kind: TimerKind, TextExpression)
  /// nil catches every code.
  case error(code: String?)

  package enum TimerKind: Hashable, Sendable { case date, duration, cycle }
}

/// One thing that is waited for, and the flow node that gets the token when it happens.
package struct Catch: Hashable, Sendable {
  let target: String
  let trigger: Trigger
}

/// `zeebe:input` or `zeebe:output`.
struct VariableMapping: Hashable, Sendable {
  let source: TextExpression
  /// The path of the target: `a.b` writes the entry `b` of the context `a`.
  let target: [String]
}
