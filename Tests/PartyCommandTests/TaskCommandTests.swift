import FEEL
import FoundationEssentials
import PartyCommand
import Testing

struct TaskCommandTests {
  private static let task = """
    {"id": "01997e6a.7", "reference": "PO-1", "buyer": "Nordwind", "total": "120.00", "currency": "EUR",
     "key": 7, "name": "Confirm receipt", "state": "open",
     "candidateGroups": ["receiving"], "priority": 50, "createdAt": "2026-11-21T09:00:00.000Z",
     "form": {"fields": [
       {"name": "decision", "type": "choice", "label": "How?", "values": [{"value": "received"}, {"value": "short"}]},
       {"name": "lines", "type": "lines", "label": "Quantities"}, {"name": "weight", "type": "number", "label": "kg"},
       {"name": "sealed", "type": "boolean", "label": "Sealed"}, {"name": "note", "type": "text", "label": "Note"}]},
     "defaults": {"lines": [{"sku": "A", "quantity": 3}]}, "variables": {"order": {"id": "o"}}}
    """
  private static let done =
    #"{"id": "01997e6a.7", "state": "completed", "order": {"outcome": "Received"}}"#
  private static let answers = [
    "GET /tasks/PO-1.7": [FakeService.Answer(task)],
    "POST /tasks/PO-1.7/complete": [FakeService.Answer(done)],
  ]
  private let anna = ["DUET_USER": "anna", "DUET_GROUPS": "receiving"]

