import BPMN
import Exchange
import Foundation
import Testing

/// `docs/asyncapi.yaml` describes what the model says. That it is valid AsyncAPI is checked by `check_asyncapi.py`.
struct AsyncAPIDocumentTests {
  private let document: Outline
  private let contract: Contract

  init() throws {
    let repository = Tool.repository
    document = Outline(
      try String(contentsOf: repository.appending(path: "docs/asyncapi.yaml"), encoding: .utf8))
    let model = try Data(contentsOf: repository.appending(path: "bpmn/order.bpmn"))
    contract = try Contract(try Definitions(xml: Array(model)))
  }

  @Test func `every message of the model is described, and no other`() {
    let described = document.keys("components", "messages")
    #expect(Set(described) == Set(contract.messages.keys).union(["Journal", "Transport"]))
    #expect(described.count == contract.messages.count + 2)
    for message in contract.messages.values {
      let type = contract.type(of: message)
      let lines = document.lines("components", "messages", message.name)
      for expected in [
        "name: \(message.name)", "ce-type: {const: \(type)}",
        "ce-sender: {const: \(message.sender)}", "ce-receiver: {const: \(message.receiver)}",
        "ce-source: {const: /duet/order/\(Contract.slug(message.sender))}",
        "amqp: {messageType: \(type), bindingVersion: 0.3.0}",
      ] {
        #expect(lines.contains(expected), "\(message.name): \(expected)")
      }
    }
    #expect(
      document.lines("components", "messages", "Journal")
        .contains("amqp: {messageType: duet.order.journal.v1, bindingVersion: 0.3.0}"))
  }

  @Test func `every message has its routing key, its sender and its receiver`() {
    for message in contract.messages.values {
      let channel = message.name.prefix(1).lowercased() + message.name.dropFirst()
      let reference = "\(message.name): {$ref: '#/components/messages/\(message.name)'}"
      let lines = document.lines("channels", channel)
      #expect(lines.contains("address: \(contract.routingKey(of: message))"))
      #expect(lines.contains(reference))
      let operation = document.lines("operations", "send\(message.name)")
      #expect(operation.contains("channel: {$ref: '#/channels/\(channel)'}"))
      #expect(operation.contains("tags: [{name: \(Contract.slug(message.sender))}]"))
      let inbox = document.lines("channels", "\(Contract.slug(message.receiver))Inbox")
      #expect(inbox.contains(reference))
    }
    // One for each message, two inboxes, the events and their stream.
    #expect(document.keys("channels").count == contract.messages.count + 4)
    #expect(document.keys("operations").count == contract.messages.count + 4)
  }

  @Test func `exchanges and queues have the names of the model`() {
    for party in contract.parties.map(\.name) {
      let inbox = contract.inbox(of: party)
      let lines = document.lines("channels", "\(Contract.slug(party))Inbox")
      #expect(lines.contains("address: \(inbox)"))
      #expect(lines.contains { $0.hasPrefix("queue: {name: \(inbox), durable: true") })
      #expect(lines.count { $0.contains("$ref") } == contract.messages(to: party).count)
    }
    #expect(
      document.lines("components", "channelBindings")
        .contains { $0.hasPrefix("exchange: {name: \(contract.exchange), type: topic") })
    #expect(
      document.lines("channels", "events")
        .contains { $0.hasPrefix("exchange: {name: \(contract.eventExchange), type: fanout") })
    #expect(
      document.lines("channels", "eventStream").contains("address: \(contract.eventStream)"))
  }
}

/// A YAML text in block style, read by its indentation alone.
private struct Outline {
  private let text: [Substring]

  init(_ text: String) {
    self.text = text.split(separator: "\n").filter { !$0.allSatisfy { $0 == " " } }
  }

  /// The trimmed lines below a key, at any depth.
  func lines(_ path: String...) -> [String] {
    section(path).map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The keys right below a key.
  func keys(_ path: String...) -> [String] {
    section(path).filter { indentation($0) == 2 * path.count }.compactMap { line in
      line.split(separator: ":").first.map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  private func section(_ path: [String]) -> ArraySlice<Substring> {
    var section = text[...]
    for (depth, key) in path.enumerated() {
      guard
        let start = section.firstIndex(where: { line in
          indentation(line) == 2 * depth && line.dropFirst(2 * depth).hasPrefix("\(key):")
        })
      else { return [] }
      section = section[(start + 1)...].prefix { indentation($0) > 2 * depth }
    }
    return section
  }

  private func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
