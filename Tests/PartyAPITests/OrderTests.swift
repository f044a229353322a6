import FEEL
import FoundationEssentials
import HTTPTypes
import Participant
import PartyAPI
import ProcessEngine
import Testing

struct OrderTests {
  private let service = Service()

  init() {
    service.records.with { state in
      state.orders = [Sample.order()]
      state.history = Sample.history
      state.counts = OrderCounts(
        running: BoundedCount(3), ended: ["Received": BoundedCount(12_000)])
    }
  }

  @Test func `a list has its items, a way to the next page, and counts under the same filter`()
    async throws
  {
    let answer = try await service.ask(
      .get, "/orders?status=running&reference=PO%2D1&element=Task_ReviewQuote&limit=10")
    #expect(answer.status == 200)
    #expect(answer.json["next"] == "more")
    #expect(
      answer.json["counts"] == [
        "running": ["value": 3, "isExact": true],
        "ended": ["Received": ["value": 10_000, "isExact": false]],
        "total": ["value": 10_000, "isExact": false],
      ])
    #expect(
      answer.json["items"] == [
        [
          "id": .string(Sample.id.description), "reference": "PO-1", "buyer": "Anna Keller",
          "total": "120.00", "currency": "EUR", "status": "running",
          "elements": ["Task_ReviewQuote"],
          "lines": 1, "openTasks": 1,
          "startedAt": "2026-11-21T08:00:00.000Z", "updatedAt": "2026-11-21T08:00:00.000Z",
        ]
      ])
    let query = try #require(service.records.with { $0.orderQueries.first })
    #expect(query.status == .running)
    #expect(query.reference == "PO-1")
    #expect(query.limit == 10)
  }

  @Test func `a filter that is misspelt, wrong or repeated is refused`() async throws {
    let answer = try await service.ask(
      .get, "/orders?stat=running&status=open&limit=0&limit=1&outcome=%zz")
    #expect(answer.status == 400)
    #expect(answer.json["type"] == "/problems/invalid-query")
    #expect(answer.fields.sorted() == ["limit", "outcome", "stat", "status"])
  }

  @Test(arguments: [Sample.id.description, "PO-1", "01997e6a-0000", "01997E6A"])
  func `an order is found by its id, its reference or the beginning of its id`(name: String)
    async throws
  {
    let answer = try await service.ask(.get, "/orders/\(name)")
    #expect(answer.status == 200)
    #expect(answer.json["id"] == .string(Sample.id.description))
  }

  @Test(arguments: ["PO-2", "019", "01997e6b", Sample.other.description])
  func `an order that is not there is not found`(name: String) async throws {
    let answer = try await service.ask(.get, "/orders/\(name)")
    #expect(answer.status == 404)
    #expect(answer.json["type"] == "/problems/order-not-found")
    #expect(answer.json["orderId"] == .string(name))
    #expect(answer.json["instance"] == .string("/orders/\(name)"))
  }

  @Test(arguments: ["PO-1", "01997e6a"])
  func `a name that fits two orders is refused, and both are named`(name: String) async throws {
    service.records.with { $0.orders.append(Sample.order(id: Sample.other)) }
    let answer = try await service.ask(.get, "/orders/\(name)")
    #expect(answer.status == 409)
    #expect(
      answer.json["candidates"] == [
        .string(Sample.id.description), .string(Sample.other.description),
      ])
  }

  @Test func `an order shows where it is, what it waits for, and the messages of both directions`()
    async throws
  {
    let json = try await service.ask(.get, "/orders/PO-1").json
    #expect(json["status"] == "running")
    #expect(json["step"] == 2)
    #expect(json["variables"] == .context(Sample.variables))
    #expect(json["waiting"].list?.map { $0["element"] } == ["Task_ReviewQuote"])
    #expect(
      json["awaitedMessages"] == [["name": "CancelRequested", "element": "Event_CancelRequested"]])
    #expect(json["timers"].list?.map { $0["due"] } == ["2026-11-28T09:00:00.000Z"])
    #expect(json["tasks"].list?.map { $0["id"] } == [.string("\(Sample.id).7")])
    #expect(json["updatedAt"] == "2026-11-21T08:05:00.000Z")
    #expect(
      json["messages"] == [
        [
          "id": .string(Sample.message(1)), "name": "OrderPlaced", "direction": "sent",
          "state": "sent",
          "partner": "Supplier", "sequence": 1, "at": "2026-11-21T08:00:00.000Z", "step": 1,
        ],
        [
          "id": .string(Sample.message(2)), "name": "OrderConfirmed", "direction": "received",
          "state": "correlated", "element": "Event_Confirmed", "partner": "Supplier", "sequence": 1,
          "at": "2026-11-21T08:05:00.000Z", "step": 2,
        ],
      ])
  }

  @Test func `an order shows what it reminds of as a whole, not the reminders of its tasks`()
    async throws
  {
    func job(_ key: Key, _ type: String, task: Value) throws -> Event {
      let record: Context = [
        "key": .number(key), "owner": 1, "element": "Task_Remind", "type": .string(type),
        "input": ["task": task, "text": "It is late"], "retries": 3,
        "notBefore": "2026-11-21T09:10:00.000Z",
      ]
      return .jobCreated(try Job(record: Record(record)))
    }
    let step = Sample.step(
      3,
      [
        try job(20, "reminder", task: .null), try job(21, "reminder", task: "Task_ReviewQuote"),
        try job(22, "escalation", task: .null),
      ])
    service.records.with { $0.history.append(step) }
    let json = try await service.ask(.get, "/orders/PO-1").json
    #expect(
      json["reminders"] == [
        ["element": "Task_Remind", "text": "It is late", "at": "2026-11-21T09:10:00.000Z"]
      ])
  }

  @Test func `the history has every step with what caused it`() async throws {
    let json = try await service.ask(.get, "/orders/PO-1/history").json
    #expect(json["items"].list?.map { $0["step"] } == [1, 2])
    #expect(json["items"].list?.map { $0["stimulus"]["kind"] } == ["start", "message"])
  }

  @Test func `a cancel reaches the process as a command`() async throws {
    let answer = try await service.ask(
      .post, "/orders/PO-1/cancel", body: #"{"reason": "too late"}"#)
    #expect(answer.status == 200)
    let command = try #require(service.desk.with { $0.commands.first })
    #expect(command.name == "CancelRequested")
    #expect(command.payload == ["reason": "too late", "by": "anna"])
  }

  @Test func `a cancel needs a reason and somebody who gives it`() async throws {
    let unreasoned = try await service.ask(.post, "/orders/PO-1/cancel", body: "{}")
    #expect(unreasoned.status == 422)
    #expect(unreasoned.fields == ["reason"])
    let anonymous = try await service.ask(.post, "/orders/PO-1/cancel", body: "{}", headers: [:])
    #expect(anonymous.status == 400)
    #expect(anonymous.json["type"] == "/problems/actor-missing")
  }

  @Test func `a cancel that comes too late is refused`() async throws {
    service.desk.with { $0.failure = .rejected(.ended(outcome: "Received")) }
    let ended = try await service.ask(.post, "/orders/PO-1/cancel", body: #"{"reason": "x"}"#)
    #expect(ended.status == 409)
    #expect(ended.json["type"] == "/problems/order-ended")
    #expect(ended.json["outcome"] == "Received")
    service.desk.with { $0.failure = .rejected(.notExpected(message: "CancelRequested")) }
    let late = try await service.ask(.post, "/orders/PO-1/cancel", body: #"{"reason": "x"}"#)
    #expect(late.status == 409)
    #expect(late.json["type"] == "/problems/not-expected")
    #expect(late.json["orderId"] == .string(Sample.id.description))
  }

  @Test func `steps that were made are told at once`() async throws {
    let answer = try await service.ask(.get, "/orders/PO-1/events?after=1&wait=30")
    #expect(answer.json["items"].list?.map { $0["step"] } == [2])
    #expect(answer.json["last"] == 2)
    #expect(answer.json["status"] == "running")
  }

  @Test func `a step that is made while somebody waits is told`() async throws {
    service.records.with { state in
      state.late = Sample.history[1]
      state.history.removeLast()
      state.orders = [Sample.order(step: 1)]
    }
    let answer = try await service.ask(.get, "/orders/\(Sample.id)/events?after=1&wait=30")
    #expect(answer.json["items"].list?.map { $0["step"] } == [2])
  }

  @Test func `without news the wait ends with no steps`() async throws {
    let answer = try await service.ask(.get, "/orders/PO-1/events?after=2&wait=0")
    #expect(answer.status == 200)
    #expect(answer.json["items"] == [])
    #expect(answer.json["last"] == 2)
  }

  @Test func `nobody waits for an order that has ended`() async throws {
    service.records.with { $0.orders = [Sample.order(outcome: "Received")] }
    let answer = try await service.ask(.get, "/orders/PO-1/events?after=2&wait=30")
    #expect(answer.json["outcome"] == "Received")
    #expect(answer.json["items"] == [])
  }

  @Test func `every filter reaches the store`() async throws {
    _ = try await service.ask(
      .get,
      "/orders?status=ended&outcome=Received&partner=b-1&reference=PO&sku=S&minimumTotal=10.50&maximumTotal=20&currency=EUR&placedFrom=2026-11-01&placedTo=2026-11-21T08:00:00Z&text=a+b&element=E&sort=-total&limit=7"
    )
    var expected = OrderQuery()
    expected.status = .ended
    expected.outcome = "Received"
    expected.partner = "b-1"
    expected.reference = "PO"
    expected.sku = "S"
    expected.minimumTotal = Decimal(string: "10.50")
    expected.maximumTotal = 20
    expected.currency = "EUR"
    expected.placedFrom = Sample.time("2026-11-01T00:00:00Z")
    expected.placedTo = Sample.time("2026-11-21T08:00:00Z")
    expected.text = "a b"
    expected.element = "E"
    expected.sort = .total
    expected.limit = 7
    #expect(service.records.with { $0.orderQueries.first } == expected)
  }

  @Test func `an order has a tag, and is not sent again to somebody who has it`() async throws {
    let first = try await service.ask(.get, "/orders/PO-1")
    #expect(first.headers[.eTag] == "\"2\"")
    let second = try await service.ask(.get, "/orders/PO-1", headers: [.ifNoneMatch: "\"2\""])
    #expect(second.status == 304)
    #expect(second.text.isEmpty)
    let other = try await service.ask(.get, "/orders/PO-1", headers: [.ifNoneMatch: "\"1\""])
    #expect(other.status == 200)
  }

  @Test func `whoever prefers to wait is answered when the order changes`() async throws {
    service.records.with { state in
      state.late = Sample.history[1]
      state.history.removeLast()
      state.orders = [Sample.order(step: 1)]
    }
    let answer = try await service.ask(
      .get, "/orders/\(Sample.id)",
      headers: [.ifNoneMatch: "\"1\"", .init("Prefer")!: "wait=10"])
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"2\"")
    #expect(answer.headers[.init("Preference-Applied")!] == "wait=10")
  }

  @Test func `without a change the wait ends with what the caller has`() async throws {
    let answer = try await service.ask(
      .get, "/orders/PO-1", headers: [.ifNoneMatch: "\"2\"", .init("Prefer")!: "wait=0"])
    #expect(answer.status == 304)
    #expect(answer.headers[.init("Preference-Applied")!] == "wait=0")
  }

  @Test(arguments: [nil, "\"1\""])
  func `whoever has not seen the order as it is does not wait, and is told so`(tag: String?)
    async throws
  {
    var headers: HTTPFields = [.init("Prefer")!: "wait=10"]
    headers[.ifNoneMatch] = tag
    let answer = try await service.ask(.get, "/orders/PO-1", headers: headers)
    #expect(answer.status == 200)
    #expect(answer.headers[.init("Preference-Applied")!] == nil)
  }

  @Test(arguments: ["Accept", "format"])
  func `a list is exported as comma-separated values, all pages of it`(by: String) async throws {
    let answer =
      try await by == "Accept"
      ? service.ask(.get, "/orders", headers: [.accept: "text/csv"])
      : service.ask(.get, "/orders?format=csv")
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == "text/csv; charset=utf-8; header=present")
    let row =
      "\(Sample.id),PO-1,Anna Keller,running,,120.00,EUR,1,1,Task_ReviewQuote,2026-11-21T08:00:00.000Z,2026-11-21T08:00:00.000Z\r\n"
    #expect(
      answer.text
        == "id,reference,buyer,status,outcome,total,currency,lines,openTasks,elements,startedAt,updatedAt\r\n"
        + row + row)
  }

  @Test func `an export with a limit has only one page, and JSON lines are objects of the list`()
    async throws
  {
    let answer = try await service.ask(
      .get, "/orders?limit=1", headers: [.accept: "application/jsonl"])
    let lines = answer.text.split(separator: "\n")
    #expect(lines.count == 1)
    let list = try await service.ask(.get, "/orders").json
    #expect(try Value(json: String(lines[0])) == list["items"].list?.first)
  }

  @Test(
    arguments: [
      ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("@a", "'@a"), ("-a", "'-a"), ("-5", "-5"),
      ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("=\"x\"", "\"'=\"\"x\"\"\""),
    ])
  func `a spreadsheet cannot take a cell for a formula`(reference: String, cell: String)
    async throws
  {
    service.records.with { state in
      state.orders = [Sample.order(variables: ["order": ["reference": .string(reference)]])]
    }
    let answer = try await service.ask(.get, "/orders?format=csv&limit=1")
    #expect(answer.text.contains(",") && answer.text.contains("\(Sample.id),\(cell),"))
  }

  @Test func `an export that cannot begin is a problem`() async throws {
    service.records.with { $0.failure = .invalidCursor }
    let answer = try await service.ask(.get, "/orders?format=csv&cursor=x")
    #expect(answer.status == 400)
    #expect(answer.headers[.contentType] == "application/problem+json")
  }
}
