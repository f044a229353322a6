package import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine
package import RabbitMQ

/// How messages look on the wire: CloudEvents 1.0 in binary mode, with the attributes in headers that begin with `ce-`
/// (the RabbitMQ binding that the CloudEvents SDKs follow), beside AMQP's own properties and a W3C `traceparent`.
///
/// An envelope is one party's: it closes what the party sends and opens what it gets.
package struct Envelope: Sendable {
  /// The largest body of a message between the parties, in bytes.
  package static let maximumBodySize = 256 * 1024
  /// The largest correlation key, in bytes of UTF-8: it is a header, and headers must fit into one frame.
  package static let maximumKeySize = 1024

  let contract: Contract
  let party: String
  /// The broker's user that the party logs in as.
  let login: String
  /// The party of each other login.
  let partners: [String: String]
  /// What the party sends, by name.
  private let outgoing: [String: Route]
  /// What the party gets, by CloudEvents type.
  let incoming: [String: Contract.Message]
  private let source: String

  private struct Route {
    let type: String
    let routingKey: String
  }

  /// - Parameters:
  ///   - party: the pool's name.
  ///   - logins: the broker's user of each party, where it is not the party's name in lower case.
  package init(_ contract: Contract, party: String, logins: [String: String] = [:]) {
    func login(of party: String) -> String { logins[party] ?? Contract.slug(party) }
    self.contract = contract
    self.party = party
    self.login = login(of: party)
    partners = Dictionary(
      contract.parties.filter { $0.name != party }.map { (login(of: $0.name), $0.name) },
      uniquingKeysWith: { first, _ in first })
    outgoing = contract.messages.filter { $0.value.sender == party }.mapValues { message in
      Route(type: contract.type(of: message), routingKey: contract.routingKey(of: message))
    }
    incoming = Dictionary(
      contract.messages(to: party).map { (contract.type(of: $0), $0) },
      uniquingKeysWith: { first, _ in first })
    source = Self.source(contract, party)
  }

  /// The CloudEvents source: `/duet/order/client`.
  static func source(_ contract: Contract, _ party: String) -> String {
    "/duet/\(contract.collaboration)/\(Contract.slug(party))"
  }

  /// A message that is too large or that the contract does not let this party send.
  package struct Refusal: Error {
    package let detail: String
  }

  /// Closes a message of this party.
  package func close(_ message: OrderMessage) throws(Refusal) -> Message {
    guard let route = outgoing[message.name], message.sender == party else {
      throw Refusal(detail: "the contract has no \(message.name) from \(message.sender)")
    }
    let body = message.payload.json()
    guard body.count <= Self.maximumBodySize else {
      throw Refusal(
        detail:
          "\(message.name) of order \(message.order) has \(body.count) bytes, at most \(Self.maximumBodySize) are allowed"
      )
    }
    guard message.correlationKey.utf8.count <= Self.maximumKeySize else {
      throw Refusal(
        detail:
          "the correlation key of \(message.name) of order \(message.order) is longer than \(Self.maximumKeySize) bytes"
      )
    }
    let id = message.id.text
    let order = message.order.description
    let headers: Table = [
      Header.specificationVersion: .string(Header.version),
      Header.id: .string(id),
      Header.source: .string(source),
      Header.type: .string(route.type),
      Header.subject: .string(order),
      Header.time: .string(message.sentAt.description),
      Header.sequence: .string(Header.text(ofSequence: message.sequence)),
      Header.sender: .string(message.sender),
      Header.receiver: .string(message.receiver),
      Header.correlationKey: .string(message.correlationKey),
      Header.traceParent: .string(Header.traceParent(order: order, message: id)),
    ]
    return Message(
      exchange: contract.exchange, routingKey: route.routingKey,
      properties: properties(
        id: id, type: route.type, correlation: order, at: message.sentAt, headers),
      body: body)
  }

  func properties(
    id: String, type: String, correlation: String?, at time: Timestamp, _ headers: Table
  ) -> MessageProperties {
    MessageProperties(
      contentType: Header.json, headers: headers, correlationID: correlation, messageID: id,
      timestamp: UInt64(max(0, time.microseconds / 1_000_000)), type: type, userID: login,
      appID: "duet")
  }
}
