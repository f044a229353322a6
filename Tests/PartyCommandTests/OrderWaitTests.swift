import FEEL
import PartyCommand
import Testing

struct OrderWaitTests {
  private static let news = """
    {"id": "o", "reference": "PO-1", "status": "ended", "outcome": "Completed", "step": 2, "last": 2, "items": [
      {"step": 1, "at": "2026-11-21T08:00:00.000Z", "stimulus": {"kind": "message"}, "events": [
        {"event": "messageReceived", "name": "QuoteIssued"},
        {"event": "elementActivated", "element": "Task_ReviewQuote", "key": 4}]},
      {"step": 2, "at": "2026-11-21T08:05:00.000Z", "stimulus": {"kind": "timer"}, "events": [
        {"event": "instanceEnded", "outcome": "Completed"}]}]}
    """
  private static let nothing =
    #"{"id": "o", "status": "running", "step": 0, "last": 0, "items": []}"#

  @Test(arguments: [
    (["--for", "quoted"], 1), (["--for", "QuoteIssued"], 1), (["--for", "Task_ReviewQuote"], 1),
    (["--for", "Completed"], 2), (["--for", "completed"], 2), (["--for", "ended"], 2), ([], 2),
  ])
  func `waiting ends with the step that reaches the goal`(goal: [String], step: Int) async throws {
    try await FakeService.run(["GET /orders/PO-1/events": [.init(Self.news)]]) { _, url in
      let outcome = await Client.outcome(
        ["order", "wait", "PO-1", "-o", "jsonl", "--url", url] + goal)
      #expect(outcome.code == 0)
      #expect(json(outcome.data)["step"] == .number(step))
    }
  }

  @Test func `an order that ends without reaching the goal is a conflict`() async throws {
    try await FakeService.run(["GET /orders/PO-1/events": [.init(Self.news)]]) { _, url in
      let outcome = await Supplier.outcome(
        ["order", "wait", "PO-1", "--for", "fulfilled", "--url", url])
      #expect(outcome.code == 4)
      #expect(
        outcome.messages
          == "Error: The order PO-1 has ended (Completed) and has not reached fulfilled.\n")
    }
  }

  @Test func `waiting too long ends with 124`() async throws {
    try await FakeService.run(["GET /orders/PO-1/events": [.init(Self.nothing)]]) { _, url in
      let outcome = await Client.outcome(
        ["order", "wait", "PO-1", "--for", "quoted", "--timeout", "1ms", "--url", url])
      #expect(outcome.code == 124)
    }
  }

  @Test func `the filters of a list of orders go to the service`() async throws {
    try await FakeService.run(["GET /orders": [.init(#"{"items": [], "counts": {}}"#)]]) {
      service, url in
      _ = await Client.outcome([
        "order", "list", "--text", "bolt", "--minimum-total", "100", "--placed-from", "2026-11-01",
        "--sort=-total", "--url", url,
      ])
      #expect(
        service.asked.first?.path
          == "/orders?text=bolt&minimumTotal=100&placedFrom=2026-11-01&sort=-total&limit=50")
    }
  }
}
