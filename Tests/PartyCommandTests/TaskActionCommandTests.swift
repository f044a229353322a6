import FEEL
import PartyCommand
import Testing

/// What is done with tasks on the command line besides deciding them.
struct TaskActionCommandTests {
  private static let task =
    #"{"id": "01997e6a.7", "reference": "PO-1", "key": 7, "name": "Review", "revision": 3}"#

  struct Action: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let path: String
    let body: Value
    let sentence: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Action(
      arguments: ["assign", "PO-1.7", "ben"], path: "assign", body: ["to": "ben"],
      sentence: "anna has handed PO-1.7 to ben\n"),
    Action(
      arguments: ["delegate", "PO-1.7", "ben"], path: "delegate", body: ["to": "ben"],
      sentence: "anna has delegated PO-1.7 to ben\n"),
    Action(
      arguments: ["resolve", "PO-1.7"], path: "resolve", body: .null,
      sentence: "anna has resolved PO-1.7\n"),
    Action(
      arguments: ["comment", "PO-1.7", "see", "--link", "https://a.example", "--title", "A"],
      path: "comments",
      body: ["text": "see", "link": ["url": "https://a.example", "title": "A"]],
      sentence: "anna has commented on PO-1.7\n"),
    Action(
      arguments: ["comment", "PO-1.7", "fine"], path: "comments", body: ["text": "fine"],
      sentence: "anna has commented on PO-1.7\n"),
    Action(
      arguments: ["schedule", "PO-1.7", "--due", "2026-12-01T12:00:00Z", "--priority", "90"],
      path: "schedule", body: ["due": "2026-12-01T12:00:00Z", "priority": 90],
      sentence: "anna has rescheduled PO-1.7\n"),
    Action(
      arguments: ["undo", "PO-1.7"], path: "undo", body: .null,
      sentence: "anna has undone the decision of PO-1.7\n"),
  ])
  func `each action asks the service and tells what has happened`(_ action: Action) async throws {
    let answers = ["POST /tasks/PO-1.7/\(action.path)": [FakeService.Answer(Self.task)]]
    try await FakeService.run(answers) { service, url in
      let outcome = await Client.outcome(
        ["task"] + action.arguments + ["--as", "anna", "--url", url])
      #expect(outcome.data == action.sentence)
      #expect(service.asked.map(\.body) == [action.body])
    }
  }

  @Test func `rescheduling to nothing is refused before the service is asked`() async throws {
    #expect(await Client.outcome(["task", "schedule", "PO-1.7", "--as", "anna"]).code == 64)
  }

  @Test func `a task that has changed is a conflict`() async throws {
    let stale = FakeService.Answer(#"{"detail": "The task has changed."}"#, status: 412)
    try await FakeService.run(["POST /tasks/PO-1.7/undo": [stale]]) { _, url in
      let outcome = await Client.outcome(["task", "undo", "PO-1.7", "--as", "anna", "--url", url])
      #expect(outcome.code == 4)
      #expect(outcome.messages == "Error: The task has changed.\n")
    }
  }

  @Test func `the filters of a list go to the service`() async throws {
    try await FakeService.run(["GET /tasks": [.init(#"{"items": []}"#)]]) { service, url in
      _ = await Client.outcome([
        "task", "list", "--view", "groups", "--overdue", "--priority", "70", "--text", "bolt",
        "--sort=-priority", "--as", "anna", "--groups", "buyers", "--url", url,
      ])
      #expect(
        service.asked.first?.path
          == "/tasks?view=groups&overdue=true&priority=70&text=bolt&sort=-priority&limit=50")
      #expect(service.asked.first?.groups == "buyers")
    }
  }

  @Test func `all tasks that match are decided in one go, after a look at the form of the first`()
    async throws
  {
    let found = #"{"matched": 1, "dryRun": true, "items": [{"id": "x.7"}]}"#
    let done = #"{"matched": 1, "done": 1, "failed": 0, "items": [{"id": "x.7", "status": 200}]}"#
    let answers: [String: [FakeService.Answer]] = [
      "POST /tasks/bulk": [.init(found), .init(done)],
      "GET /tasks/x.7": [
        .init(#"{"id": "x.7", "form": {"fields": [{"name": "n", "type": "number"}]}}"#)
      ],
    ]
    try await FakeService.run(answers) { service, url in
      let outcome = await Client.outcome([
        "task", "complete", "--all", "--filter", "element=Task_A", "n=5", "--as", "anna", "--url",
        url,
      ])
      #expect(outcome.code == 0)
      #expect(outcome.data == "x.7\n")
      #expect(outcome.messages == "1 tasks were decided.\n")
      #expect(
        service.asked.last?.body == [
          "action": "complete", "filter": ["element": "Task_A"], "data": ["n": 5],
          "effectiveAfter": 0, "dryRun": false,
        ])
    }
  }

  @Test func `a dry run decides nothing`() async throws {
    let found = #"{"matched": 2, "items": [{"id": "x.7"}, {"id": "x.8"}]}"#
    try await FakeService.run(["POST /tasks/bulk": [.init(found)]]) { service, url in
      let outcome = await Client.outcome([
        "task", "complete", "--all", "--filter", "text=bolt", "--dry-run", "decision=accept",
        "--as", "anna", "--url", url,
      ])
      #expect(outcome.messages == "2 tasks would be decided.\n")
      #expect(service.asked.map { $0.body["dryRun"] } == [true])
    }
  }

  @Test(arguments: [
    ["--all", "decision=accept"], ["PO-1.7", "--dry-run"], ["PO-1.7", "--filter", "text=a"], [],
  ])
  func `bulk options that make no sense are refused`(arguments: [String]) async {
    #expect(
      await Client.outcome(["task", "complete"] + arguments + ["--as", "anna"]).code == 64)
  }
}

/// A list that is followed.
struct TaskWatchTests {
  private static func list(_ tasks: String...) -> FakeService.Answer {
    .init(#"{"items": [\#(tasks.joined(separator: ","))]}"#)
  }

  private static let gone = FakeService.Answer(#"{"detail": "Gone."}"#, status: 404)

  @Test func `each change of a list is one object a line`() async throws {
    let (a, b) = (#"{"id": "a", "revision": 1}"#, #"{"id": "b", "revision": 1}"#)
    let answers = [
      "GET /tasks": [
        Self.list(a, b), Self.list(#"{"id": "b", "revision": 2}"#, #"{"id": "c", "revision": 1}"#),
        Self.gone,
      ]
    ]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(["task", "list", "--watch", "-o", "jsonl", "--url", url])
      #expect(outcome.code == 3)
      let changes = outcome.data.split(separator: "\n").map { line in
        "\(json(line)["event"].text) \(json(line)["task"]["id"].text)"
      }
      #expect(changes == ["listed a", "listed b", "left a", "changed b", "appeared c"])
    }
  }

  @Test func `a change reads as a line for people`() async throws {
    let task = #"{"id": "a.7", "reference": "PO-1", "key": 7, "name": "Review", "assignee": "ben"}"#
    let answers = ["GET /tasks": [Self.list(), Self.list(task), Self.gone]]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(["task", "list", "--watch", "--url", url])
      #expect(outcome.data.hasSuffix("+ PO-1.7  Review  ben\n"))
    }
  }

  @Test func `watching as one document is refused`() async {
    #expect(await Client.outcome(["task", "list", "--watch", "-o", "json"]).code == 64)
  }
}
