import BrokerConformance
import Exchange
import FEEL
import Foundation
import Messaging
import Participant
import ProcessEngine
import RabbitMQ
import Testing

struct EnvelopeTests {
  private static let now = Timestamp(microseconds: 1_795_000_100_000_000)
  private static let order = InstanceID(UUID(uuidString: "0193A7B2-4C5D-7E6F-8A9B-0C1D2E3F4A5B")!)
  private let client: Envelope
  private let supplier: Envelope
  private let message: OrderMessage

  init() throws {
    let contract = try SampleContract.contract(named: "Order")
    client = Envelope(contract, party: "Client")
    supplier = Envelope(contract, party: "Supplier")
    message = OrderMessage(
      id: try #require(UUID(uuidString: "0193A7B2-4C5E-7000-8111-222233334444")),
      name: "OrderPlaced", sender: "Client", receiver: "Supplier", order: Self.order, sequence: 7,
      correlationKey: "key", sentAt: Timestamp(microseconds: 1_795_000_000_123_000),
      payload: ["total": .number(12), "reference": .string("PO-1 „ä“")])
  }

  /// What the supplier makes of a message that was changed on its way.
  private func opened(_ change: (inout Message) throws -> Void) throws
    -> Participant.Delivery.Content
  {
    var closed = try client.close(message)
    try change(&closed)
    return supplier.open(closed.properties, body: closed.body, receivedAt: Self.now)
  }

  @Test func `what one party closes the other one opens`() throws {
    guard case .message(let opened) = try opened({ _ in }) else {
      Issue.record("it was quarantined")
      return
    }
    #expect(opened == message)
  }

