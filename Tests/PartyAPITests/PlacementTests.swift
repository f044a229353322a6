import FEEL
import HTTPTypes
import Participant
import PartyAPI
import ProcessEngine
import Testing

struct PlacementTests {
  private let service = Service()
  private let body = """
    {"reference": "PO-9", "buyer": {"id": "b-1", "name": "Anna Keller"}, "neededBy": "2026-12-24",
     "note": " soon ", "lines": [{"sku": "BOLT-M8", "quantity": 20, "description": "Bolt"}]}
    """

  @Test func `a placed order is accepted, and where it is found is said`() async throws {
    let answer = try await service.ask(.post, "/orders", body: body)
    #expect(answer.status == 202)
    #expect(answer.headers[.location] == "/orders/\(Sample.id)")
    #expect(
      answer.json == [
        "id": .string(Sample.id.description), "reference": "PO-9",
        "placedAt": "2026-11-21T09:30:00.000Z",
      ])
    let begun = try #require(service.desk.with { $0.begun.first })
    #expect(begun.digest == nil)
    #expect(
      begun.variables == [
        "order": [
          "id": .string(Sample.id.description), "reference": "PO-9",
          "buyer": ["id": "b-1", "name": "Anna Keller"], "currency": "EUR",
          "neededBy": "2026-12-24",
          "placedAt": "2026-11-21T09:30:00.000Z", "note": "soon",
          "lines": [["sku": "BOLT-M8", "quantity": 20, "description": "Bolt"]],
        ]
      ])
  }

  @Test func `an order without a reference gets one from the day and its id`() async throws {
    let answer = try await service.ask(
      .post, "/orders",
      body: #"{"buyer": {"id": "b", "name": "B"}, "lines": [{"sku": "A", "quantity": 1}]}"#)
    #expect(answer.json["reference"] == "20261121-00a001")
  }

  @Test func `everything that is wrong with an order is told at once`() async throws {
    let answer = try await service.ask(
      .post, "/orders",
      body: """
        {"buyer": {"id": "", "nme": "B"}, "currency": "euro", "neededBy": "2026-02-30", "reference": 3,
         "lines": [{"sku": "A B", "quantity": 0}, {"sku": "C", "quantity": 1.5}, 7,
                   {"sku": "D", "quantity": 1000001}, {"sku": "D", "quantity": 1}]}
        """)
    #expect(answer.status == 422)
    #expect(answer.json["type"] == "/problems/invalid-order")
    #expect(
      answer.fields.sorted() == [
        "buyer.id", "buyer.name", "buyer.nme", "currency", "lines[0].quantity", "lines[0].sku",
        "lines[1].quantity", "lines[2]", "lines[3].quantity", "lines[3].sku", "neededBy",
        "reference",
      ])
    #expect(service.desk.with { $0.begun.isEmpty })
  }

  @Test(arguments: [0, 201])
  func `an order has 1 to 200 lines`(count: Int) async throws {
    let lines = (0..<count).map { #"{"sku": "A\#($0)", "quantity": 1}"# }.joined(separator: ",")
    let answer = try await service.ask(
      .post, "/orders", body: #"{"buyer": {"id": "b", "name": "B"}, "lines": [\#(lines)]}"#)
    #expect(answer.status == 422)
    #expect(answer.fields == ["lines"])
  }

  @Test func `the same key and body get the same answer, however the body is written`() async throws
  {
    let headers: HTTPFields = [.idempotencyKey: "k-1"]
    let first = try await service.ask(.post, "/orders", body: body, headers: headers)
    let spaced = body.replacing(",", with: " ,\n")
    let second = try await service.ask(.post, "/orders", body: spaced, headers: headers)
    #expect(first.status == 202)
    #expect(second.status == 202)
    #expect(first.text == second.text)
    #expect(first.headers[.location] == second.headers[.location])
    #expect(service.desk.with { $0.begun.count } == 1)
    let id = try #require(first.json["id"].string)
    #expect(Array(id)[14] == "8", "an id made from a key is a UUIDv8")
  }

  @Test func `a key that was used for another body is refused`() async throws {
    let headers: HTTPFields = [.idempotencyKey: "k-1"]
    _ = try await service.ask(.post, "/orders", body: body, headers: headers)
    let other = body.replacing("20", with: "21")
    let answer = try await service.ask(.post, "/orders", body: other, headers: headers)
    #expect(answer.status == 422)
    #expect(answer.json["type"] == "/problems/key-reused")
  }

  @Test func `a key with spaces is refused`() async throws {
    let answer = try await service.ask(
      .post, "/orders", body: body, headers: [.idempotencyKey: "a b"])
    #expect(answer.status == 400)
    #expect(answer.json["type"] == "/problems/invalid-idempotency-key")
  }

  @Test func `where the process does not begin by hand, nothing can be placed`() async throws {
    service.desk.with { $0.failure = .rejected(.cannotStart(reason: "it has no none start event")) }
    let answer = try await service.ask(.post, "/orders", body: body)
    #expect(answer.status == 409)
    #expect(answer.json["type"] == "/problems/cannot-start")
  }
}
