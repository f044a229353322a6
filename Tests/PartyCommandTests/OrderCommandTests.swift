import FEEL
import PartyCommand
import Testing

struct OrderCommandTests {
  private static let row = """
    {"id": "01997e6a-0000-7000-8000-00000000a001", "reference": "PO-1", "buyer": "Anna", "status": "running",
     "elements": ["Task_ReviewQuote"], "total": "120.00", "currency": "EUR",
     "updatedAt": "2026-11-21T09:30:05.123Z"}
    """
  private static let list = """
    {"items": [\(row)], "next": "abc", "counts": {
      "running": {"value": 3, "isExact": true}, "ended": {"Received": {"value": 10000, "isExact": false}},
      "total": {"value": 10000, "isExact": false}}}
    """
  private static let placed =
    #"{"id": "01997e6a", "reference": "PO-1", "placedAt": "2026-11-21T09:30:00.000Z"}"#

  @Test func `an order is placed with its lines, and named`() async throws {
    try await FakeService.run(["POST /orders": [.init(Self.placed, status: 202)]]) {
      service, url in
      let outcome = await Client.outcome([
        "order", "place", "--line", "BOLT-M8:200", "--line", "A:B:3", "--reference", "PO-1",
        "--needed-by",
        "2026-12-24", "--buyer", "b-1", "--buyer-name", "Anna", "--idempotency-key", "k", "--url",
        url,
      ])
      #expect(outcome.code == 0)
      #expect(outcome.data == "Placed order PO-1 (01997e6a)\n")
      let asked = try #require(service.asked.first)
      #expect(asked.key == "k")
      #expect(
        asked.body == [
          "reference": "PO-1", "neededBy": "2026-12-24", "buyer": ["id": "b-1", "name": "Anna"],
          "lines": [["sku": "BOLT-M8", "quantity": 200], ["sku": "A:B", "quantity": 3]],
        ])
    }
  }

  struct Placing: Sendable {
    let options: [String]
    let environment: [String: String]
    /// Whom the request names, and for which groups.
    let acting: [String?]
    let buyer: String
  }

  @Test(arguments: [
    Placing(
      options: ["--as", "anna", "--groups", "buyers"], environment: ["USER": "root"],
      acting: ["anna", "buyers"], buyer: "anna"),
    Placing(
      options: [], environment: ["USER": "root", "DUET_USER": "ben"], acting: ["ben", nil],
      buyer: "ben"),
    Placing(
      options: ["--as", "anna", "--buyer", "b-1"], environment: [:], acting: ["anna", nil],
      buyer: "b-1"),
    Placing(
      options: [], environment: ["USER": "root", "DUET_TOKEN": "duet_1"], acting: [nil, nil],
      buyer: "clara"),
    Placing(options: [], environment: ["USER": "root"], acting: [nil, nil], buyer: "root"),
  ])
  func `whoever places an order is named to the service, and is the buyer`(
    placing: Placing
  ) async throws {
    let answers = [
      "POST /orders": [FakeService.Answer(Self.placed, status: 202)],
      "GET /session": [.init(#"{"user": "clara"}"#)],
    ]
    try await FakeService.run(answers) { service, url in
      let outcome = await Client.outcome(
        ["order", "place", "--line", "A:1", "--url", url] + placing.options,
        environment: placing.environment)
      #expect(outcome.code == 0)
      let asked = try #require(service.asked.last)
      #expect([asked.user, asked.groups] == placing.acting)
      #expect(
        asked.body["buyer"] == ["id": .string(placing.buyer), "name": .string(placing.buyer)])
    }
  }

  @Test(arguments: [
    ["order", "place"], ["order", "place", "--line", "BOLT"], ["order", "place", "--line", ":3"],
    ["order", "place", "--line", "A:1", "--timeout", "1h"], ["order", "list", "-o", "xml"],
    ["order", "show"],
    ["order", "list", "--url", "nowhere"], ["order", "cancel", "PO-1", "--reason", "x"], ["bogus"],
  ])
  func `wrong usage ends with 64`(arguments: [String]) async {
    #expect(await Client.outcome(arguments).code == 64)
  }

  @Test func `the supplier places no orders`() async {
    #expect(await Supplier.outcome(["order", "place", "--line", "A:1"]).code == 64)
  }

  @Test func `a list is a table for people`() async throws {
    try await FakeService.run(["GET /orders": [.init(Self.list)]]) { service, url in
      let outcome = await Client.outcome(["order", "list", "--status", "running", "--url", url])
      #expect(
        outcome.data == """
          REFERENCE  ID                                    BUYER  STATE    AT                     TOTAL  UPDATED (UTC)
          PO-1       01997e6a-0000-7000-8000-00000000a001  Anna   running  Task_ReviewQuote  120.00 EUR  2026-11-21 09:30:05

          """)
      #expect(
        outcome.messages
          == "There are more: --cursor abc\n10000+ orders: 3 running, 10000+ Received\n")
      #expect(service.asked.first?.path == "/orders?status=running&limit=50")
    }
  }

  @Test func `a list is JSON for programs`() async throws {
    try await FakeService.run(["GET /orders": [.init(Self.list)]]) { _, url in
      let answer = await Client.outcome(
        ["order", "list", "-o", "json"], environment: ["DUET_URL": url])
      #expect(answer.messages == "")
      #expect(json(answer.data) == json(Self.list))
    }
  }

  @Test(arguments: [
    ([], ["limit=500", "limit=500&cursor=abc"]), (["--limit", "1"], ["limit=1"]),
    (["--limit", "700", "--cursor", "x"], ["limit=500&cursor=x", "limit=500&cursor=abc"]),
  ])
  func `as lines of JSON a list is whole, page after page`(
    options: [String], queries: [String]
  ) async throws {
    let last = #"{"items": [{"id": "2"}, {"id": "3"}]}"#
    for (list, path) in [("order", "/orders?"), ("task", "/tasks?state=open&")] {
      let answers = ["GET /\(list)s": [FakeService.Answer(Self.list), .init(last)]]
      try await FakeService.run(answers) { service, url in
        let arguments = [list, "list", "-o", "jsonl", "--url", url + "/"] + options
        let outcome = await Client.outcome(arguments)
        let items = queries.count == 1 ? [Self.row] : [Self.row, #"{"id":"2"}"#, #"{"id":"3"}"#]
        #expect(outcome.data.split(separator: "\n").map { json($0) } == items.map { json($0) })
        #expect(outcome.messages == "")
        #expect(service.asked.map(\.path) == queries.map { path + $0 })
      }
    }
  }

  @Test func `what was printed before a page fails stays printed`() async throws {
    let answers = [
      "GET /orders": [
        FakeService.Answer(Self.list), .init(#"{"detail": "Away."}"#, status: 503),
      ]
    ]
    try await FakeService.run(answers) { _, url in
      let outcome = await Client.outcome(["order", "list", "-o", "jsonl", "--url", url])
      #expect(outcome.code == 75)
      #expect(json(outcome.data) == json(Self.row))
    }
  }

  @Test func `a narrow terminal keeps the ids whole`() async throws {
    try await FakeService.run(["GET /orders": [.init(Self.list)]]) { _, url in
      let outcome = await Client.outcome(["order", "list", "--url", url], width: 100)
      #expect(outcome.data.contains("01997e6a-0000-7000-8000-00000000a001"))
      #expect(outcome.data.contains("Task_Rev…") || outcome.data.contains("…"))
    }
  }

  @Test(arguments: [
    (400, 64), (403, 5), (404, 3), (405, 64), (409, 4), (413, 64), (422, 5), (500, 1), (503, 75),
  ])
  func `an answer's status becomes the exit code`(status: Int, code: Int32) async throws {
    let problem =
      #"{"detail": "It is so.", "errors": [{"field": "reason", "message": "is required"}]}"#
    try await FakeService.run(["GET /orders/PO-1": [.init(problem, status: status)]]) {
      _, url in
      let outcome = await Client.outcome(["order", "show", "PO-1", "--url", url])
      #expect(outcome.code == code)
      #expect(outcome.data == "")
      #expect(outcome.messages == "Error: It is so.\n  reason: is required\n")
      let answer = await Client.outcome(["order", "show", "PO-1", "--url", url, "-o", "json"])
      #expect(answer.code == code)
      #expect(json(answer.messages) == json(problem))
    }
  }

  @Test func `a service that is not there is a temporary failure`() async throws {
    let url = try await FakeService.run([:]) { _, url in url }
    let outcome = await Client.outcome(["order", "list", "--url", url])
    #expect(outcome.code == 75)
    #expect(
      outcome.messages
        == "Error: The client at \(url) cannot be reached: start it with `client run`, or name another with --url.\n"
    )
  }

  @Test func `something else that answers is named as such`() async throws {
    try await FakeService.run(["GET /orders": [.init("<html>")]]) { _, url in
      let outcome = await Client.outcome(["order", "list", "--url", url])
      #expect(outcome.code == 1)
      #expect(outcome.messages.contains("is no client"))
    }
  }

  @Test func `an order is shown with what it waits for`() async throws {
    let order = """
      {"id": "01997e6a", "reference": "PO/1", "status": "running", "step": 2, "startedAt": "2026-11-21T08:00:00.000Z",
       "tasks": [{"key": 7, "name": "Review quote", "candidateGroups": ["buyers"], "due": "2026-11-22T08:00:00.000Z"}],
       "messages": [{"name": "OrderPlaced", "direction": "sent", "state": "sent", "sequence": 1,
                     "at": "2026-11-21T08:00:00.000Z"}], "timers": []}
      """
    try await FakeService.run(["GET /orders/PO%2F1": [.init(order)]]) { _, url in
      let outcome = await Client.outcome(["order", "show", "PO/1", "--url", url])
      #expect(
        outcome.data == """
          Order    PO/1
          Id       01997e6a
          State    running
          Started  2026-11-21 08:00:00

          TASK    NAME          FOR     DUE (UTC)
          PO/1.7  Review quote  buyers  2026-11-22 08:00:00

          MESSAGE      DIRECTION  STATE  NO  TIME (UTC)
          OrderPlaced  sent       sent    1  2026-11-21 08:00:00

          """)
    }
  }

  private static let whole = """
    {"id": "01997e6a", "reference": "PO-1", "status": "ended", "outcome": "Received", "step": 2,
     "variables": {"order": {"reference": "PO-1", "lines": [{"sku": "BOLT\\u001b", "quantity": 200}], "note": null},
                   "quotes": [], "revision": 1},
     "timers": [{"key": 4, "element": "Timer_Late", "due": "2026-11-22T08:00:00.000Z"}],
     "awaitedMessages": [{"name": "QuoteIssued", "element": "Catch_Quote"}],
     "reminders": [{"element": "Task_Remind", "text": "It is late", "at": "2026-11-22T08:00:01.000Z"}],
     "messages": [{"name": "OrderPlaced", "direction": "sent", "state": "sent", "sequence": 1},
                  {"name": "QuoteIssued", "direction": "received", "state": "received", "sequence": 1}]}
    """
  private static let steps = """
    {"orderId": "01997e6a", "items": [
      {"step": 1, "at": "2026-11-21T08:00:00.000Z", "stimulus": {"kind": "start"},
       "events": [{"event": "instanceStarted"},
                  {"event": "jobCreated", "type": "reminder", "input": {"task": "Task_A", "text": "Of a task"}},
                  {"event": "jobCreated", "type": "reminder", "input": {"task": null, "text": "It is late"}}]},
      {"step": 2, "at": "2026-11-21T09:00:00.000Z", "stimulus": {"kind": "message", "name": "QuoteIssued"},
       "events": [{"event": "instanceEnded", "outcome": "Received"}]}]}
    """

  @Test func `an order is shown with its data, messages, timers and history`() async throws {
    let answers = [
      "GET /orders/PO-1": [FakeService.Answer(Self.whole)],
      "GET /orders/01997e6a": [.init(Self.whole)], "GET /orders/PO-1/history": [.init(Self.steps)],
    ]
    try await FakeService.run(answers) { _, url in
      let page = await Client.outcome(["order", "show", "PO-1", "--history", "--url", url])
      #expect(page.code == 0)
      #expect(
        page.data.contains(
          """
          order
            lines
              - quantity 200, sku BOLT�
            note  null
            reference  PO-1
          quotes  (empty)
          revision  1

          """))
      for line in [
        "Timer_Late  2026-11-22 08:00:00", "QuoteIssued  Catch_Quote", "2026-11-22 08:00:01",
        "started; It is late",
        "OrderPlaced  sent       sent", "QuoteIssued  received   received",
        "2026-11-21 09:00:00  message QuoteIssued  ended: Received",
      ] { #expect(page.data.contains(line)) }
      let brief = await Client.outcome(["order", "show", "PO-1", "--url", url])
      #expect(page.data.hasPrefix(brief.data))
      #expect(!brief.data.contains("BECAUSE OF"))

      let object = await Client.outcome(
        ["order", "show", "PO-1", "--history", "-o", "json", "--url", url])
      var expected = json(Self.whole).context
      expected?["history"] = json(Self.steps)["items"]
      #expect(json(object.data).context == expected)
      let lines = await Client.outcome(
        ["order", "show", "PO-1", "--history", "-o", "jsonl", "--url", url])
      #expect(lines.data.split(separator: "\n").map { json($0)["step"] } == [1, 2])
    }
  }

  @Test func `a cancel says who asks, and why`() async throws {
    try await FakeService.run(["POST /orders/PO-1/cancel": [.init(Self.placed)]]) { service, url in
      let outcome = await Client.outcome(
        ["order", "cancel", "PO-1", "--reason", "twice", "--url", url],
        environment: ["DUET_USER": "anna", "DUET_GROUPS": "buyers"])
      #expect(outcome.data == "Asked to cancel order PO-1\n")
      #expect(service.asked.first?.user == "anna")
      #expect(service.asked.first?.groups == "buyers")
      #expect(service.asked.first?.body == ["reason": "twice"])
    }
  }
}
