import FEEL
import Foundation
import MonitorStorage
import Monitoring
import PostgreSQL
import RabbitMQ
import Testing

/// The three built executables, on a real broker and real databases, used as people and operators use them.
@Suite(
  .serialized,
  .enabled(
    if: Ground.isThere,
    "needs the servers of ./dev test (DUET_TEST_POSTGRES and the parties' broker URLs)"))
struct OrderTests {
  @Test func `people bring orders to every outcome on both command lines`() async throws {
    let world = try await World()
    try await world.start()
    try place(world, "PO-OK", "BRG-6204-2RS:300")
    try await verify(world, "PO-OK")
    try await world.decide(
      world.supplier, "PO-OK", "Task_ConfirmQuote", as: "paula", group: "pricing",
      "decision=confirm")
    try await review(world, "PO-OK", "decision=accept")
    try await world.decide(
      world.supplier, "PO-OK", "Task_ConfirmFulfilment", as: "wim", group: "warehouse",
      "decision=fulfilled", "tracking=T-1")
    try await world.decide(
      world.client, "PO-OK", "Task_ConfirmReceipt", as: "rita", group: "receiving",
      "decision=received")

    try place(world, "PO-NO", "NUT-M8-8:10")
    try await world.decide(
      world.supplier, "PO-NO", "Task_VerifyOrder", as: "sam", group: "sales", "decision=reject",
      "reason=no capacity")

    try place(world, "PO-DECLINE", "NUT-M8-8:10")
    try await verify(world, "PO-DECLINE")
    try await review(world, "PO-DECLINE", "decision=decline", "comment=too dear")

    try place(world, "PO-FAIL", "NUT-M8-8:10")
    try await verify(world, "PO-FAIL")
    try await review(world, "PO-FAIL", "decision=accept")
    try await world.decide(
      world.supplier, "PO-FAIL", "Task_ConfirmFulfilment", as: "wim", group: "warehouse",
      "decision=failed", "reason=burnt down")

    try place(world, "PO-CANCEL", "NUT-M8-8:10")
    #expect(
      try world.client.command(
        "order", "cancel", "PO-CANCEL", "--reason", "second thoughts", "--as", "anna"
      )
      .status == 0)

