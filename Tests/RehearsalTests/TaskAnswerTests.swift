import FEEL
import Rehearsal
import Testing

@Suite struct TaskAnswerTests {
  private let defaults: Context = [
    "lines": [["sku": "A", "quantity": 1], ["sku": "B", "quantity": 9]]
  ]

  private func response(_ storyline: String, _ task: TaskElement) throws -> Response {
    let found = Storyline.all.first { $0.name == storyline }
    return try #require(found?.response(to: task, visit: 1))
  }

  private func answer(_ storyline: String, _ task: TaskElement) throws -> Context {
    TaskAnswer.data(
      try response(storyline, task), for: task, defaults: defaults, tracking: "JJD-1")
  }

  @Test func `a form without lines gets the decision only`() throws {
    #expect(try answer("as usual", .verifyOrder) == ["decision": "accept"])
  }

  @Test func `a rejection comes with its reason`() throws {
    let data = try answer("rejected by sales", .verifyOrder)
    #expect(data["decision"] == "reject")
    #expect(data["reason"]?.string?.isEmpty == false)
  }

  @Test func `a full delivery has all lines and a tracking number`() throws {
    #expect(
      try answer("as usual", .confirmFulfilment) == [
        "decision": "fulfilled", "tracking": "JJD-1",
        "lines": [["sku": "A", "quantity": 1], ["sku": "B", "quantity": 9]],
      ])
  }

  @Test func `what is missing is taken from the first line that can lose some`() throws {
    let data = try answer("shipped and received in part", .confirmReceipt)
    #expect(data["lines"] == [["sku": "A", "quantity": 1], ["sku": "B", "quantity": 4]])
    #expect(data["note"]?.string?.isEmpty == false)
  }

  @Test func `a revision may ask for more`() throws {
    let data = try answer("revised, then accepted", .reviewQuote)
    #expect(data["lines"] == [["sku": "A", "quantity": 2], ["sku": "B", "quantity": 9]])
    #expect(data["decision"] == "revise")
  }
}
