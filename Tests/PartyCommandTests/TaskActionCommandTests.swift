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
      arguments: ["assign", "PO-1.7", "ben", "--to-groups", "sales,pricing"], path: "assign",
      body: ["to": "ben", "groups": ["sales", "pricing"]],
      sentence: "anna has handed PO-1.7 to ben\n"),
    Action(
      arguments: ["delegate", "PO-1.7", "ben", "--to-groups", "sales"], path: "delegate",
      body: ["to": "ben", "groups": ["sales"]], sentence: "anna has delegated PO-1.7 to ben\n"),
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

  @Test(arguments: [[], ["--as", "ben"]])
  func `what somebody did who signed in is told with their name`(options: [String]) async throws {
    let decided = #"{"id": "01997e6a.7", "decision": {"effectiveAt": "2026-11-21T08:00:10.000Z"}}"#
    let answers: [String: [FakeService.Answer]] = [
      "GET /session": [.init(#"{"user": "clara"}"#)], "GET /tasks/PO-1.7": [.init(Self.task)],
      "POST /tasks/PO-1.7/claim": [.init(Self.task)],
      "POST /tasks/PO-1.7/complete": [.init(decided)], "GET /tasks": [.init(#"{"items": []}"#)],
    ]
    let signedIn = ["DUET_TOKEN": "duet_1"]
    try await FakeService.run(answers) { service, url in
      let more = ["--url", url] + options
      let claim = await Client.outcome(["task", "claim", "PO-1.7"] + more, environment: signedIn)
      #expect(claim.data == "clara has claimed PO-1.7\n")
      let decision = await Client.outcome(
        ["task", "complete", "PO-1.7"] + more, environment: signedIn)
      #expect(decision.data.hasPrefix("clara has decided PO-1.7; it takes effect at "))
      _ = await Client.outcome(["task", "list", "--mine"] + more, environment: signedIn)
      #expect(service.asked.last?.path == "/tasks?state=open&assignee=clara&limit=50")
    }
  }

  @Test(arguments: [
    ("PO-1.7", "PO-1", "PO-1.7", "PO-1.7"), ("P3 DUP.7", "P3 DUP", "01997e6a.7", "01997e6a.7"),
    ("01997e6a.7", "PO-1", "PO-1.7", "01997e6a.7"),
  ])
  func `the command that is printed to undo a decision can be typed as it stands`(
    typed: String, reference: String, name: String, undone: String
  ) async throws {
    let shown = #"{"id": "01997e6a.7", "reference": "\#(reference)", "key": 7}"#
    let decided = #"{"id": "01997e6a.7", "decision": {"effectiveAt": "2026-11-21T08:00:10.000Z"}}"#
    let path = "/tasks/" + typed.replacing(" ", with: "%20")
    let answers: [String: [FakeService.Answer]] = [
      "GET \(path)": [.init(shown)], "POST \(path)/complete": [.init(decided)],
    ]
    try await FakeService.run(answers) { _, url in
      let outcome = await Supplier.outcome(
        ["task", "complete", typed, "--grace", "10s", "--as", "sam", "--url", url])
      #expect(
        outcome.data == """
          sam has decided \(name); it takes effect at 2026-11-21T08:00:10.000Z, until then: \
          supplier task undo \(undone)

          """)
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
      _ = await Client.outcome([
        "task", "list", "--due", "2026-12-01", "--reference", "PO", "--delegated-by", "ben",
        "--url", url,
      ])
      #expect(
        service.asked.last?.path
          == "/tasks?state=open&delegatedBy=ben&reference=PO&due=2026-12-01&limit=50")
      // What somebody has decided is closed.
      _ = await Client.outcome(["task", "list", "--decided-by", "ben", "--url", url])
      #expect(service.asked.last?.path == "/tasks?state=completed&decidedBy=ben&limit=50")
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

  @Test(
    arguments: [
      (true, 0, "one run decides no more"),
      (false, 0, "narrow the filter to those that can be decided"),
      (false, 1, "run it again for the rest"),
    ] as [(Bool, Int, String)], ["table", "jsonl"])
  func `whoever decides many is told that there are more, and what helps`(
    report: (isDryRun: Bool, done: Int, advice: String), format: String
  ) async throws {
    let found = #"{"matched": 1, "hasMore": true, "items": [{"id": "x.7"}]}"#
    let done =
      #"{"matched": 1, "hasMore": true, "done": \#(report.done), "items": [{"id": "x.7"}]}"#
    let answers: [String: [FakeService.Answer]] = [
      "POST /tasks/bulk": [.init(found), .init(done)], "GET /tasks/x.7": [.init(#"{"id": "x.7"}"#)],
    ]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(
        ["task", "complete", "--all", "--filter", "text=bolt", "--as", "anna", "--url", url]
          + ["-o", format] + (report.isDryRun ? ["--dry-run"] : []))
      #expect(
        outcome.messages.hasSuffix("More than these 1 match: \(report.advice).\n"))
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

  @Test func `all pages of a list are followed`() async throws {
    func item(_ id: String) -> String { #"{"id": "\#(id)", "revision": 1}"# }
    let page = FakeService.Answer(#"{"items": [\#(item("a"))], "next": "c1"}"#)
    let answers = [
      "GET /tasks": [
        page, Self.list(item("b")), page, Self.list(item("b"), item("c")), Self.gone,
      ]
    ]
    try await FakeService.run(answers) { service, url in
      let outcome = await Client.outcome(["task", "list", "--watch", "-o", "jsonl", "--url", url])
      let changes = outcome.data.split(separator: "\n").map { line in
        "\(json(line)["event"].text) \(json(line)["task"]["id"].text)"
      }
      #expect(changes == ["listed a", "listed b", "appeared c"])
      #expect(
        service.asked.prefix(2).map(\.path) == [
          "/tasks?state=open&limit=500", "/tasks?state=open&limit=500&cursor=c1",
        ])
    }
  }

  struct Step: Sendable {
    let before: String
    let after: String
    /// Whether nothing comes behind what was seen before, and after.
    var isWhole = (false, false)
    let changes: [String]
  }

  @Test(arguments: [
    // Something new on top pushes the last one out.
    Step(before: "dcb", after: "edc", changes: ["appeared e"]),
    // The last of a whole list is really gone.
    Step(before: "dcb", after: "edc", isWhole: (true, true), changes: ["left b", "appeared e"]),
    // One that left the middle lets another one in.
    Step(before: "dcb", after: "dba", changes: ["left c"]),
    // Everything that was behind the first part is in it now.
    Step(before: "dc", after: "dba", isWhole: (false, true), changes: ["left c"]),
    // A whole list grows over what is followed.
    Step(
      before: "cba", after: "edc", isWhole: (true, false), changes: ["appeared e", "appeared d"]),
    Step(before: "b", after: "c", changes: ["appeared c"]),
    Step(before: "dcb", after: "dcb", changes: []),
  ])
  func `what only falls off the first part of a list has not left it`(step: Step) {
    func snapshot(_ ids: String, _ isWhole: Bool) -> ListSnapshot {
      ListSnapshot(items: ids.map { ["id": .string(String($0))] }, isWhole: isWhole)
    }
    let changes = snapshot(step.after, step.isWhole.1)
      .changes(since: snapshot(step.before, step.isWhole.0))
    #expect(changes.map { "\($0.kind) \($0.item["id"].text)" } == step.changes)
  }

  @Test func `who follows a part of a list is told so`() async throws {
    let part = FakeService.Answer(#"{"items": [{"id": "a"}], "next": "c1"}"#)
    try await FakeService.run(["GET /tasks": [part, Self.gone]]) { service, url in
      let outcome = await Client.outcome(["task", "list", "--watch", "--limit", "1", "--url", url])
      #expect(outcome.messages.hasPrefix("There are more: only the first 1 are followed.\n"))
      #expect(service.asked.first?.path == "/tasks?state=open&limit=1")
    }
  }

  @Test func `watching as one document is refused`() async {
    #expect(await Client.outcome(["task", "list", "--watch", "-o", "json"]).code == 64)
  }
}
