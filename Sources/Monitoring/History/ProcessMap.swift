package import BPMN

/// The names of the drawing: pools and their flow nodes, for people, and who sends whom what.
package struct ProcessMap: Hashable, Sendable {
  package struct Pool: Hashable, Sendable {
    package let name: String
    /// The flow nodes in the order of the file; of a subprocess those inside it, which have its tokens.
    package let elements: [String]
  }

  /// One kind of message between the pools.
  package struct Message: Hashable, Sendable {
    package let name: String
    package let sender: String
    package let receiver: String
    /// Whether it begins the receiver's process.
    package let begins: Bool
  }

  /// The collaboration's name.
  package let name: String
  package let pools: [Pool]
  /// The kinds of message that the message flows carry, by name.
  package let messages: [String: Message]
  /// The pool that begins by itself, without a message of another: the buyer of an order. nil when there is not exactly one.
  package let initiator: String?
  private let labels: [String: String]

  /// Without a drawing: ids stand for names.
  package init() {
    name = ""
    pools = []
    messages = [:]
    initiator = nil
    labels = [:]
  }

  package init(_ definitions: Definitions) {
    name = definitions.collaboration?.name ?? definitions.name ?? definitions.id
    var labels: [String: String] = [:]
    var pools: [Pool] = []
    var initiators: [String] = []
    for participant in definitions.collaboration?.participants ?? [] {
      guard let process = definitions.process(of: participant) else { continue }
      labels[process.id] = participant.name
      let nodes = process.content.allNodes
      for node in nodes { labels[node.id] = Self.label(of: node, in: process.content) }
      pools.append(
        Pool(
          name: participant.name,
          elements: nodes.filter { $0.content == nil }.map(\.id)))
      let begins = process.content.nodes.contains {
        $0.type == "startEvent" && $0.eventDefinitions.isEmpty
      }
      if begins { initiators.append(participant.name) }
    }
    self.pools = pools
    self.labels = labels
    initiator = initiators.count == 1 ? initiators.first : nil
    messages = Self.messages(in: definitions)
  }

  /// The name of a flow node or process; its id when it is not known.
  package func label(of element: String) -> String { labels[element] ?? element }

  /// The pools of the drawing, and after them parties that it does not have.
  package func parties(with others: some Sequence<String>) -> [String] {
    let drawn = pools.map(\.name)
    return drawn + Set(others).subtracting(drawn).sorted()
  }

  private static func messages(in definitions: Definitions) -> [String: Message] {
    var messages: [String: Message] = [:]
    let roots = Set(definitions.processes.flatMap(\.content.nodes).map(\.id))
    for flow in definitions.collaboration?.messageFlows ?? [] {
      guard let target = definitions.node(id: flow.target),
        let declared = definitions.message(of: target),
        let sender = definitions.participant(owning: flow.source),
        let receiver = definitions.participant(owning: flow.target)
      else { continue }
      let begins = target.type == "startEvent" && roots.contains(target.id)
      messages[declared.name] = Message(
        name: declared.name, sender: sender.name, receiver: receiver.name,
        begins: begins || messages[declared.name]?.begins ?? false)
    }
    return messages
  }

  /// What a flow node is called; one without a name by what it waits for, or by its type.
  private static func label(of node: FlowNode, in content: FlowElements) -> String {
    if let name = node.name, !name.isEmpty { return name }
    if node.type == "eventBasedGateway" {
      let targets = content.allFlows.filter { node.outgoing.contains($0.id) }.map(\.target)
      let names = content.allNodes.filter { targets.contains($0.id) }.compactMap(\.name)
      if !names.isEmpty { return "wait for " + names.joined(separator: " / ") }
    }
    // `exclusiveGateway` becomes `exclusive gateway`.
    var words = ""
    for character in node.type {
      if character.isUppercase { words.append(" ") }
      words += character.lowercased()
    }
    return words
  }
}
