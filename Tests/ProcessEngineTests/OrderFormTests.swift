import FEEL
import ProcessEngine
import Testing

/// What the forms of the order model show to those who decide.
struct OrderFormTests {
  private static let key = "00000000-0000-4000-8000-000000000001"

  /// A quote for pieces of A at 600.00 and, in the first revision, one B at 10.00.
  private static func quote(revision: Int, pieces: Int) -> Value {
    func line(_ sku: String, _ quantity: Int, _ unitPrice: String, _ gross: String) -> Value {
      [
        "sku": .string(sku), "description": .string(sku.lowercased()),
        "quantity": .number(quantity), "unitPrice": .string(unitPrice), "discountPercent": 0,
        "net": .string(gross), "taxRate": 0, "tax": "0.00", "gross": .string(gross),
      ]
    }
    let total = "\(pieces * 600 + (revision == 1 ? 10 : 0)).00"
    let lines =
      [line("A", pieces, "600.00", "\(pieces * 600).00")]
      + (revision == 1 ? [line("B", 1, "10.00", "10.00")] : [])
    return [
      "id": .string("q\(revision)"), "revision": .number(revision), "currency": "EUR",
      "lines": .list(lines), "net": .string(total), "tax": "0.00", "total": .string(total),
      "validUntil": "2026-01-04T08:00:00.000Z",
    ]
  }

  /// What is shown, as lines of text: tables row by row.
  private static func shown(_ course: Course) throws -> [String: [String]] {
    let instance = try #require(course.instance)
    let task = try #require(instance.tasks.first)
    let form = try #require(course.process.form(of: task.key, in: instance, now: course.now)).form
    var shown: [String: [String]] = [:]
    for field in form.fields {
      switch field.content {
      case nil: break
      case .value(let value, _): shown[field.name] = [value.text]
      case .table(_, let rows):
        shown[field.name] = rows.map { $0.map(\.text).joined(separator: " ") }
      }
    }
    return shown
  }

  @Test func `the buyer sees the quote, and after a revision what has changed`() throws {
    var client = Course(try OrderModel().client)
    try client.start(OrderModel.order)
    try client.receive("OrderConfirmed", key: Self.key, ["confirmedAt": "2026-01-01T08:00:00Z"])
    try client.receive("QuoteIssued", key: Self.key, ["quote": Self.quote(revision: 1, pieces: 2)])
    var shown = try Self.shown(client)
    #expect(shown["shownTotal"] == ["1210.00 EUR"])
    #expect(shown["shownQuote"]?.first == "A a 2 600.00 0 1200.00 0.00 1200.00")
    #expect(shown["shownChanges"] == nil && shown["shownPreviousTotal"] == nil)

    try client.decide(
      "Task_ReviewQuote", groups: ["buyers"],
      [
        "decision": "revise", "comment": "fewer",
        "lines": [["sku": "A", "quantity": 1], ["sku": "B", "quantity": 0]],
      ])
    try client.receive("QuoteIssued", key: Self.key, ["quote": Self.quote(revision: 2, pieces: 1)])
    shown = try Self.shown(client)
    #expect(shown["shownPreviousTotal"] == ["1210.00 EUR"])
    #expect(
      shown["shownChanges"] == [
        "A 2 1 600.00 600.00 1200.00 600.00", "B 1 null 10.00 null 10.00 null",
      ])
  }

  @Test func `who confirms a quote sees who verified the order, and what has changed`() throws {
    var supplier = Course(try OrderModel().supplier)
    try supplier.receive("OrderPlaced", key: Self.key, OrderModel.order)
    var shown = try Self.shown(supplier)
    #expect(shown["shownReference"] == ["R-1"])
    #expect(shown["shownOrder"] == ["A a 2", "B b 1"])
    #expect(shown["shownNote"] == nil && shown["shownNeededBy"] == nil)

    try supplier.decide("Task_VerifyOrder", by: "sam", groups: ["sales"], ["decision": "accept"])
    try supplier.finishJob(["quote": Self.quote(revision: 1, pieces: 2)])
    shown = try Self.shown(supplier)
    #expect(shown["shownVerifiedBy"] == ["sam"])
    #expect(shown["shownTotal"] == ["1210.00 EUR"])

    try supplier.decide(
      "Task_ConfirmQuote", by: "pia", groups: ["pricing"], ["decision": "confirm"])
    try supplier.receive(
      "RevisionRequested", key: Self.key,
      [
        "request": [
          "quoteId": "q1", "revision": 1, "comment": "more",
          "lines": [["sku": "A", "description": "a", "quantity": 3]],
        ]
      ])
    try supplier.finishJob(["quote": Self.quote(revision: 2, pieces: 3)])
    shown = try Self.shown(supplier)
    #expect(shown["shownRequest"] == ["more"])
    #expect(shown["shownChanges"]?.first == "A 2 3 600.00 600.00 1200.00 1800.00")
  }

  @Test func `who receives the goods sees what was ordered and shipped`() throws {
    var client = Course(try OrderModel().client)
    try client.start(OrderModel.order)
    try client.receive("OrderConfirmed", key: Self.key, ["confirmedAt": "2026-01-01T08:00:00Z"])
    try client.receive("QuoteIssued", key: Self.key, ["quote": Self.quote(revision: 1, pieces: 2)])
    try client.decide("Task_ReviewQuote", groups: ["buyers"], ["decision": "accept"])
    try client.receive(
      "OrderFulfilled", key: Self.key,
      [
        "fulfilment": [
          "lines": [["sku": "A", "quantity": 1]], "tracking": "T-1",
          "at": "2026-01-02T08:00:00.000Z",
        ]
      ])
    let shown = try Self.shown(client)
    #expect(shown["shownShipped"] == ["A a 2 1"])
    #expect(shown["shownTracking"] == ["T-1"])
  }

  @Test func `every text of the five forms is there in French`() throws {
    let model = try OrderModel()
    for id in [
      "verify-order", "confirm-quote", "review-quote", "confirm-fulfilment", "confirm-receipt",
    ] {
      let form = try #require(model.client.form(id))
      #expect(form.title(in: "fr") != form.title)
      for field in form.inputs {
        #expect(field.label(in: "fr") != field.label)
        #expect(field.help == nil || field.help(in: "fr") != field.help)
        #expect(field.choices.allSatisfy { $0.label(in: "fr") != $0.label })
      }
      #expect(form.constraints.allSatisfy { $0.message(in: "fr") != $0.message })
    }
  }
}
