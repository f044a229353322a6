import FEEL
import HTTPTypes
import Participant
import PartyAPI
import ProcessEngine
import Testing

struct TaskTests {
  private let service = Service()
  private let id = "\(Sample.id).7"

  init() {
    service.records.with { state in
      state.orders = [Sample.order()]
      state.tasks = [Sample.taskRow()]
    }
  }

  @Test func `tasks are listed under a filter`() async throws {
    let answer = try await service.ask(
      .get,
      "/tasks?state=completed&order=PO-1&element=Task_ReviewQuote&assignee=anna&group=buyers,sales")
    #expect(answer.status == 200)
    #expect(answer.json["items"].list?.map { $0["id"] } == [.string(id)])
    let query = try #require(service.records.with { $0.taskQueries.first })
    #expect(query.states == [.completed])
    #expect(query.order == Sample.id)
    #expect(query.assignee == "anna")
    #expect(query.groups == ["buyers", "sales"])
  }

  @Test func `open tasks are listed when nothing else is asked`() async throws {
    _ = try await service.ask(.get, "/tasks")
    #expect(service.records.with { $0.taskQueries.first?.states } == [.open])
  }

  @Test func `a task shows its form, what the form begins with, and the order's data`() async throws
  {
    let form = try Form(
      json: Array(
        #"""
        {"id": "review-quote", "title": "Review quote", "fields": [
          {"name": "decision", "label": "Decision", "type": "choice", "required": true,
           "values": [{"value": "accept", "label": "Accept"}], "help": "Choose."}]}
        """#.utf8))
    service.desk.with { state in
      state.form = form
      state.defaults = ["decision": "accept"]
    }
    let json = try await service.ask(.get, "/tasks/PO-1.7").json
    #expect(json["id"] == .string(id))
    #expect(json["candidateGroups"] == ["buyers"])
    #expect(json["variables"] == .context(Sample.variables))
    #expect(json["defaults"] == ["decision": "accept"])
    #expect(
      json["form"]["fields"] == [
        [
          "name": "decision", "label": "Decision", "type": "choice", "help": "Choose.",
          "values": [["value": "accept", "label": "Accept"]], "required": true,
        ]
      ])
  }

  @Test(arguments: ["PO-1", "PO-1.x", "PO-1.0", "PO-1.99", "PO-2.7"])
  func `a task that is not there is not found`(name: String) async throws {
    let answer = try await service.ask(.get, "/tasks/\(name)")
    #expect(answer.status == 404)
  }

  @Test func `a claim and a release are made by the person who asks`() async throws {
    service.desk.with { $0.order = Sample.order(assignee: "anna") }
    let claimed = try await service.ask(.post, "/tasks/PO-1.7/claim")
    #expect(claimed.status == 200)
    #expect(claimed.json["assignee"] == "anna")
    _ = try await service.ask(.post, "/tasks/\(id)/release", body: "{}")
    let anna = Actor(user: "anna", groups: ["buyers", "sales"])
    #expect(
      service.desk.with { $0.submitted } == [
        .task(key: 7, .claim, by: anna), .task(key: 7, .release, by: anna),
      ])
  }

  @Test func `a decision is handed in with its data`() async throws {
    service.desk.with { $0.order = Sample.order(outcome: "Declined") }
    let answer = try await service.ask(
      .post, "/tasks/PO-1.7/complete",
      body: #"{"data": {"decision": "decline", "comment": "dear"}}"#)
    #expect(answer.status == 200)
    #expect(answer.json["state"] == "completed")
    #expect(answer.json["decidedBy"] == "anna")
    #expect(answer.json["order"]["outcome"] == "Declined")
    #expect(
      service.desk.with { $0.submitted } == [
        .task(
          key: 7, .decide(data: ["decision": "decline", "comment": "dear"]),
          by: Actor(user: "anna", groups: ["buyers", "sales"]))
      ])
  }

  @Test(
    arguments: [
      (.taskClaimed(by: "ben"), 409, "task-claimed"),
      (.notAssignee(user: "anna", assignee: "ben"), 409, "task-claimed"),
      (.notAssignee(user: "anna", assignee: nil), 409, "task-not-claimed"),
      (.notCandidate(user: "anna"), 403, "not-candidate"),
      (.excluded(user: "anna"), 403, "excluded"),
      (.invalidForm([FormError(field: "comment", message: "is required")]), 422, "invalid-form"),
      (.noSuchInstance, 404, "order-not-found"), (.mailboxFull(limit: 3), 409, "not-expected"),
      (.stepLimit, 500, "internal-error"),
    ] as [(Rejection, Int, String)])
  func `a refusal says why`(rejection: Rejection, status: Int, type: String) async throws {
    service.desk.with { $0.failure = .rejected(rejection) }
    let answer = try await service.ask(.post, "/tasks/PO-1.7/complete", body: #"{"data": {}}"#)
    #expect(answer.status == status)
    #expect(answer.json["type"] == .string("/problems/\(type)"))
    #expect(answer.json["taskId"] == .string(id))
    #expect(answer.headers[.contentType] == "application/problem+json")
    if type == "task-claimed" { #expect(answer.json["claimedBy"] == "ben") }
    if type == "invalid-form" { #expect(answer.fields == ["comment"]) }
  }

  @Test(arguments: [
    (nil, "Reason is required"), ("fr-CH, en;q=0.5", "Motif est obligatoire"),
    ("de", "Reason is required"),
  ])
  func `what is wrong with a field is told in the caller's language`(
    language: String?, message: String
  ) async throws {
    let words = Words("Reason is required", ["fr": "Motif est obligatoire"])
    service.desk.with { state in
      state.failure = .rejected(.invalidForm([FormError(field: "reason", words: words)]))
    }
    var headers: HTTPFields = [.duetUser: "anna", .duetGroups: "buyers, sales"]
    headers[.acceptLanguage] = language
    let answer = try await service.ask(
      .post, "/tasks/PO-1.7/complete", body: #"{"data": {}}"#, headers: headers)
    #expect(answer.json["errors"] == [["field": "reason", "message": .string(message)]])
    #expect(answer.headers[.vary] == "Accept-Language")
    let bulk = try await service.ask(
      .post, "/tasks/bulk", body: #"{"action": "complete", "filter": {}, "data": {}}"#,
      headers: headers)
    let item = try #require(bulk.json["items"].list?.first)
    #expect(item["problem"]["errors"] == answer.json["errors"])
  }

  @Test func `a task says whose order it is about, and what that comes to`() async throws {
    let list = try await service.ask(.get, "/tasks?view=all")
    let task = try await service.ask(.get, "/tasks/PO-1.7")
    for view in [try #require(list.json["items"].list?.first), task.json] {
      #expect(view["reference"] == "PO-1")
      #expect(view["buyer"] == "Anna Keller")
      #expect(view["total"] == "120.00")
      #expect(view["currency"] == "EUR")
    }
  }

  @Test(arguments: [.noSuchTask(key: 7), .ended(outcome: "Accepted")] as [Rejection])
  func `whoever comes too late learns who decided, and what`(rejection: Rejection) async throws {
    service.desk.with { $0.failure = .rejected(rejection) }
    service.records.with { $0.tasks = [Sample.taskRow(state: .completed, decidedBy: "ben")] }
    let answer = try await service.ask(.post, "/tasks/PO-1.7/complete", body: #"{"data": {}}"#)
    #expect(answer.status == 409)
    #expect(answer.json["type"] == "/problems/task-closed")
    #expect(answer.json["decidedBy"] == "ben")
    #expect(answer.json["data"] == ["decision": "accept"])
  }

  @Test func `a decision needs its data in an object`() async throws {
    let answer = try await service.ask(
      .post, "/tasks/PO-1.7/complete", body: #"{"data": 1, "x": 2}"#)
    #expect(answer.status == 422)
    #expect(answer.fields == ["x", "data"])
  }
}
