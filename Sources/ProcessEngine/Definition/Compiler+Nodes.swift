import BPMN
import FEEL

extension Compiler {
  /// Everything inside a process or subprocess, and inside that.
  mutating func compile(
    _ content: FlowElements, container: String, nodes: inout [String: Node],
    containers: inout [String: Container]
  ) {
    let flows = Dictionary(
      content.flows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for node in content.nodes {
      if let compiled = compile(node, container: container, flows: flows, siblings: content.nodes) {
        nodes[node.id] = compiled
      }
      if let inside = node.content {
        compile(inside, container: node.id, nodes: &nodes, containers: &containers)
      }
    }
    containers[container] = self.container(content)
  }

  private mutating func compile(
    _ node: FlowNode, container: String, flows: [String: SequenceFlow], siblings: [FlowNode]
  ) -> Node? {
    guard let type = Behaviors.all.first(where: { $0.describes(node) }) else {
      refuse(
        node, "a node of type \(node.type) cannot be executed (docs/bpmn-support.md lists what can)"
      )
      return nil
    }
    refuseWhatIsNotUnderstood(node, by: type)
    let border = siblings.filter {
      $0.type == "boundaryEvent" && $0.attributes["attachedToRef"] == node.id
    }
    let triggers = catches(of: border, allowed: Elements.BoundaryEvent.triggers)
    refuseRepeated(triggers)
    return Node(
      id: node.id, name: node.name, line: node.line, container: container, incoming: node.incoming,
      outgoing: node.outgoing.compactMap { id in flows[id].map { outgoing($0, of: node, by: type) }
      },
      inputs: mappings(node.extensions.inputs, of: node, "an input mapping"),
      outputs: mappings(node.extensions.outputs, of: node, "an output mapping"),
      boundary: triggers.filter { !$0.isError }, errorHandlers: triggers.filter(\.isError),
      behavior: type.init(node, &self))
  }

  private mutating func outgoing(
    _ flow: SequenceFlow, of node: FlowNode, by type: any Behavior.Type
  ) -> OutgoingFlow {
    if flow.condition != nil && type != Elements.ExclusiveGateway.self {
      refuse(
        id: flow.id, line: flow.line,
        "a condition is only executed behind an exclusive gateway, not behind a \(type.title)")
    }
    let condition = flow.condition.flatMap {
      formula($0, id: flow.id, line: flow.line, "the condition")
    }
    return OutgoingFlow(id: flow.id, target: flow.target, condition: condition)
  }

  /// What the given events wait for; the events themselves are the targets.
  private mutating func catches(of events: [FlowNode], allowed: Set<String>) -> [Catch] {
    events.compactMap { event in
      trigger(of: event, allowed: allowed).map { Catch(target: event.id, trigger: $0) }
    }
  }

  /// Of two events that wait for the same message or error at the same place, one could never happen.
  mutating func refuseRepeated(_ catches: [Catch]) {
    var seen: Set<String> = []
    for wait in catches {
      let name: String
      switch wait.trigger {
      case .message(let message, _): name = "the message \(message)"
      case .error(let code): name = code.map { "the error \($0)" } ?? "every error"
      case .timer: continue
      }
      if !seen.insert(name).inserted, let event = source(wait.target) {
        refuse(event, "another event at the same place waits for \(name) already")
      }
    }
  }

  private mutating func container(_ content: FlowElements) -> Container {
    let isEventSubprocess = Elements.EventSubprocess.describes
    let starts = content.nodes.filter { isEventSubprocess($0) }
      .compactMap { $0.content?.nodes.first { $0.type == "startEvent" } }
      .filter { !$0.eventDefinitions.isEmpty }
    let triggers = catches(of: starts, allowed: Elements.EventSubprocess.triggers)
    refuseRepeated(triggers)
    return Container(
      startEvents: content.nodes.filter { $0.type == "startEvent" }.map(\.id),
      eventSubprocesses: triggers.filter { !$0.isError },
      errorSubprocesses: triggers.filter(\.isError))
  }

  private mutating func refuseWhatIsNotUnderstood(_ node: FlowNode, by type: any Behavior.Type) {
    for child in node.otherChildren {
      refuse(id: node.id, line: child.line, "\(child.type) cannot be executed")
    }
    for unknown in node.extensions.unknown {
      refuse(id: node.id, line: unknown.line, "the extension element \(unknown.name) is not known")
    }
    for attribute in node.attributes.keys.sorted()
    where !type.attributes.contains(attribute)
      && !Self.isHarmless(attribute, node.attributes[attribute])
    {
      refuse(node, "the attribute \(attribute) of a \(type.title) cannot be executed")
    }
    for kind in node.extensions.kinds where !type.extensions.contains(kind) {
      refuse(node, "the extension \(kind.rawValue) has no meaning on a \(type.title)")
    }
    if node.eventDefinitions.count > 1 {
      refuse(node, "has more than one event definition")
    }
  }

  /// Attributes that say what holds anyway.
  private static func isHarmless(_ attribute: String, _ value: String?) -> Bool {
    switch attribute {
    case "isForCompensation", "parallelMultiple", "instantiate", "triggeredByEvent":
      value == "false"
    case "startQuantity", "completionQuantity": value == "1"
    case "gatewayDirection", "implementation": true
    default: false
    }
  }
}

extension Catch {
  var isError: Bool {
    if case .error = trigger { true } else { false }
  }
}

extension ExtensionElements {
  /// The kinds that are present.
  var kinds: [ExtensionKind] {
    ExtensionKind.allCases.filter { kind in
      switch kind {
      case .taskDefinition: taskDefinition != nil
      case .userTask: isNativeUserTask
      case .assignment: assignment != nil
      case .schedule: schedule != nil
      case .priority: priority != nil
      case .form: formID != nil
      case .inputs: !inputs.isEmpty
      case .outputs: !outputs.isEmpty
      case .correlationKey: correlationKey != nil
      case .script: script != nil
      case .headers: !headers.isEmpty
      case .properties: !properties.isEmpty
      }
    }
  }
}
