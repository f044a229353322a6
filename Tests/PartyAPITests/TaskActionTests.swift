import Access
import FEEL
import HTTPTypes
import Participant
import PartyAPI
import ProcessEngine
import Testing

struct TaskActionTests {
  private var service = Service()
  private let anna = Actor(user: "anna", groups: ["buyers", "sales"])

  init() {
    service.records.with { state in
      state.orders = [Sample.order()]
      state.tasks = [Sample.taskRow()]
    }
  }

  private func submitted() -> [Stimulus] { service.desk.with { $0.submitted } }

  @Test(
    arguments: [
      ("claim", "", .claim), ("release", "{}", .release), ("resolve", "", .resolve),
      ("undo", "", .undo),
      (
        "assign", #"{"to": "ben", "groups": ["buyers"]}"#,
        .assign(to: Actor(user: "ben", groups: ["buyers"]))
      ),
      ("delegate", #"{"to": "ben"}"#, .delegate(to: Actor(user: "ben", groups: []))),
      (
        "comments", #"{"text": "see there", "link": {"url": "https://a.example/b"}}"#,
        .comment(
          text: "see there",
          link: TaskLink(url: "https://a.example/b", title: "https://a.example/b"))
      ),
      (
        "schedule", #"{"due": "2026-12-01T12:00:00Z", "priority": 80}"#,
        .reschedule(due: Sample.time("2026-12-01T12:00:00Z"), followUp: nil, priority: 80)
      ),
      (
        "complete", #"{"data": {"decision": "accept"}, "effectiveAfter": 20}"#,
        .decide(
          data: ["decision": "accept"], effectiveAt: Sample.time("2026-11-21T09:30:20Z"))
      ),
      ("complete", #"{"data": {}}"#, .decide(data: Context(), effectiveAt: nil)),
    ] as [(String, String, TaskAction)])
  func `everything that people do with a task reaches the process`(
    verb: String, body: String, action: TaskAction
  ) async throws {
    let answer = try await service.ask(
      .post, "/tasks/PO-1.7/\(verb)", body: body.isEmpty ? nil : body)
    #expect(answer.status == (verb == "comments" ? 201 : 200))
    #expect(answer.headers[.eTag] == (verb == "complete" ? nil : "\"1\""))
    #expect(submitted() == [.task(key: 7, action, by: anna)])
  }

  @Test(
    arguments: [
      ("assign", "{}", ["to"]), ("assign", #"{"to": "", "x": 1}"#, ["x", "to"]),
      ("delegate", #"{"to": 3, "groups": "a"}"#, ["to", "groups"]),
      ("comments", #"{"text": " ", "link": {}}"#, ["text", "link.url"]),
      ("schedule", "{}", ["due"]),
      ("schedule", #"{"due": "soon", "priority": 101}"#, ["due", "priority"]),
      ("complete", #"{"data": {}, "effectiveAfter": 301}"#, ["effectiveAfter"]),
      ("claim", #"{"to": "ben"}"#, ["to"]),
    ] as [(String, String, [String])])
  func `a body that is wrong changes nothing, and each field is named`(
    verb: String, body: String, fields: [String]
  ) async throws {
    let answer = try await service.ask(.post, "/tasks/PO-1.7/\(verb)", body: body)
    #expect(answer.status == 422)
    #expect(answer.fields == fields)
    #expect(submitted().isEmpty)
  }

  @Test func `a task is only given to somebody who is known, with the groups that they have`()
    async throws
  {
    var service = service
    service.directory = FakeDirectory(
      people: [Principal(user: "ben", name: "Ben", roles: [.buyer], groups: ["buyers"])])
    let answer = try await service.ask(
      .post, "/tasks/PO-1.7/assign", body: #"{"to": "ben", "groups": ["sales"]}"#)
    #expect(answer.status == 200)
    #expect(
      submitted() == [
        .task(key: 7, .assign(to: Actor(user: "ben", groups: ["buyers"])), by: anna)
      ])
    let unknown = try await service.ask(
      .post, "/tasks/PO-1.7/assign", body: #"{"to": "carl"}"#)
    #expect(unknown.status == 422)
    #expect(unknown.fields == ["to"])
  }

  @Test func `a decision takes effect after the party's usual time`() async throws {
    var service = service
    service.grace = .seconds(10)
    _ = try await service.ask(.post, "/tasks/PO-1.7/complete", body: #"{"data": {}}"#)
    _ = try await service.ask(
      .post, "/tasks/PO-1.7/complete", body: #"{"data": {}, "effectiveAfter": 0}"#)
    #expect(
      submitted() == [
        .task(
          key: 7, .decide(data: Context(), effectiveAt: Sample.time("2026-11-21T09:30:10Z")),
          by: anna),
        .task(key: 7, .decide(data: Context(), effectiveAt: nil), by: anna),
      ])
  }

  @Test func `a decision that can be undone is accepted, and says until when`() async throws {
    service.desk.with { $0.order = Sample.order(decision: true) }
    let answer = try await service.ask(
      .post, "/tasks/PO-1.7/complete", body: #"{"data": {}, "effectiveAfter": 10}"#)
    #expect(answer.status == 202)
    #expect(answer.json["state"] == "open")
    #expect(answer.json["decision"]["effectiveAt"] == "2026-11-21T09:30:10.000Z")
  }

  @Test(
    arguments: [
      (#""3""#, 3), ("*", nil), (#"W/"3""#, -1), (#""3-completed""#, -1), (#""""#, -1),
    ] as [(String, Int?)])
  func `the revision that the caller has seen goes with the action`(tag: String, revision: Int?)
    async throws
  {
    _ = try await service.ask(
      .post, "/tasks/PO-1.7/claim",
      headers: [.duetUser: "anna", .duetGroups: "buyers,sales", .ifMatch: tag])
    #expect(submitted() == [.task(key: 7, .claim, by: anna, ifRevision: revision)])
  }

  @Test(arguments: ["3", "\"3", "\"1\", \"2\""])
  func `what is no entity tag is refused`(tag: String) async throws {
    let answer = try await service.ask(
      .post, "/tasks/PO-1.7/claim", headers: [.duetUser: "anna", .ifMatch: tag])
    #expect(answer.status == 400)
    #expect(answer.json["type"] == "/problems/invalid-header")
  }

  @Test(
    arguments: [
      (.staleTask(key: 7, revision: 4), 412, "stale-task"),
      (
        .decisionPending(by: "ben", until: Sample.time("2026-11-21T09:30:10Z")), 409,
        "decision-pending"
      ),
      (.nothingToUndo(key: 7), 409, "nothing-to-undo"),
      (.delegated(by: "anna", to: "ben"), 409, "task-delegated"),
      (.notDelegated, 409, "task-not-delegated"), (.taskClaimed(by: "ben"), 409, "task-claimed"),
    ] as [(Rejection, Int, String)])
  func `whoever loses a race learns who did what, and when`(
    rejection: Rejection, status: Int, type: String
  ) async throws {
    service.desk.with { $0.failure = .rejected(rejection) }
    service.records.with { $0.history = Sample.history + [Sample.claim(by: "ben")] }
    let answer = try await service.ask(.post, "/tasks/PO-1.7/claim")
    #expect(answer.status == status)
    #expect(answer.json["type"] == .string("/problems/\(type)"))
    if type != "nothing-to-undo" && type != "task-not-delegated" {
      #expect(
        answer.json["lastChange"] == [
          "kind": "claimed", "by": "ben", "at": "2026-11-21T09:10:00.000Z",
        ])
    }
  }

  @Test func `a task shows what was done with it, and its comments alone`() async throws {
    service.records.with { state in
      state.history = [
        Sample.claim(by: "ben"),
        Sample.step(
          4,
          [
            .taskCommented(
              key: 7, by: "ben", text: "dear",
              link: TaskLink(url: "https://a.example", title: "A")),
            .taskClaimed(key: 8, by: "carl"),
          ]),
      ]
    }
    let task = try await service.ask(.get, "/tasks/PO-1.7")
    #expect(task.headers[.eTag] == "\"1\"")
    #expect(task.json["activity"].list?.map { $0["kind"] } == ["claimed", "commented"])
    let comments = try await service.ask(.get, "/tasks/PO-1.7/comments").json
    #expect(
      comments["items"] == [
        [
          "kind": "commented", "by": "ben", "text": "dear", "at": "2026-11-21T09:10:00.000Z",
          "link": ["url": "https://a.example", "title": "A"],
        ]
      ])
  }

  @Test func `a closed task has another tag than the open one had`() async throws {
    service.records.with { $0.tasks = [Sample.taskRow(state: .completed, decidedBy: "ben")] }
    let answer = try await service.ask(.get, "/tasks/PO-1.7")
    #expect(answer.headers[.eTag] == "\"1-completed\"")
  }
}
