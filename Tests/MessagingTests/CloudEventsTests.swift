import BPMN
import BrokerConformance
import Exchange
import FEEL
import Foundation
import Messaging
import Participant
import ProcessEngine
import Testing

/// What our messages are to others: pika reads them, the CloudEvents SDK parses them, and the AsyncAPI document describes
/// them.
@Suite(
  .enabled(if: RabbitWorld.url != nil, "DUET_TEST_AMQP names no broker"),
  .enabled(if: BrokerUsers.control != nil, "DUET_TEST_RABBITMQCTL runs no rabbitmqctl"),
  .enabled(if: Tool.python != nil, "DUET_TEST_PYTHON is no Python"),
  .timeLimit(.minutes(5)))
struct CloudEventsTests {
  private func python(_ script: String, _ arguments: String...) async throws -> String {
    let path = Tool.repository.appending(path: "scripts/\(script)").path()
    let words = ([try #require(Tool.python), path] + arguments).map { "'\($0)'" }
    let (status, output) = try await Tool.run(words.joined(separator: " "))
    #expect(status == 0, "\(script): \(output)")
    return output
  }

  @Test func `the CloudEvents SDK reads what we publish, and AsyncAPI describes it`() async throws {
    let repository = Tool.repository
    let model = try Data(contentsOf: repository.appending(path: "bpmn/order.bpmn"))
    let contract = try Contract(try Definitions(xml: Array(model)))
    try await BrokerUsers.with { users in
      let order = InstanceID(UUID())
      let placed = SampleContract.message(1, of: order, payload: Self.order(order))
      let closed = SampleContract.message(12, of: order, name: "OrderClosed", payload: Context())
      let monitor = RabbitEventStream(
        try users.configuration("Monitor"), contract: contract, logins: users.logins)
      #expect(try await monitor.next(after: nil, limit: 1).isEmpty)
      await monitor.close()
      let supplier = try users.broker("Supplier", contract)
      let client = try users.broker("Client", contract)
      await supplier.waitUntilConnected()
      await client.waitUntilConnected()
      let outcomes = await client.publish([
        .message(placed), .message(closed), .events([SampleContract.entry(1, of: order)]),
        .report(Self.report(on: placed)),
      ])
      #expect(outcomes == [.confirmed, .confirmed, .confirmed, .confirmed])
      await client.close()
      await supplier.close()

      let messages = try await python(
        "check_cloudevents.py", users.url("Supplier"), contract.inbox(of: "Supplier"), "2")
      let events = try await python(
        "check_cloudevents.py", users.url("Monitor"), contract.eventStream, "2")
      let lines = (messages + events).split(separator: "\n")
      try #require(lines.count == 4)
      let read = try lines.map { try Value(json: String($0)) }
      for (event, message) in zip(read, [placed, closed]) {
        #expect(event["id"] == .string(message.id.uuidString.lowercased()))
        #expect(event["subject"] == .string(order.description))
        #expect(event["source"] == .string("/duet/order/client"))
        #expect(event["extensions"]["sender"] == .string("Client"))
        #expect(event["extensions"]["correlationkey"] == .string(message.correlationKey))
        #expect(event["data"] == .context(message.payload))
      }
      #expect(
        read.map { $0["type"].string } == [
          "duet.order.order-placed.v1", "duet.order.order-closed.v1", "duet.order.journal.v1",
          "duet.order.transport.v1",
        ])
      #expect(
        read.map { $0["extensions"]["sequence"].string } == [
          "0000000001", "0000000012", "0000000001", nil,
        ])
      #expect(
        try JournalEntry(text: read[2]["data"]["entries"].list?.first?.json() ?? [])
          == SampleContract.entry(1, of: order))

      let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try Data((messages + events).utf8).write(to: file)
      _ = try await python(
        "check_asyncapi.py", repository.appending(path: "docs/asyncapi.yaml").path(), file.path())
      try FileManager.default.removeItem(at: file)
    }
  }

  private static func report(on message: OrderMessage) -> TransportReport {
    let time = Timestamp(microseconds: 1_795_000_000_000_000)
    return TransportReport(
      id: UUID(), party: "Client", at: time,
      confirmations: [.init(lane: 1, first: 1, last: 1, at: time)],
      sightings: [.init(.duplicate, message, at: time), .init(.parked, message, at: time)],
      quarantine: QuarantineSummary(
        count: 2,
        newest: [
          QuarantineRow(
            id: UUID(),
            message: QuarantinedMessage(
              message, reason: .absurdSequence, detail: "99 after 1", receivedAt: time)),
          QuarantineRow(
            id: UUID(),
            message: QuarantinedMessage(
              reason: .undecodable, detail: "no JSON", receivedAt: time)),
        ]))
  }

  private static func order(_ id: InstanceID) -> Context {
    [
      "order": [
        "id": .string(id.description), "reference": .string("20261121-3f4a5b"),
        "buyer": ["id": .string("bea"), "name": .string("Bea Büyer")], "currency": .string("EUR"),
        "placedAt": .string("2026-11-21T09:30:00Z"),
        "lines": .list([["sku": .string("BOLT-M8"), "quantity": .number(100)]]),
      ]
    ]
  }
}
