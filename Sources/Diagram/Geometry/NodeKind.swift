import BPMN

/// What a flow node is drawn as (BPMN 2.0.2 §13.1).
package enum NodeKind: Hashable, Sendable {
  /// - Parameter definition: `message`, `timer`, …; nil for a plain event.
  case event(Position, definition: String?, isInterrupting: Bool)
  /// The BPMN name: `userTask`, `sendTask`, …, `callActivity`.
  case task(String)
  /// The BPMN name: `exclusiveGateway`, …
  case gateway(String)
  case subprocess(isExpanded: Bool, isEventSubprocess: Bool)

  package enum Position: Hashable, Sendable {
    case start, catching, throwing, boundary, end
  }

  init(_ node: FlowNode, isExpanded: Bool) {
    let definition = node.eventDefinitions.first?.type
    let isInterrupting =
      node.attributes["cancelActivity"] != "false" && node.attributes["isInterrupting"] != "false"
    func event(_ position: Position) -> NodeKind {
      .event(position, definition: definition, isInterrupting: isInterrupting)
    }
    switch node.type {
    case "startEvent": self = event(.start)
    case "intermediateCatchEvent": self = event(.catching)
    case "intermediateThrowEvent", "implicitThrowEvent": self = event(.throwing)
    case "boundaryEvent": self = event(.boundary)
    case "endEvent": self = event(.end)
    case let type where type.hasSuffix("Gateway"): self = .gateway(type)
    case _ where node.content != nil:
      self = .subprocess(
        isExpanded: isExpanded, isEventSubprocess: node.attributes["triggeredByEvent"] == "true")
    default: self = .task(node.type)
    }
  }

  /// Its name stands outside, where the file or a rule places it.
  package var hasOuterLabel: Bool {
    switch self {
    case .event, .gateway: true
    case .task, .subprocess: false
    }
  }

  /// It shows what is inside, and so is a frame rather than a box.
  package var isFrame: Bool {
    if case .subprocess(isExpanded: true, _) = self { true } else { false }
  }

  package var isBoundary: Bool {
    if case .event(.boundary, _, _) = self { true } else { false }
  }
}
