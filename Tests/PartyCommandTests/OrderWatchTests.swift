import FEEL
import PartyCommand
import Testing

struct OrderWatchTests {
  private static let placed = #"{"id": "01997e6a", "reference": "PO-1"}"#
  private static let first = """
    {"id": "01997e6a", "reference": "PO-1", "status": "running", "step": 1, "last": 1, "items": [
      {"step": 1, "at": "2026-11-21T08:00:00.000Z", "stimulus": {"kind": "start"}, "events": [
        {"event": "instanceStarted"}, {"event": "flowTaken", "flow": "F"},
        {"event": "messageSent", "name": "OrderPlaced"}]}]}
    """
  private static let second = """
    {"id": "01997e6a", "reference": "PO-1", "status": "ended", "outcome": "Received", "step": 2, "last": 2, "items": [
      {"step": 2, "at": "2026-11-21T08:05:00.000Z", "stimulus": {"kind": "completeTask", "by": "anna"}, "events": [
        {"event": "taskCompleted", "element": "Task_ConfirmReceipt", "by": "anna"},
        {"event": "instanceEnded", "outcome": "Received"}]}]}
    """
  private static let nothing =
    #"{"id": "01997e6a", "status": "running", "step": 1, "last": 1, "items": []}"#

  @Test func `a list of orders is followed, too`() async throws {
    let running = #"{"id": "a", "reference": "PO-1", "status": "running", "elements": ["Task_A"]}"#
    let ended = #"{"id": "a", "reference": "PO-1", "status": "ended", "outcome": "Received"}"#
    let lists = [running, ended].map { FakeService.Answer(#"{"items": [\#($0)]}"#) }
    let gone = FakeService.Answer(#"{"detail": "Gone."}"#, status: 404)
    let answers = ["GET /orders": lists + [gone]]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(["order", "list", "--watch", "-o", "jsonl", "--url", url])
      let changes = outcome.data.split(separator: "\n").map { line in
        "\(json(line)["event"].text) \(json(line)["order"]["status"].text)"
      }
      #expect(changes == ["listed running", "changed ended"])
    }
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(["order", "list", "--watch", "--url", url])
      #expect(outcome.data.contains("~ PO-1  Received"))
    }
    #expect(await Client.outcome(["order", "list", "--watch", "-o", "json"]).code == 64)
  }

  @Test func `each step is printed, until the order has ended`() async throws {
    let answers = ["GET /orders/PO-1/events": [FakeService.Answer(Self.first), .init(Self.second)]]
    try await FakeService.run(answers) { service, url in
      let outcome = await Client.outcome(["order", "watch", "PO-1", "--url", url])
      #expect(outcome.code == 0)
      #expect(
        outcome.data == """
          1  2026-11-21 08:00:00  start  started; sent OrderPlaced
          2  2026-11-21 08:05:00  completeTask anna  Task_ConfirmReceipt decided by anna; ended: Received

          """)
      #expect(outcome.messages == "Order PO-1 has ended: Received\n")
      #expect(
        service.asked.map(\.path) == [
          "/orders/PO-1/events?after=0&wait=10", "/orders/PO-1/events?after=1&wait=10",
        ])
    }
  }

  @Test func `each step is one object a line for programs`() async throws {
    let answers = ["GET /orders/PO-1/events": [FakeService.Answer(Self.first), .init(Self.second)]]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(["order", "watch", "PO-1", "-o", "jsonl", "--url", url])
      let steps = try outcome.data.split(separator: "\n").map {
        try Value(json: String($0))["step"]
      }
      #expect(steps == [1, 2])
    }
  }

  @Test func `waiting for a placed order ends with the order`() async throws {
    let answers = [
      "POST /orders": [FakeService.Answer(Self.placed, status: 202)],
      "GET /orders/01997e6a/events": [.init(Self.first), .init(Self.second)],
    ]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome([
        "order", "place", "--line", "A:1", "--wait", "--url", url,
      ])
      #expect(outcome.code == 0)
      #expect(outcome.data.split(separator: "\n").count == 2)
      #expect(outcome.messages.hasSuffix("Order PO-1 has ended: Received\n"))
    }
  }

  @Test func `waiting too long ends with 124`() async throws {
    try await FakeService.run(["GET /orders/PO-1/events": [.init(Self.nothing)]]) { _, url in
      let outcome = await Client.outcome([
        "order", "watch", "PO-1", "--timeout", "1ms", "--url", url,
      ])
      #expect(outcome.code == 124)
      #expect(outcome.messages == "Error: The order PO-1 has not ended within the time given.\n")
    }
  }

  @Test func `a service that goes away for a moment is waited for`() async throws {
    let away = FakeService.Answer(#"{"detail": "Stopping."}"#, status: 503)
    let answers = [
      "GET /orders/PO-1/events": [FakeService.Answer(Self.first), away, .init(Self.second)]
    ]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(["order", "watch", "PO-1", "--url", url])
      #expect(outcome.code == 0)
      #expect(outcome.messages.hasPrefix("Stopping. Trying again.\n"))
    }
  }

  @Test func `an order that is not there is not waited for`() async throws {
    let missing = FakeService.Answer(#"{"detail": "There is no order PO-1."}"#, status: 404)
    try await FakeService.run(["GET /orders/PO-1/events": [missing]]) { _, url in
      #expect(await Client.outcome(["order", "watch", "PO-1", "--url", url]).code == 3)
    }
  }
}
