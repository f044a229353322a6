package import BPMN

/// What the flow nodes of the drawing are called, and what kind of activity each is.
package struct ActivityNames: Sendable {
  /// How a flow node shows in a log.
  enum Kind: Hashable, Sendable {
    /// Somebody's task: its own events tell of it.
    case task
    /// Takes time: begins and ends.
    case lasting
    /// Happens at once.
    case momentary
    /// Only leads the way.
    case gateway
  }

  private let names: [String: String]
  private let kinds: [String: Kind]

  /// Without a drawing: ids stand for names.
  package init() {
    names = [:]
    kinds = [:]
  }

  package init(_ definitions: Definitions) {
    var names: [String: String] = [:]
    var kinds: [String: Kind] = [:]
    for node in definitions.processes.flatMap(\.content.allNodes) {
      if let name = node.name, !name.isEmpty { names[node.id] = name }
      kinds[node.id] = Self.kind(ofType: node.type)
    }
    self.names = names
    self.kinds = kinds
  }

  private static func kind(ofType type: String) -> Kind {
    switch type {
    case "userTask", "manualTask": .task
    case "subProcess", "receiveTask", "intermediateCatchEvent": .lasting
    case _ where type.hasSuffix("Gateway"): .gateway
    default: .momentary
    }
  }

  func name(of element: String) -> String { names[element] ?? element }

  func kind(of element: String) -> Kind { kinds[element] ?? .momentary }
}
