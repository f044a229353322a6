import BPMN
import FEEL

/// Turns what the reader read into what the engine runs, and collects everything that stands in the way.
struct Compiler {
  let definitions: Definitions
  let process: BPMN.Process
  let handlers: Set<String>
  let forms: Set<String>
  private(set) var problems: [ReadFailure.Problem] = []
  private var sources: [String: FlowNode] = [:]
  private var flows: [String: SequenceFlow] = [:]

  init(_ definitions: Definitions, process: BPMN.Process, handlers: Set<String>, forms: Set<String>)
  {
    self.definitions = definitions
    self.process = process
    self.handlers = handlers
    self.forms = forms
    index(process.content)
  }

  private mutating func index(_ content: FlowElements) {
    for flow in content.flows { flows[flow.id] = flow }
    for node in content.nodes {
      sources[node.id] = node
      if let inside = node.content { index(inside) }
    }
  }

  mutating func refuse(_ node: FlowNode, _ reason: String) {
    refuse(id: node.id, line: node.line, reason)
  }

  mutating func refuse(id: String?, line: Int, _ reason: String) {
    let problem = ReadFailure.Problem(elementID: id, line: line, reason: reason)
    // A trigger is looked at from the event and from what it belongs to.
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// The node of the file with this id.
  func source(_ id: String) -> FlowNode? { sources[id] }

  /// Every node of the process, at any depth, by id.
  var allSources: [FlowNode] { sources.values.sorted { $0.id < $1.id } }

  /// The sequence flow with this id.
  func flow(_ id: String) -> SequenceFlow? { flows[id] }

  /// The node that a sequence flow leads to.
  func target(of flow: String) -> FlowNode? { flows[flow].flatMap { sources[$0.target] } }

  // MARK: Texts

  /// The formula of a text, nil after a problem was noted.
  mutating func formula(_ text: String, of node: FlowNode, _ purpose: String) -> TextExpression? {
    formula(text, id: node.id, line: node.line, purpose)
  }

  mutating func formula(_ text: String, id: String, line: Int, _ purpose: String) -> TextExpression?
  {
    do {
      return try TextExpression(property: text)
    } catch {
      refuse(id: id, line: line, "\(purpose): \(error)")
      return nil
    }
  }

  /// The formula of a text that may be missing.
  mutating func formula(optional text: String?, of node: FlowNode, _ purpose: String)
    -> TextExpression?
  {
    text.flatMap { formula($0, of: node, purpose) }
  }

  mutating func mappings(
    _ mappings: [ExtensionElements.Mapping], of node: FlowNode, _ purpose: String
  ) -> [VariableMapping] {
    mappings.compactMap { mapping in
      let path = mapping.target.split(separator: ".", omittingEmptySubsequences: false).map(
        String.init)
      guard path.allSatisfy({ !$0.isEmpty }) else {
        refuse(
          id: node.id, line: mapping.line,
          "\(purpose): the target `\(mapping.target)` is no variable path")
        return nil
      }
      return formula(mapping.source, id: node.id, line: mapping.line, purpose).map {
        VariableMapping(source: $0, target: path)
      }
    }
  }

  // MARK: References

  /// The declared message that a node refers to, by its event definition or its own attribute.
  mutating func message(of node: FlowNode, reference: String?) -> MessageDeclaration? {
    guard let reference else {
      refuse(node, "names no message (messageRef)")
      return nil
    }
    guard let message = definitions.messages.first(where: { $0.id == reference }) else {
      refuse(node, "refers to the message `\(reference)`, which is not declared")
      return nil
    }
    return message
  }

  /// The correlation key of a message: what the declaration says; without one, the instance's id is enough.
  mutating func correlationKey(of message: MessageDeclaration) -> TextExpression {
    let written = message.correlationKey.flatMap {
      formula($0, id: message.id, line: message.line, "the correlation key")
    }
    return written ?? .text("")
  }

  // MARK: Triggers

  /// What an event with one event definition waits for; `allowed` are the types that make sense there.
  mutating func trigger(of node: FlowNode, allowed: Set<String>) -> Trigger? {
    guard let definition = node.eventDefinitions.first else {
      refuse(node, "has no event definition, so nothing could ever trigger it")
      return nil
    }
    guard allowed.contains(definition.type) else {
      refuse(
        id: node.id, line: definition.line,
        "an event of type \(definition.type) cannot be executed here")
      return nil
    }
    switch definition.type {
    case "message":
      guard let message = message(of: node, reference: definition.attributes["messageRef"]) else {
        return nil
      }
      return .message(name: message.name, correlationKey: correlationKey(of: message))
    case "timer":
      return timerTrigger(of: node, definition)
    case "error":
      return .error(code: errorCode(of: node, definition))
    default:
      refuse(
        id: node.id, line: definition.line, "an event of type \(definition.type) cannot be executed"
      )
      return nil
    }
  }

  private mutating func timerTrigger(of node: FlowNode, _ definition: EventDefinition) -> Trigger? {
    guard let timer = definition.timer else {
      refuse(id: node.id, line: definition.line, "the timer has no date, duration or cycle")
      return nil
    }
    guard let formula = formula(timer.text, of: node, "the timer") else { return nil }
    let kind: Trigger.TimerKind =
      switch timer.kind {
      case .date: .date
      case .duration: .duration
      case .cycle: .cycle
      }
    if kind == .cycle && !Self.mayFireAgain(node) {
      refuse(
        id: node.id, line: definition.line,
        "a cycle only makes sense where the event does not interrupt and can happen again")
      return nil
    }
    if case .text(let text) = formula, let reason = TimerText.fault(in: text, kind: kind) {
      refuse(id: node.id, line: definition.line, reason)
      return nil
    }
    return .timer(kind: kind, formula)
  }

  /// Whether an event leaves what it happens to as it is, so that it can happen again.
  private static func mayFireAgain(_ event: FlowNode) -> Bool {
    switch event.type {
    case "boundaryEvent": event.attributes["cancelActivity"] == "false"
    case "startEvent": event.attributes["isInterrupting"] == "false"
    default: false
    }
  }

  /// The code of the error that an event throws or catches; nil, for catching, means all.
  mutating func errorCode(of node: FlowNode, _ definition: EventDefinition) -> String? {
    guard let reference = definition.attributes["errorRef"] else { return nil }
    guard let error = definitions.errors.first(where: { $0.id == reference }) else {
      refuse(node, "refers to the error `\(reference)`, which is not declared")
      return nil
    }
    guard let code = error.errorCode, !code.isEmpty else {
      refuse(id: error.id, line: error.line, "the error has no errorCode")
      return nil
    }
    return code
  }
}
