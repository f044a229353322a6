import FEEL
import FoundationEssentials
import PartyCommand
import Testing

/// The form on a terminal.
struct FormPromptTests {
  private static let task = """
    {"id": "01997e6a.7", "reference": "PO-1", "key": 7, "revision": 3,
     "variables": {"limit": 5},
     "form": {"fields": [
       {"name": "shown", "type": "context", "label": "Total", "content": {"value": "9.50 EUR", "format": "money"}},
       {"name": "rows", "type": "context", "label": "Lines", "content": {
         "columns": [{"label": "Item", "format": "text"}, {"label": "Qty", "format": "number"}],
         "rows": [["A", 3]]}},
       {"name": "decision", "type": "choice", "label": "How?", "required": true,
        "values": [{"value": "yes", "label": "Fine"}, {"value": "no", "label": "Bad"}]},
       {"name": "weight", "type": "number", "label": "kg"},
       {"name": "lines", "type": "lines", "label": "Quantities"},
       {"name": "note", "type": "text", "label": "Note", "multiline": true, "help": "They read it.",
        "requiredWhen": "decision = \\"no\\" and limit = 5"}]},
     "defaults": {"lines": [{"sku": "A", "quantity": 3}]}}
    """
  private static let done = #"{"id": "x", "state": "completed", "order": {}}"#
  private static let pending =
    #"{"id": "x", "state": "open", "decision": {"effectiveAt": "2026-11-21T08:00:10.000Z"}}"#

  private static func answers(_ results: FakeService.Answer...) -> [String: [FakeService.Answer]] {
    ["GET /tasks/PO-1.7": [.init(task)], "POST /tasks/PO-1.7/complete": results]
  }

  private static func complete(
    _ url: String, _ more: [String] = [], answers: [String]?
  ) async -> Outcome {
    await Client.outcome(
      ["task", "complete", "PO-1.7", "--as", "anna", "--url", url] + more, answers: answers)
  }

  @Test func `the fields are asked for in order, with the context before them`() async throws {
    try await FakeService.run(Self.answers(.init(Self.pending))) { service, url in
      let outcome = await Self.complete(url, answers: ["2", "", "A:1", "two boxes", "missing", ""])
      #expect(outcome.code == 0)
      #expect(
        service.asked.last?.body == [
          "data": [
            "lines": [["sku": "A", "quantity": 1]], "decision": "no", "note": "two boxes\nmissing",
          ]
        ])
      #expect(
        outcome.messages.hasPrefix(
          """
          Total: 9.50 EUR

          Lines
          Item  Qty
          A       3

          How? *
            1  Fine
            2  Bad
          """))
      #expect(outcome.messages.contains(" [A:3]> "))
      #expect(outcome.messages.contains("Note *\n  They read it.\n"))
      #expect(outcome.data.contains("it takes effect at 2026-11-21T08:00:10.000Z"))
    }
  }

  @Test func `what cannot be read, or is missing, is asked for again`() async throws {
    try await FakeService.run(Self.answers(.init(Self.done))) { service, url in
      let outcome = await Self.complete(
        url, answers: ["", "7", "yes", "heavy", "2.5", "A", "", ""])
      #expect(outcome.code == 0)
      #expect(outcome.messages.contains("This has to be filled in.\n"))
      #expect(outcome.messages.contains("Write a number from 1 to 2.\n"))
      #expect(outcome.messages.contains("Write a number, such as 12.5.\n"))
      #expect(outcome.messages.contains("Write SKU:QTY,SKU:QTY"))
      #expect(
        service.asked.last?.body == [
          "data": [
            "lines": [["sku": "A", "quantity": 3]], "decision": "yes", "weight": .number(2.5),
          ]
        ])
    }
  }

  @Test func `a field that the service finds wrong is asked for again, alone`() async throws {
    let refused = FakeService.Answer(
      """
      {"type": "/problems/invalid-form", "detail": "See the errors.",
       "errors": [{"field": "weight", "message": "kg must be at least 3"}]}
      """, status: 422)
    try await FakeService.run(Self.answers(refused, .init(Self.done))) { service, url in
      let outcome = await Self.complete(url, answers: ["1", "2", "", "", "4"])
      #expect(outcome.code == 0)
      #expect(outcome.messages.contains("kg must be at least 3"))
      #expect(service.asked.last?.body["data"]["weight"] == 4)
      #expect(service.asked.last?.body["data"]["decision"] == "yes")
    }
  }

  @Test func `an input that ends early decides nothing`() async throws {
    try await FakeService.run(Self.answers(.init(Self.done))) { service, url in
      let outcome = await Self.complete(url, answers: ["1"])
      #expect(outcome.code == 64)
      #expect(service.asked.map(\.method) == ["GET"])
    }
  }

  @Test func `off a terminal what is missing is named`() async throws {
    try await FakeService.run(Self.answers(.init(Self.done))) { service, url in
      let nothing = await Self.complete(url, answers: nil)
      #expect(nothing.code == 64)
      #expect(
        nothing.messages == """
          Error: The form needs more: write NAME=VALUE, or --data with a file.
            decision: How?

          """)
      let half = await Self.complete(url, ["decision=no"], answers: nil)
      #expect(half.code == 64)
      #expect(half.messages.hasSuffix("  note: Note\n"))
      #expect(service.asked.allSatisfy { $0.method == "GET" })
      #expect(await Self.complete(url, ["decision=yes", "--grace", "5s"], answers: nil).code == 0)
      #expect(service.asked.last?.body["effectiveAfter"] == 5)
    }
  }
}
