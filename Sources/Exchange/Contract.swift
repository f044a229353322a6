package import BPMN

/// What the drawing fixes between the parties: who sends which message to whom, and what exchanges, queues, keys and
/// types are called. Everything is derived from the collaboration, so that the drawing and the wire cannot drift apart.
package struct Contract: Hashable, Sendable {
  /// One kind of message.
  package struct Message: Hashable, Sendable {
    package let name: String
    package let sender: String
    package let receiver: String
  }

  /// The collaboration's name in lower case: `order`.
  package let collaboration: String
  /// The pools that have a process, in the order of the file.
  package let parties: [Party]
  /// By name.
  package let messages: [String: Message]

  package struct Party: Hashable, Sendable {
    package let name: String
    package let process: String
  }

  /// Reads the contract out of a collaboration.
  ///
  /// - Throws: every message flow that is not typed (both ends must name the same message, and one message must always
  ///   go the same way), every event or task that sends a message without a message flow, and names that would be the
  ///   same on the wire.
  package init(_ definitions: Definitions) throws(ReadFailure) {
    guard let collaboration = definitions.collaboration else {
      throw ReadFailure(problems: [.init(line: 1, reason: "there is no collaboration")])
    }
    self.collaboration = Self.slug(collaboration.name ?? collaboration.id)
    parties = collaboration.participants.compactMap { participant in
      participant.processID.map { Party(name: participant.name, process: $0) }
    }
    var problems: [ReadFailure.Problem] = []
    var messages: [String: Message] = [:]
    for flow in collaboration.messageFlows {
      do throws(Untyped) {
        let message = try Self.message(of: flow, in: definitions)
        if let other = messages[message.name], other != message {
          throw Untyped(
            reason: "\(message.name) goes from \(other.sender) to \(other.receiver) elsewhere")
        }
        messages[message.name] = message
      } catch {
        problems.append(.init(elementID: flow.id, line: flow.line, reason: error.reason))
      }
    }
    problems += Self.unsent(in: definitions, collaboration)
    problems += Self.clashes(messages)
    guard problems.isEmpty else { throw ReadFailure(problems: problems) }
    self.messages = messages
  }

  /// What sends a message that would reach nobody.
  private static func unsent(
    in definitions: Definitions, _ collaboration: Collaboration
  ) -> [ReadFailure.Problem] {
    let senders: Set = ["sendTask", "intermediateThrowEvent", "endEvent"]
    let processes = collaboration.participants.compactMap { definitions.process(of: $0) }
    return processes.flatMap(\.allNodes).compactMap { node in
      guard senders.contains(node.type), let message = definitions.message(of: node),
        definitions.messageFlows(from: node.id).isEmpty
      else { return nil }
      return .init(
        elementID: node.id, line: node.line,
        reason: "sends \(message.name), but no message flow leads from it to the other pool")
    }
  }

  private static func clashes(_ messages: [String: Message]) -> [ReadFailure.Problem] {
    Dictionary(grouping: messages.keys.sorted(), by: slug).sorted { $0.key < $1.key }
      .filter { $0.value.count > 1 || $0.key.isEmpty }
      .map { slug, names in
        .init(
          line: 1,
          reason: "the messages \(names.joined(separator: " and ")) are both `\(slug)` on the wire")
      }
  }

  private struct Untyped: Error {
    let reason: String
  }

  private static func message(
    of flow: MessageFlow, in definitions: Definitions
  ) throws(Untyped) -> Message {
    guard let source = definitions.node(id: flow.source).flatMap(definitions.message(of:)),
      let target = definitions.node(id: flow.target).flatMap(definitions.message(of:))
    else { throw Untyped(reason: "both ends of a message flow must send or catch a message") }
    guard source.name == target.name else {
      throw Untyped(reason: "it begins as \(source.name) and ends as \(target.name)")
    }
    guard let sender = definitions.participant(owning: flow.source),
      let receiver = definitions.participant(owning: flow.target)
    else { throw Untyped(reason: "both ends must lie in a pool") }
    return Message(name: source.name, sender: sender.name, receiver: receiver.name)
  }
}

extension Contract {
  /// The topic exchange that carries the messages.
  package var exchange: String { "\(collaboration).messages" }
  /// The fanout exchange that carries both parties' events, and the stream behind it.
  package var eventExchange: String { "\(collaboration).events" }
  package var eventStream: String { "\(collaboration).events.stream" }
  /// Where the broker puts what a party could never settle.
  package var deadLetterExchange: String { "\(collaboration).dead" }

  package func inbox(of party: String) -> String { "\(collaboration).\(Self.slug(party)).inbox" }
  package func deadLetterQueue(of party: String) -> String {
    "\(collaboration).\(Self.slug(party)).dead"
  }

  /// `supplier.order-placed`.
  package func routingKey(of message: Message) -> String {
    "\(Self.slug(message.receiver)).\(Self.slug(message.name))"
  }

  /// The CloudEvents type: `duet.order.quote-issued.v1`.
  package func type(of message: Message) -> String {
    "duet.\(collaboration).\(Self.slug(message.name)).v1"
  }

  /// The kinds of message that a party gets, by name.
  package func messages(to party: String) -> [Message] {
    messages.values.filter { $0.receiver == party }.sorted { $0.name < $1.name }
  }

  /// `QuoteIssued` and `Quote issued` both become `quote-issued`.
  package static func slug(_ name: String) -> String {
    var slug = ""
    var previousIsLower = false
    for character in name {
      if character.isLetter || character.isNumber {
        if character.isUppercase && previousIsLower { slug.append("-") }
        slug += character.lowercased()
        previousIsLower = character.isLowercase || character.isNumber
      } else {
        if !slug.isEmpty && slug.last != "-" { slug.append("-") }
        previousIsLower = false
      }
    }
    return slug.last == "-" ? String(slug.dropLast()) : slug
  }
}
