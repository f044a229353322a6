package import BPMN

/// The names of the drawing: pools and their flow nodes, for people.
package struct ProcessMap: Hashable, Sendable {
  package struct Pool: Hashable, Sendable {
    package let name: String
    /// The flow nodes in the order of the file, those inside subprocesses included.
    package let elements: [String]
  }

  /// The collaboration's name.
  package let name: String
  package let pools: [Pool]
  private let labels: [String: String]

  /// Without a drawing: ids stand for names.
  package init() {
    name = ""
    pools = []
    labels = [:]
  }

  package init(_ definitions: Definitions) {
    name = definitions.collaboration?.name ?? definitions.name ?? definitions.id
    var labels: [String: String] = [:]
    var pools: [Pool] = []
    for participant in definitions.collaboration?.participants ?? [] {
      guard let process = definitions.process(of: participant) else { continue }
      labels[process.id] = participant.name
      for node in process.content.allNodes { labels[node.id] = Self.label(of: node) }
      pools.append(
        Pool(name: participant.name, elements: process.content.allNodes.map(\.id)))
    }
    self.pools = pools
    self.labels = labels
  }

  /// The name of a flow node or process; its id when it is not known.
  package func label(of element: String) -> String { labels[element] ?? element }

  /// The pools of the drawing, and after them parties that it does not have.
  package func parties(with others: some Sequence<String>) -> [String] {
    let drawn = pools.map(\.name)
    return drawn + Set(others).subtracting(drawn).sorted()
  }

  private static func label(of node: FlowNode) -> String {
    if let name = node.name, !name.isEmpty { return name }
    // `eventBasedGateway` becomes `event based gateway`.
    var words = ""
    for character in node.type {
      if character.isUppercase { words.append(" ") }
      words += character.lowercased()
    }
    return words
  }
}
