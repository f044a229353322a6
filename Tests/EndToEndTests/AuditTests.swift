import FEEL
import Foundation
import Testing

extension OrderTests {
  @Test func `the audit trail has who did what, from where, and what was before and after`()
    async throws
  {
    let (world, _) = try await Self.guardedWorld()
    for reference in ["PO-A", "PO-B"] {
      _ = try world.client.json(
        "order", "place", "--reference", reference, "--line", "NUT-M8-8:10")
    }
    try await changeUsers(world.client)
    #expect(try world.client.command("order", "cancel", "PO-B", "--reason", "twice").status == 0)
    let task = try await task(world, world.supplier, "PO-A", "Task_VerifyOrder")
    for command in [
      ["comment", task, "Looks fine"], ["claim", task],
      ["complete", task, "decision=accept", "--grace", "0s"],
    ] {
      let answer = try world.supplier.run(["task"] + command)
      #expect(answer.status == 0, "\(answer.messages)")
    }
    #expect(try await world.client.ask("GET", "/orders?format=csv&reference=PO").status == 200)
    #expect(try await world.client.ask("GET", "/audit?format=jsonl&actor=olga").status == 200)

    check(client: try await records(world.client))
    check(supplier: try await records(world.supplier, "&order=PO-A"))
    try await stop(world)
  }

  private func check(client records: [Value]) {
    for action in [
      "session.begin", "session.refuse", "user.add", "user.change", "order.place",
      "order.cancel", "order.export", "audit.export",
    ] { #expect(records.contains { $0["action"].string == action }, "\(action) is missing") }
    // Only a name that is known is kept: others may be passwords in the wrong field.
    let refused = records.filter { $0["action"] == "session.refuse" }
    #expect(refused.map { $0["actor"] } == ["anna", "unknown"])
    #expect(refused.allSatisfy { $0["address"] == "203.0.113.9" })
    let changes = records.filter { $0["action"] == "user.change" }
    #expect(changes.map { $0["before"]["groups"] } == [[], ["night"], []])
    #expect(changes.map { $0["after"]["groups"] } == [[], [], ["night"]])
    #expect(changes.first?["after"]["password"] == "changed")
    #expect(!records.contains { $0.jsonString.contains("scrypt") })
  }

  private func check(supplier records: [Value]) {
    #expect(
      records.compactMap { $0["action"].string } == ["task.decide", "task.claim", "task.comment"])
    #expect(records.last?["after"]["comment"] == "Looks fine")
    let claim = records.first { $0["action"] == "task.claim" }
    #expect(claim?["before"]["task"]["assignee"] == .null)
    #expect(claim?["after"]["task"]["assignee"] == "olga")
    #expect(records.first?["after"]["data"] == ["decision": "accept"])
    #expect(records.allSatisfy { $0["channel"] == "command line" && $0["actor"] == "olga" })
  }

  /// Everything that is done to users, and sign-ins that fail.
  private func changeUsers(_ company: Company) async throws {
    let guess: Value = ["user": "anna", "password": "a guess"]
    #expect(try await company.ask("POST", "/session", guess, from: "203.0.113.9").status == 401)
    _ = try company.json("user", "add", "anna", "--role", "buyer")
    #expect(try await company.ask("POST", "/session", guess, from: "203.0.113.9").status == 401)
    _ = try company.json("user", "change", "anna", "--group", "night")
    _ = try company.json("user", "change", "anna", "--no-group")
    let reset: Value = ["password": "quite another one"]
    #expect(try await company.ask("POST", "/users/anna", reset).status == 200)
  }

  /// The newest first.
  private func records(_ company: Company, _ filter: String = "") async throws -> [Value] {
    let answer = try await company.ask("GET", "/audit?limit=500\(filter)")
    guard answer.status == 200 else { throw Trouble(answer.body.jsonString) }
    return answer.body["items"].list ?? []
  }

  /// Ends everything while somebody listens, whose stream ends in order.
  private func stop(_ world: World) async throws {
    let listener = Process()
    listener.executableURL = URL(filePath: "/usr/bin/curl")
    listener.arguments = [
      "-sN", "-H", "Accept: text/event-stream", "-H", "Last-Event-ID: 1:0", "-H",
      "Authorization: Bearer \(world.client.token ?? "")", "\(world.client.url)/orders/events",
    ]
    let output = Pipe()
    listener.standardOutput = output
    try listener.run()
    var told = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(told.hasPrefix("retry: 1000\nid: 1:0\n\n"))
    while !told.contains("event: order.") {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      told += String(decoding: more, as: UTF8.self)
    }
    #expect(world.stop())
    told += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    listener.waitUntilExit()
    // Any other code says that the stream was cut off.
    #expect(listener.terminationStatus == 0)
    #expect(told.contains("event: order."))
  }
}
