import FEEL
import HTTPTypes
import Participant
import PartyAPI
import ProcessEngine
import Testing

struct TaskListTests {
  private let service = Service()
  private let anna = Actor(user: "anna", groups: ["buyers", "sales"])

  init() {
    service.records.with { state in
      state.orders = [Sample.order()]
      state.tasks = [Sample.taskRow()]
      state.taskCounts = TaskCounts(
        mine: BoundedCount(1), groups: BoundedCount(2), all: BoundedCount(3),
        done: BoundedCount(4, isExact: false))
    }
  }

  private func query() throws -> TaskQuery {
    try #require(service.records.with { $0.taskQueries.first })
  }

  @Test func `a list has the counts of all views under the same filter`() async throws {
    let answer = try await service.ask(.get, "/tasks?view=all&reference=PO")
    #expect(
      answer.json["counts"] == [
        "mine": ["value": 1, "isExact": true], "groups": ["value": 2, "isExact": true],
        "all": ["value": 3, "isExact": true], "done": ["value": 4, "isExact": false],
      ])
  }

  @Test func `mine are those that I have`() async throws {
    _ = try await service.ask(.get, "/tasks?view=mine")
    #expect(try query().assignee == "anna")
    #expect(try query().states == [.open])
  }

  @Test func `my groups' are those that I may take and nobody has`() async throws {
    _ = try await service.ask(.get, "/tasks?view=groups")
    #expect(try query().candidate == anna)
    #expect(try query().unassigned)
  }

  @Test func `whoever gives no name has no view of their own`() async throws {
    #expect(try await service.ask(.get, "/tasks?view=mine", headers: [:]).status == 400)
    #expect(try await service.ask(.get, "/tasks?view=all", headers: [:]).status == 200)
  }

  @Test func `every filter reaches the store`() async throws {
    _ = try await service.ask(
      .get,
      "/tasks?order=PO-1&element=E&assignee=a&group=b,c&unassigned=true&delegatedBy=d&decidedBy=e&reference=PO&sku=S&text=bolt+m8&due=2026-12-01&overdue=true&priority=60&sort=-priority&limit=7"
    )
    var expected = TaskQuery()
    expected.order = Sample.id
    expected.element = "E"
    expected.assignee = "a"
    expected.groups = ["b", "c"]
    expected.unassigned = true
    expected.delegatedBy = "d"
    expected.decidedBy = "e"
    expected.reference = "PO"
    expected.sku = "S"
    expected.text = "bolt m8"
    expected.dueBefore = Sample.time("2026-12-01T00:00:00Z")
    expected.overdue = Sample.now
    expected.minimumPriority = 60
    expected.sort = .priority
    expected.descending = true
    expected.limit = 7
    #expect(try query() == expected)
  }

  @Test func `everything that is wrong with a filter is told at once`() async throws {
    let answer = try await service.ask(
      .get, "/tasks?view=some&state=x&overdue=1&due=soon&priority=101&sort=name&order=%00")
    #expect(answer.status == 400)
    #expect(
      answer.fields.sorted() == [
        "due", "order", "overdue", "priority", "sort", "state", "view",
      ])
  }

  @Test(
    arguments: [
      ("state=completed&sort=-priority", ["sort"]), ("state=withdrawn&sort=due", ["sort"]),
      ("view=done&sort=priority", ["sort"]), ("sort=closed", ["sort"]),
      ("view=all&sort=-closed", ["sort"]), ("view=mine&assignee=warehouse", ["assignee"]),
      ("view=mine&state=open", ["state"]),
    ])
  func `what would have no effect is refused`(filter: String, fields: [String]) async throws {
    let answer = try await service.ask(.get, "/tasks?\(filter)")
    #expect(answer.status == 400)
    #expect(answer.fields == fields)
    #expect(service.records.with { $0.taskQueries.isEmpty })
  }

  @Test(
    arguments: [
      ("view=done", true), ("view=done&sort=-closed", true), ("view=done&sort=closed", false),
      ("state=completed", false), ("state=completed&sort=-closed", true),
    ])
  func `closed tasks are sorted by when they were closed`(filter: String, newestFirst: Bool)
    async throws
  {
    #expect(try await service.ask(.get, "/tasks?\(filter)").status == 200)
    #expect(try query().effectiveSort == .closed)
    #expect(try query().descending == newestFirst)
  }

  private func bulk(_ body: String) async throws -> Service.Answer {
    try await service.ask(.post, "/tasks/bulk", body: body)
  }

  @Test func `a dry run says what would be done, and does nothing`() async throws {
    let answer = try await bulk(
      #"{"action": "claim", "filter": {"view": "groups", "overdue": true}, "dryRun": true}"#)
    #expect(
      answer.json == [
        "dryRun": true, "matched": 1, "hasMore": false, "done": 0, "failed": 0,
        "items": [["id": .string("\(Sample.id).7")]],
      ])
    #expect(service.desk.with { $0.submitted.isEmpty })
    #expect(try query().overdue == Sample.now)
  }

  @Test func `each task of a bulk is done by itself, on the revision that was found`() async throws
  {
    let answer = try await bulk(#"{"action": "comment", "filter": {}, "text": "look"}"#)
    #expect(answer.json["done"] == 1)
    #expect(answer.json["items"].list?.map { $0["status"] } == [200])
    #expect(
      service.desk.with { $0.submitted } == [
        .task(key: 7, .comment(text: "look", link: nil), by: anna, ifRevision: 1)
      ])
  }

  @Test(arguments: [(55, 55, false), (5_000, 5_000, false), (5_001, 5_000, true)])
  func `a bulk is about all that match, and says so when there are more than it takes`(
    tasks: Int, matched: Int, hasMore: Bool
  ) async throws {
    let keys = 1...Key(tasks)
    service.records.with { state in state.tasks = keys.map { Sample.taskRow(key: $0) } }
    let found = try await bulk(#"{"action": "claim", "filter": {}, "dryRun": true}"#).json
    #expect(found["matched"] == .number(matched))
    #expect(found["hasMore"] == .boolean(hasMore))
    let names = found["items"].list?.map { $0["id"] }
    #expect(names == keys.prefix(matched).map { .string("\(Sample.id).\($0)") })
  }

  @Test(
    arguments: [
      (#""claim""#, [1, 3]), (#""release""#, [1, 3]), (#""complete", "data": {}"#, [1, 3]),
      (#""comment", "text": "look""#, [1, 2, 3, 4]), (#""undo""#, [2, 4]),
    ] as [(String, [Key])])
  func `a bulk leaves out what is decided and waits to take effect, unless it is about that`(
    action: String, keys: [Key]
  ) async throws {
    service.records.with { state in
      state.tasks = (1...4).map { Sample.taskRow(key: $0, decision: $0.isMultiple(of: 2)) }
    }
    for (isDryRun, done) in [(true, 0), (false, keys.count)] {
      let report = try await bulk(
        #"{"action": \#(action), "filter": {}, "dryRun": \#(isDryRun)}"#
      ).json
      #expect(report["matched"] == .number(keys.count))
      #expect(report["done"] == .number(done))
      #expect(report["failed"] == 0)
      #expect(report["items"].list?.map { $0["id"] } == keys.map { .string("\(Sample.id).\($0)") })
    }
  }

  @Test(arguments: [(1, true), (2, false)])
  func `there are not more when only decided tasks follow`(limit: Int, hasMore: Bool) async throws {
    service.records.with { state in
      state.tasks = (1...600).map { Sample.taskRow(key: $0, decision: $0 > 2) }
    }
    let report = try await bulk(
      #"{"action": "claim", "filter": {"limit": \#(limit)}, "dryRun": true}"#
    ).json
    #expect(report["matched"] == .number(limit))
    #expect(report["hasMore"] == .boolean(hasMore))
  }

  @Test func `what is refused on one page does not keep the next one from being tried`()
    async throws
  {
    let keys: ClosedRange<Key> = 1...1_200
    service.records.with { state in state.tasks = keys.map { Sample.taskRow(key: $0) } }
    service.desk.with { $0.failure = .rejected(.taskClaimed(by: "ben")) }
    let report = try await bulk(#"{"action": "claim", "filter": {}}"#).json
    #expect(report["matched"] == 1_200)
    #expect(report["failed"] == 1_200)
    #expect(report["items"].list?.count == 1_200)
    #expect(service.records.with { $0.taskQueries.map(\.limit) } == [500, 500, 500])
  }

  @Test func `a bulk takes no more than its filter says`() async throws {
    service.records.with { state in state.tasks = [1, 2, 3].map { Sample.taskRow(key: $0) } }
    let report = try await bulk(#"{"action": "claim", "filter": {"limit": 2}}"#).json
    #expect(report["done"] == 2)
    #expect(report["hasMore"] == true)
    #expect(service.desk.with { $0.submitted.count } == 2)
  }

  @Test func `what cannot be done is in the item, and the bulk goes on`() async throws {
    service.desk.with { $0.failure = .rejected(.taskClaimed(by: "ben")) }
    let answer = try await bulk(#"{"action": "claim", "filter": {}}"#)
    #expect(answer.status == 200)
    #expect(answer.json["failed"] == 1)
    let item = try #require(answer.json["items"].list?.first)
    #expect(item["status"] == 409)
    #expect(item["problem"]["type"] == "/problems/task-claimed")
    #expect(item["problem"]["claimedBy"] == "ben")
  }

  @Test(
    arguments: [
      ("{}", ["action", "filter"]), (#"{"action": "eat", "filter": {}}"#, ["action"]),
      (
        #"{"action": "claim", "filter": {"sku": [], "x": 1, "limit": 501}}"#,
        ["filter.limit", "filter.sku", "filter.x"]
      ),
      (#"{"action": "claim", "filter": {}, "text": "a"}"#, ["text"]),
      (#"{"action": "assign", "filter": {}}"#, ["to"]),
      (#"{"action": "claim", "filter": {}, "dryRun": "yes"}"#, ["dryRun"]),
    ] as [(String, [String])])
  func `a bulk that is wrong does nothing`(body: String, fields: [String]) async throws {
    let answer = try await bulk(body)
    #expect(answer.status == 422)
    #expect(answer.fields.sorted() == fields)
    #expect(service.desk.with { $0.submitted.isEmpty })
  }
}