    #expect(try await world.outcomes(of: "PO-OK") == ["Completed", "Completed"])
    #expect(try await world.outcomes(of: "PO-NO") == ["Rejected", "Rejected"])
    #expect(try await world.outcomes(of: "PO-DECLINE") == ["Declined", "Declined"])
    #expect(try await world.outcomes(of: "PO-FAIL") == ["Unfulfilled", "Unfulfilled"])
    #expect(try await world.outcomes(of: "PO-CANCEL") == ["Cancelled", "Cancelled"])
    #expect(try await world.agreement().status == 0)
    let timeLine = try world.monitor.command("order", "show", "PO-OK")
    #expect(timeLine.output.contains("QuoteIssued"))
    try await world.eventually("the monitor knows when the broker confirmed each message") {
      let messages = try world.monitor.json("order", "show", "PO-OK")["messages"].list ?? []
      return messages.count == 6
        && messages.allSatisfy { message in
          guard let sent = message["sentAt"].string, let published = message["publishedAt"].string
          else { return false }
          return sent < published
        }
    }
    #expect(world.stop())
  }

  @Test func `the exit codes tell what went wrong`() async throws {
    let world = try await World()
    #expect(try world.client.command("order", "list").status == 75)
    try await world.start()
    try place(world, "PO-1", "NUT-M8-8:10")
    #expect(try world.client.command("order", "show", "PO-404").status == 3)
    #expect(try world.client.command("order", "place", "--line", "NUT-M8-8:zero").status == 64)
    let waited = try world.client.command(
      "order", "place", "--line", "NUT-M8-8:1", "--as", "anna", "--wait", "--timeout", "1s")
    #expect(waited.status == 124)
    try await verify(world, "PO-1")
    let again = try await task(world, world.client, "PO-1", "Task_ReviewQuote")
    let maybe = ["decision=maybe", "comment=perhaps"]
    #expect(try world.client.decide(again, maybe, person: "bo", group: "buyers").status == 5)
    let bare = ["decision=decline"]
    #expect(try world.client.decide(again, bare, person: "bo", group: "buyers").status == 64)
    #expect(
      try world.client.command("task", "claim", again, "--as", "bo", "--groups", "buyers").status
        == 0)
    #expect(
      try world.client.command("task", "claim", again, "--as", "eve", "--groups", "buyers").status
        == 4)
    #expect(world.stop())
  }

  @Test func `an order waits for a supplier that is down, and two of its processes share the work`()
    async throws
  {
    let world = try await World(autopilot: true)
    try world.client.start()
    try world.monitor.start()
    try await world.eventually("the client answers") {
      try world.client.command("order", "list").status == 0
    }
    try place(world, "PO-EARLY", "NUT-M8-8:10")
    try world.supplier.start()
    try world.supplier.start(port: Int.random(in: 29_001...31_000))
    try await world.importCatalogue()
    for number in 1...20 { try place(world, "PO-\(number)", "NUT-M8-8:10") }
    // The first one may have been priced before there was a price list.
    #expect(Set(try await world.outcomes(of: "PO-EARLY")).count == 1)
    for number in 1...20 {
      #expect(try await world.outcomes(of: "PO-\(number)") == ["Completed", "Completed"])
    }
    #expect(try await world.agreement().status == 0)
    #expect(world.stop())
  }

  @Test func `whichever process is killed, no order is lost and both sides agree`() async throws {
    let world = try await World(autopilot: true)
    try await world.start()
    for number in 1...60 {
      let killed = [world.supplier, world.client, world.monitor][number / 10 % 3]
      if number % 10 == 5 {
        killed.kill()
        try killed.start()
      }
      // Placed again under the same key until the client is back: it is one order.
      try await world.eventually("PO-\(number) is placed") {
        try world.client.command(
          "order", "place", "--line", "BRG-6204-2RS:\(number)", "--reference", "PO-\(number)",
          "--idempotency-key", "key-\(number)", "--as", "anna"
        ).status == 0
      }
    }
    for number in 1...60 {
      #expect(try await world.outcomes(of: "PO-\(number)") == ["Completed", "Completed"])
    }
    #expect(try await world.agreement().status == 0)
    #expect(world.stop())
  }

  @Test func `hostile messages end in quarantine and harm no order`() async throws {
    let world = try await World(autopilot: true)
    try await world.start()
    try place(world, "PO-1", "BRG-6204-2RS:10")
    let connection = try await RabbitMQ.Connection.open(
      RabbitMQ.Connection.Configuration(url: try Ground.variable("DUET_TEST_AMQP")))
    let channel = try await connection.openChannel()
    try await channel.enableConfirms()
    var messages: [Message] = []
    for number in 0..<200 {
      let body = (0..<(number % 50 == 0 ? 300_000 : 64)).map { _ in UInt8.random(in: 0...255) }
      for party in ["client", "supplier"] {
        messages.append(
          Message(exchange: "", routingKey: "order.\(party).inbox", mandatory: true, body: body))
      }
    }
    let outcomes = try await channel.publish(messages)
    #expect(outcomes.allSatisfy { $0 == .confirmed })
    for company in [world.client, world.supplier] {
      try await world.eventually("\(company.name) has put all of them into quarantine") {
        try company.json("quarantine", "list", "--limit", "500")["items"].list?.count == 200
      }
    }
    let database = MonitorDatabase(
      try PostgreSQL.Connection.Configuration(url: world.monitor.database))
    try await world.eventually("the monitor knows what is in both quarantines") {
      let list = try await database.quarantine(limit: 300)
      return list.count == 400 && list.items.count == 200
        && list.items.allSatisfy { $0.id != nil && $0.detail != nil }
    }
    await database.close()
    try place(world, "PO-2", "BRG-6204-2RS:10")
    #expect(try await world.outcomes(of: "PO-1") == ["Completed", "Completed"])
    #expect(try await world.outcomes(of: "PO-2") == ["Completed", "Completed"])
    #expect(world.stop())
    await connection.close()
  }

  // MARK: Pieces

  func place(_ world: World, _ reference: String, _ line: String) throws {
    let answer = try world.client.command(
      "order", "place", "--line", line, "--reference", reference, "--as", "anna")
    #expect(answer.status == 0, "\(answer.messages)")
  }

  private func verify(_ world: World, _ reference: String) async throws {
    try await world.decide(
      world.supplier, reference, "Task_VerifyOrder", as: "sam", group: "sales", "decision=accept")
  }

  private func review(_ world: World, _ reference: String, _ fields: String...) async throws {
    let id = try await task(world, world.client, reference, "Task_ReviewQuote")
    let answer = try world.client.decide(id, fields, person: "bo", group: "buyers")
    #expect(answer.status == 0, "\(answer.messages)")
  }

  func task(
    _ world: World, _ company: Company, _ order: String, _ element: String
  ) async throws -> String {
    var found: String?
    try await world.eventually("\(element) of \(order) is open") {
      let tasks = try company.json("task", "list", "--order", order)["items"].list ?? []
      found = tasks.first { $0["element"].string == element }?["id"].string
      return found != nil
    }
    return try #require(found)
  }
}