  @Test func `a message is a CloudEvent in binary mode`() throws {
    let closed = try client.close(message)
    #expect(closed.exchange == "order.messages")
    #expect(closed.routingKey == "supplier.order-placed")
    #expect(closed.mandatory)
    #expect(String(decoding: closed.body, as: UTF8.self) == message.payload.jsonText)
    #expect(
      closed.properties
        == MessageProperties(
          contentType: "application/json",
          headers: [
            "ce-specversion": "1.0", "ce-id": "0193a7b2-4c5e-7000-8111-222233334444",
            "ce-source": "/duet/order/client", "ce-type": "duet.order.order-placed.v1",
            "ce-subject": "0193a7b2-4c5d-7e6f-8a9b-0c1d2e3f4a5b",
            "ce-time": .string(message.sentAt.description), "ce-sequence": "0000000007",
            "ce-sender": "Client", "ce-receiver": "Supplier", "ce-correlationkey": "key",
            "traceparent": "00-0193a7b24c5d7e6f8a9b0c1d2e3f4a5b-8111222233334444-01",
          ],
          deliveryMode: .persistent, correlationID: "0193a7b2-4c5d-7e6f-8a9b-0c1d2e3f4a5b",
          messageID: "0193a7b2-4c5e-7000-8111-222233334444", timestamp: 1_795_000_000,
          type: "duet.order.order-placed.v1", userID: "client", appID: "duet"))
  }

  @Test func `what does not matter may differ`() throws {
    let content = try opened { message in
      message.properties.headers["ce-sequence"] = 7
      message.properties.headers["ce-unknown"] = .array([.void, 1])
      message.properties.headers["traceparent"] = nil
      message.properties.contentType = "application/json; charset=utf-8"
      message.properties.messageID = nil
      message.properties.correlationID = nil
      message.properties.appID = "another"
    }
    guard case .message(let opened) = content else {
      Issue.record("it was quarantined: \(content)")
      return
    }
    #expect(opened == message)
  }

  struct Flaw: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let reason: QuarantinedMessage.Reason
    let detail: String
    let change: @Sendable (inout Message) -> Void

    init(
      _ name: String, _ reason: QuarantinedMessage.Reason, _ detail: String,
      _ change: @escaping @Sendable (inout Message) -> Void
    ) {
      testDescription = name
      self.reason = reason
      self.detail = detail
      self.change = change
    }

    /// A flaw in one header; nil removes it.
    init(
      _ header: String, _ value: FieldValue?, _ reason: QuarantinedMessage.Reason, _ detail: String
    ) {
      self.init("\(header): \(value?.string ?? "none")", reason, detail) { message in
        message.properties.headers[header] = value
      }
    }
  }

  static let flaws: [Flaw] = [
    Flaw("a body above 256 KiB", .tooLarge, "262145 bytes") { message in
      message.body = Array(repeating: UInt8(ascii: " "), count: 262_145)
    },
    Flaw("no user", .wrongSender, "no user_id") { $0.properties.userID = nil },
    Flaw("the receiver itself", .wrongSender, "supplier") { $0.properties.userID = "supplier" },
    Flaw("a stranger", .wrongSender, "mallory") { $0.properties.userID = "mallory" },
    Flaw("ce-sender", "Supplier", .wrongSender, "Supplier"),
    Flaw("ce-sender", nil, .wrongSender, "nothing"),
    Flaw("ce-receiver", "Client", .undecodable, "Client"),
    Flaw("ce-receiver", nil, .undecodable, "nothing"),
    Flaw("ce-specversion", nil, .undecodable, "ce-specversion"),
    Flaw("ce-specversion", "2.0", .undecodable, "2.0"),
    Flaw("ce-type", nil, .undecodable, "ce-type"),
    Flaw("ce-type", "duet.order.order-placed.v2", .unknownType, "v2"),
    Flaw("ce-type", "duet.order.order-eaten.v1", .unknownType, "order-eaten"),
    Flaw("ce-type", "duet.order.quote-issued.v1", .unknownType, "to Supplier"),
    Flaw("ce-id", nil, .undecodable, "ce-id"),
    Flaw("ce-id", "7", .undecodable, "UUID"),
    Flaw("ce-subject", "7", .undecodable, "UUID"),
    Flaw("ce-sequence", nil, .undecodable, "ce-sequence"),
    Flaw("ce-sequence", "0", .undecodable, "from 1"),
    Flaw("ce-sequence", "-1", .undecodable, "from 1"),
    Flaw("ce-sequence", "99999999999999999999", .undecodable, "from 1"),
    Flaw("ce-sequence", .double(1), .undecodable, "from 1"),
    Flaw("ce-correlationkey", nil, .undecodable, "ce-correlationkey"),
    Flaw("ce-correlationkey", "a\0b", .undecodable, "ce-correlationkey"),
    Flaw("ce-time", nil, .undecodable, "ce-time"),
    Flaw("ce-time", "yesterday", .undecodable, "ce-time"),
    Flaw("ce-time", "2026-11-21T10:00:00", .undecodable, "offset"),
    Flaw("another medium", .undecodable, "text/plain") {
      $0.properties.contentType = "text/plain"
    },
    Flaw("no medium", .undecodable, "application/json") { $0.properties.contentType = nil },
    Flaw("a compressed body", .undecodable, "encoding") {
      $0.properties.contentEncoding = "gzip"
    },
    Flaw("no body", .undecodable, "JSON") { $0.body = [] },
    Flaw("half a body", .undecodable, "JSON") { $0.body.removeLast() },
    Flaw("no object", .undecodable, "object") { $0.body = Array("[1]".utf8) },
    Flaw("no UTF-8", .undecodable, "UTF-8") {
      $0.body = Array("{\"a\":\"".utf8) + [0xff, 34, 125]
    },
    Flaw("a NUL", .undecodable, "U+0000") { $0.body = Array(#"{"a":["\u0000"]}"#.utf8) },
  ]

  @Test(arguments: flaws)
  func `a flaw is named and the rest is kept`(_ flaw: Flaw) throws {
    guard case .unusable(let quarantined) = try opened(flaw.change) else {
      Issue.record("it was accepted")
      return
    }
    #expect(quarantined.reason == flaw.reason)
    #expect(quarantined.detail.contains(flaw.detail), "\(quarantined.detail)")
    #expect(quarantined.receivedAt == Self.now)
    if !flaw.testDescription.hasPrefix("ce-id") {
      #expect(quarantined.messageID == "0193a7b2-4c5e-7000-8111-222233334444")
    }
    if !flaw.testDescription.hasPrefix("ce-subject") { #expect(quarantined.order == Self.order) }
    if !flaw.testDescription.hasPrefix("ce-sequence") { #expect(quarantined.sequence == 7) }
    #expect(!quarantined.headers.entries.contains { $0.value.string?.contains("\0") ?? true })
    if flaw.reason == .tooLarge { #expect(quarantined.body.count == 4096) }
  }

  @Test func `what is quarantined for its sender alone can be put through again`() throws {
    guard case .unusable(let quarantined) = try opened({ $0.properties.userID = nil }) else {
      Issue.record("it was accepted")
      return
    }
    #expect(quarantined.name == "OrderPlaced")
    #expect(quarantined.sender == "Client")
    #expect(quarantined.headers["correlationKey"] == .string("key"))
    #expect(quarantined.headers["content_type"] == .string("application/json"))
    #expect(try Context(json: quarantined.body) == message.payload)
  }

  @Test func `nothing at all is quarantined too`() {
    guard
      case .unusable(let quarantined) = supplier.open(
        MessageProperties(), body: [], receivedAt: Self.now)
    else {
      Issue.record("it was accepted")
      return
    }
    #expect(
      quarantined
        == QuarantinedMessage(
          reason: .wrongSender, detail: quarantined.detail, receivedAt: Self.now))
  }

  @Test func `headers of every kind are kept as text`() throws {
    let content = try opened { message in
      message.properties.userID = nil
      message.properties.headers["x-death"] = [["count": .int64(3), "queue": "q\0"]]
      message.properties.headers["x-bytes"] = .bytes([1, 2])
      message.properties.headers["x-big"] = .uint64(.max)
      message.properties.headers["x-void"] = .void
    }
    guard case .unusable(let quarantined) = content else {
      Issue.record("it was accepted")
      return
    }
    #expect(quarantined.headers["x-death"] == .string(#"[{"count":3,"queue":"q\u0000"}]"#))
    #expect(quarantined.headers["x-bytes"] == .string("2 bytes"))
    #expect(quarantined.headers["x-void"] == .string("null"))
  }

  @Test func `a party closes only what the contract lets it send`() {
    #expect(throws: Envelope.Refusal.self) { try supplier.close(message) }
    let unknown = SampleContract.message(1, of: Self.order, name: "OrderEaten")
    #expect(throws: Envelope.Refusal.self) { try client.close(unknown) }
    let large = SampleContract.message(
      1, of: Self.order, payload: ["text": .string(String(repeating: "x", count: 262_144))])
    #expect(throws: Envelope.Refusal.self) { try client.close(large) }
  }

  @Test func `logins may differ from the names of the parties`() throws {
    let contract = try SampleContract.contract(named: "Order")
    let logins = ["Client": "acme", "Supplier": "bolts"]
    let closed = try Envelope(contract, party: "Client", logins: logins).close(message)
    #expect(closed.properties.userID == "acme")
    let supplier = Envelope(contract, party: "Supplier", logins: logins)
    guard case .message = supplier.open(closed.properties, body: closed.body, receivedAt: Self.now)
    else {
      Issue.record("it was quarantined")
      return
    }
  }
}

extension Context {
  fileprivate var jsonText: String { String(decoding: json(), as: UTF8.self) }
}