  @Test func `tasks are listed under the names that commands take`() async throws {
    try await FakeService.run(["GET /tasks": [.init("{\"items\": [\(Self.task)]}")]]) {
      service, url in
      let outcome = await Supplier.outcome(
        ["task", "list", "--mine", "--group", "sales,pricing", "--url", url], environment: anna)
      #expect(
        outcome.data == """
          TASK    NAME             BUYER          TOTAL  STATE  FOR        DUE (UTC)  PRIORITY  CREATED (UTC)
          PO-1.7  Confirm receipt  Nordwind  120.00 EUR  open   receiving                   50  2026-11-21 09:00:00

          """)
      #expect(
        service.asked.first?.path
          == "/tasks?state=open&assignee=anna&group=sales%2Cpricing&limit=50")
    }
  }

  @Test
  func `tasks whose orders share a reference, or have one that a shell splits, go by their id`()
    async throws
  {
    func task(_ order: String, _ key: Int, _ reference: String) -> String {
      #"{"id": "\#(order).\#(key)", "orderId": "\#(order)", "reference": "\#(reference)", "key": \#(key)}"#
    }
    let list = [
      task("o1", 7, "DUP"), task("o2", 9, "DUP"), task("o3", 7, "PO-1"), task("o3", 8, "PO-1"),
      task("o4", 1, "P3 X"), task("o5", 1, "-x"), task("o6", 1, "a;b"), task("o7", 1, "Ä"),
    ].joined(separator: ",")
    try await FakeService.run(["GET /tasks": [.init("{\"items\": [\(list)]}")]]) { _, url in
      let outcome = await Client.outcome(["task", "list", "--url", url])
      let names = outcome.data.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } }
      #expect(
        names == ["o1.7", "o2.9", "PO-1.7", "PO-1.8", "o4.1", "o5.1", "o6.1", "o7.1"])
    }
  }

  @Test func `a task is shown with what was done with it, by whom`() async throws {
    let task = """
      {"id": "o1.7", "reference": "PO-1", "key": 7, "followUp": "2026-11-23T08:00:00.000Z",
       "reminders": 2, "escalations": 0, "activity": [
        {"kind": "created", "at": "2026-11-21T08:00:00.000Z"},
        {"kind": "claimed", "at": "2026-11-21T08:00:01.000Z", "by": "anna"},
        {"kind": "assigned", "at": "2026-11-21T08:00:02.000Z", "by": "anna", "to": "ben"},
        {"kind": "commented", "at": "2026-11-21T08:00:03.000Z", "by": "ben", "text": "See",
         "link": {"url": "https://a.example", "title": "The drawing"}},
        {"kind": "commented", "at": "2026-11-21T08:00:04.000Z", "by": "ben", "text": "And",
         "link": {"url": "https://b.example", "title": "https://b.example"}},
        {"kind": "reminded", "at": "2026-11-22T08:00:00.000Z", "text": "The quote lapses."},
        {"kind": "escalated", "at": "2026-11-22T08:00:01.000Z", "to": "chiefs", "text": "Late."},
        {"kind": "decided", "at": "2026-11-22T08:00:02.000Z", "by": "ben",
         "effectiveAt": "2026-11-22T08:00:12.000Z"},
        {"kind": "undone", "at": "2026-11-22T08:00:03.000Z", "text": "It was refused."}]}
      """
    try await FakeService.run(["GET /tasks/PO-1.7": [.init(task)]]) { _, url in
      let outcome = await Client.outcome(["task", "show", "PO-1.7", "--url", url])
      #expect(
        outcome.data == """
          Task       PO-1.7
          For        anybody
          Follow up  2026-11-23 08:00:00
          Reminders  2

          2026-11-21 08:00:00  created
          2026-11-21 08:00:01  claimed by anna
          2026-11-21 08:00:02  assigned to ben by anna
          2026-11-21 08:00:03  ben: See  The drawing:  https://a.example
          2026-11-21 08:00:04  ben: And  https://b.example
          2026-11-22 08:00:00  reminder: The quote lapses.
          2026-11-22 08:00:01  escalation to chiefs: Late.
          2026-11-22 08:00:02  decided by ben, in effect from 2026-11-22 08:00:12
          2026-11-22 08:00:03  decision undone: It was refused.

          """)
    }
  }

  @Test func `a task is shown with its form`() async throws {
    try await FakeService.run(Self.answers) { _, url in
      let outcome = await Client.outcome(["task", "show", "PO-1.7", "--url", url])
      #expect(outcome.data.contains("decision  choice   How?        received, short"))
    }
  }

  @Test func `a decision is the form's beginning under what was typed`() async throws {
    try await FakeService.run(Self.answers) { service, url in
      let outcome = await Client.outcome(
        [
          "task", "complete", "PO-1.7", "decision=received", "weight=12.50", "sealed=true",
          "note=a=b", "--url", url,
        ],
        environment: anna)
      #expect(outcome.code == 0)
      #expect(outcome.data == "anna has decided PO-1.7; the order has ended: Received\n")
      let asked = try #require(service.asked.last)
      #expect(asked.user == "anna")
      #expect(
        asked.body == [
          "data": [
            "decision": "received", "weight": .number(12.5), "sealed": true, "note": "a=b",
            "lines": [["sku": "A", "quantity": 3]],
          ], "effectiveAfter": 0,
        ])
    }
  }

  @Test func `lines are typed as they are for an order, and defaults can be left out`() async throws
  {
    try await FakeService.run(Self.answers) { service, url in
      _ = await Client.outcome(
        ["task", "complete", "PO-1.7", "lines=A:1,B:0", "--as", "ben", "--url", url])
      #expect(
        service.asked.last?.body == [
          "data": ["lines": [["sku": "A", "quantity": 1], ["sku": "B", "quantity": 0]]],
          "effectiveAfter": 0,
        ])
      _ = await Client.outcome(
        [
          "task", "complete", "PO-1.7", "decision=short", "--no-defaults", "--as", "ben", "--url",
          url,
        ])
      #expect(service.asked.last?.body == ["data": ["decision": "short"], "effectiveAfter": 0])
    }
  }

  @Test func `a file fills in the form under what was typed`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "duet-\(UUID().uuidString).json")
    try #"{"decision": "short", "note": "two boxes"}"#.write(
      to: file, atomically: true, encoding: .utf8)
    defer { do { try FileManager.default.removeItem(at: file) } catch { Issue.record(error) } }
    try await FakeService.run(Self.answers) { service, url in
      _ = await Client.outcome(
        [
          "task", "complete", "PO-1.7", "decision=received", "--data", file.path(), "--no-defaults",
          "--url", url,
        ],
        environment: anna)
      #expect(
        service.asked.last?.body == [
          "data": ["decision": "received", "note": "two boxes"], "effectiveAfter": 0,
        ])
    }
  }

  @Test(arguments: [
    ["decision"], ["=x"], ["weight=heavy"], ["sealed=yes"], ["lines=A"], ["lines=[1"],
    ["--data", "/nowhere/x.json"],
  ])
  func `a field that cannot be read decides nothing`(arguments: [String]) async throws {
    try await FakeService.run(Self.answers) { service, url in
      let outcome = await Client.outcome(
        ["task", "complete", "PO-1.7", "--url", url] + arguments, environment: anna)
      #expect(outcome.code == 64)
      #expect(!service.asked.contains { $0.method == "POST" })
    }
  }

  @Test(arguments: ["claim", "release"])
  func `a task is taken and given back`(verb: String) async throws {
    try await FakeService.run(["POST /tasks/PO-1.7/\(verb)": [.init(Self.task)]]) { service, url in
      let outcome = await Client.outcome(["task", verb, "PO-1.7", "--as", "anna", "--url", url])
      #expect(
        outcome.data == "anna has \(verb)ed PO-1.7\n".replacing("releaseed", with: "released"))
      #expect(service.asked.first?.user == "anna")
      #expect(await Client.outcome(["task", verb, "PO-1.7", "--url", url]).code == 64)
    }
  }
}
