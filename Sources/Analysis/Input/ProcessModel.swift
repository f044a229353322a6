package import BPMN

/// What an analysis has to know of the drawing: which flow nodes take time and whose, and where the way divides.
package struct ProcessModel: Hashable, Sendable {
  /// What the time that is spent at a flow node is.
  package enum Kind: String, Hashable, Sendable {
    /// A person's task: waiting until somebody claims it, work after that.
    case person
    /// The machine's work: a service, script or send task.
    case machine
    /// Nothing but waiting: for a message, for a time, for other tokens.
    case wait
    /// What happens inside it is counted there: a subprocess.
    case composite
  }

  package struct Element: Hashable, Sendable {
    package let id: String
    package let name: String
    package let party: String
    package let kind: Kind
    /// Whether it is something that is done, rather than something that leads or waits: doing it twice is rework.
    package let isActivity: Bool
  }

  /// A place where a token goes on along exactly one of several sequence flows.
  package struct Gateway: Hashable, Sendable {
    package struct Branch: Hashable, Sendable {
      package let flow: String
      package let name: String
    }

    package let id: String
    package let name: String
    package let party: String
    package let branches: [Branch]
  }

  /// In the order of the file.
  package let elements: [Element]
  package let gateways: [Gateway]
  private let places: [String: Int]

  /// Without a drawing: tasks are known by their work, everything else waits.
  package init() {
    elements = []
    gateways = []
    places = [:]
  }

  /// - Parameter label: what people call a flow node, by its id.
  package init(_ definitions: Definitions, label: (String) -> String) {
    var elements: [Element] = []
    var gateways: [Gateway] = []
    for participant in definitions.collaboration?.participants ?? [] {
      guard let content = definitions.process(of: participant)?.content else { continue }
      let flows = content.allFlows
      for node in content.allNodes {
        elements.append(
          Element(
            id: node.id, name: label(node.id), party: participant.name, kind: Kind(node),
            isActivity: node.isActivity))
        guard Self.exclusive.contains(node.type), node.outgoing.count > 1 else { continue }
        let branches = node.outgoing.compactMap { id in
          flows.first { $0.id == id }.map {
            Gateway.Branch(flow: id, name: $0.name ?? label($0.target))
          }
        }
        gateways.append(
          Gateway(
            id: node.id, name: label(node.id), party: participant.name, branches: branches))
      }
    }
    self.elements = elements
    self.gateways = gateways
    places = Dictionary(
      elements.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where doing something twice is rework, in the order of the file.
  package var activities: [String] { elements.filter(\.isActivity).map(\.id) }

  package subscript(element: String) -> Element? { places[element].map { elements[$0] } }

  /// Where an element stands in the file; what the drawing does not have stands after all.
  package func place(of element: String) -> Int { places[element] ?? elements.count }

  /// The kind of a flow node; without the drawing it is told by whether somebody had a task there.
  func kind(of element: String, hasTask: Bool) -> Kind {
    self[element]?.kind ?? (hasTask ? .person : .wait)
  }

  private static let exclusive: Set<String> = ["exclusiveGateway", "eventBasedGateway"]
}

extension ProcessModel.Kind {
  fileprivate init(_ node: FlowNode) {
    self =
      switch node.type {
      case _ where node.content != nil: .composite
      case "userTask", "manualTask": .person
      case "serviceTask", "scriptTask", "sendTask", "businessRuleTask", "task": .machine
      default: .wait
      }
  }
}

extension FlowNode {
  fileprivate var isActivity: Bool {
    (type.hasSuffix("Task") && type != "receiveTask") || type == "task" || type == "callActivity"
  }
}
