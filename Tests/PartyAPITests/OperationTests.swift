import FEEL
import FoundationEssentials
import HTTPTypes
import Ordering
import Participant
import PartyAPI
import ProcessEngine
import Testing

struct OperationTests {
  private let service = Service()

  init() {
    service.records.with { state in
      state.orders = [Sample.order()]
      state.incidents = [Sample.incidentRow]
      state.quarantine = [Sample.quarantineRow]
    }
  }

  @Test func `incidents are listed with their reasons`() async throws {
    let json = try await service.ask(.get, "/incidents").json
    #expect(
      json["items"] == [
        [
          "id": .string("\(Sample.id).7"), "orderId": .string(Sample.id.description),
          "reference": "PO-1",
          "element": "Task_GenerateQuote", "reason": "No price for BOLT-M8",
          "raisedAt": "2026-11-21T09:00:00.000Z",
        ]
      ])
  }

  @Test func `failed work is done again, with corrected variables`() async throws {
    let answer = try await service.ask(
      .post, "/incidents/PO-1.7/retry", body: #"{"variables": {"discount": 0}}"#)
    #expect(answer.status == 200)
    #expect(
      service.desk.with { $0.submitted } == [
        .retryIncident(key: 7, by: "anna", variables: ["discount": 0])
      ])
  }

  @Test func `an order is only ended by hand because of an incident that it has`() async throws {
    let without = try await service.ask(
      .post, "/incidents/PO-1.7/cancel", body: #"{"reason": "lost"}"#)
    #expect(without.status == 404)
    #expect(without.json["type"] == "/problems/incident-not-found")
    let unreasoned = try await service.ask(.post, "/incidents/PO-1.7/cancel", body: "{}")
    #expect(unreasoned.fields == ["reason"])
    #expect(service.desk.with { $0.submitted.isEmpty })
  }

  @Test func `quarantined messages are shown with what could be read of them`() async throws {
    let json = try await service.ask(.get, "/quarantine").json
    let item = try #require(json["items"].list?.first)
    #expect(item["reason"] == "unknown-type")
    #expect(item["size"] == 2)
    #expect(item["body"] == "{}")
  }

  @Test(arguments: ["01997e6a-0000-7000-8000-00000000c003", "01997e6a"])
  func `a quarantined message is put through again`(name: String) async throws {
    let answer = try await service.ask(.post, "/quarantine/\(name)/replay")
    #expect(answer.status == 202)
    #expect(service.desk.with { $0.replayed } == [Sample.quarantineRow])
  }

  @Test(arguments: ["ffff", "01"])
  func `a message that is not in quarantine is not found`(name: String) async throws {
    let answer = try await service.ask(.post, "/quarantine/\(name)/replay")
    #expect(answer.status == 404)
    #expect(answer.json["type"] == "/problems/message-not-found")
  }

  @Test func `a service that can work says so`() async throws {
    #expect(try await service.ask(.get, "/health/ready").json == ["status": "up"])
    service.desk.with { state in
      state.health = Health(
        components: [.database: .up, .brokerOut: .degraded("blocked")], outboxEntries: 3,
        outboxAge: .seconds(90))
    }
    let answer = try await service.ask(.get, "/health")
    #expect(answer.status == 200)
    #expect(
      answer.json == [
        "status": "up",
        "components": [
          "database": ["status": "up"], "broker-out": ["status": "degraded", "detail": "blocked"],
        ],
        "outbox": ["entries": 3, "age": "PT1M30S"],
      ])
  }

  @Test func `a service without its database lives, but is not ready`() async throws {
    service.desk.with { $0.health = Health(components: [.database: .down("connection refused")]) }
    #expect(try await service.ask(.get, "/health/live").status == 200)
    let answer = try await service.ask(.get, "/health/ready")
    #expect(answer.status == 503)
    #expect(answer.headers[.retryAfter] == "2")
    #expect(try await service.ask(.get, "/health").status == 503)
  }

  @Test func `a price list is imported and read back page by page`() async throws {
    let csv = """
      sku,description,unit_price,currency,tax_rate,breaks
      BOLT-M8,Bolt,1.50,EUR,0.19,100=1.20 1000=12%
      NUT-M8,Nut,0.30,EUR,0.19,
      """
    let imported = try await service.ask(
      .put, "/catalog", body: csv, type: "text/csv; charset=utf-8")
    #expect(imported.status == 200)
    #expect(imported.json["itemCount"] == 2)
    #expect(imported.json["importedBy"] == "anna")
    let page = try await service.ask(.get, "/catalog?limit=1").json
    #expect(page["next"] == "BOLT-M8")
    #expect(
      page["items"].list?.first?["breaks"] == [
        ["minimum": 100, "unitPrice": "1.20"], ["minimum": 1000, "discount": .number(0.12)],
      ])
    let rest = try await service.ask(.get, "/catalog?after=BOLT-M8").json
    #expect(rest["items"].list?.map { $0["sku"] } == ["NUT-M8"])
  }

  @Test(arguments: ["", "&text=bolt"])
  func `no SKU is split over two pages`(search: String) async throws {
    let rows = ["A", "B", "C"].map {
      "\($0),Bolt,1,EUR,0.19\n\($0),Bolt,2,GBP,0.2\n\($0),Bolt,3,CHF,0\n"
    }
    let csv = "sku,description,unit_price,currency,tax_rate\n" + rows.joined()
    _ = try await service.ask(.put, "/catalog", body: csv, type: "text/csv")
    let first = try await service.ask(.get, "/catalog?limit=2\(search)").json
    #expect(first["items"].list?.map { $0["sku"] } == ["A", "A", "A", "B", "B", "B"])
    #expect(first["next"] == "B")
    let rest = try await service.ask(.get, "/catalog?limit=2&after=B\(search)").json
    #expect(rest["items"].list?.map { $0["currency"] } == ["EUR", "GBP", "CHF"])
    #expect(rest["next"] == .null)
  }

  @Test func `the price list as a file is what an import takes`() async throws {
    let rows = (1000..<1600).map {
      "S\($0),\"Bolt, hex\",1.10,EUR,0.19,10=1.05 100=2.5%,2026-01-01,\nS\($0),Bolt,2,GBP,0.2,,,2027-12-31\n"
    }
    let csv =
      "sku,description,unit_price,currency,tax_rate,breaks,valid_from,valid_to\n" + rows.joined()
    _ = try await service.ask(.put, "/catalog", body: csv, type: "text/csv")
    let file = try await service.ask(.get, "/catalog?format=csv")
    #expect(file.headers[.contentType]?.hasPrefix("text/csv") == true)
    let preview = try await service.ask(
      .put, "/catalog?dryRun=true", body: file.text, type: "text/csv")
    #expect(preview.json["same"] == 600)
    #expect(preview.json["items"] == [])
    let lines = try await service.ask(.get, "/catalog?format=jsonl&text=s1599").text
    #expect(lines.split(separator: "\n").count == 2)
    let page = try await service.ask(.get, "/catalog?format=csv&limit=1&after=S1000").text
    #expect(
      page.split(whereSeparator: \.isNewline).map { $0.prefix(5) } == ["sku,d", "S1001", "S1001"])
    #expect(try await service.ask(.get, "/catalog?format=xml").status == 400)
  }

  @Test func `a dry run says what an import would change, and changes nothing`() async throws {
    let header = "sku,description,unit_price,currency,tax_rate\n"
    let now = header + "A,Bolt,1,EUR,0.19\nB,Nut,2,EUR,0.19\nC,Pin,3,EUR,0.19\n"
    _ = try await service.ask(.put, "/catalog", body: now, type: "text/csv")
    let wanted = header + "B,Nut,2.50,EUR,0.19\nC,Pin,3,EUR,0.19\nD,Cap,4,EUR,0.19\n"
    let preview = try await service.ask(
      .put, "/catalog?dryRun=true", body: wanted, type: "text/csv")
    #expect(preview.status == 200)
    for (field, count) in [("added", 1), ("changed", 1), ("removed", 1), ("same", 1)] {
      #expect(preview.json[field] == .number(count))
    }
    let items = try #require(preview.json["items"].list)
    #expect(items.map { $0["sku"] } == ["A", "B", "D"])
    #expect(items.map { $0["change"] } == ["removed", "changed", "added"])
    #expect(items.map { $0["before"].list?.first?["unitPrice"] } == ["1.00", "2.00", nil])
    #expect(items.map { $0["after"].list?.first?["unitPrice"] } == [nil, "2.50", "4.00"])
    let list = try await service.ask(.get, "/catalog").json
    #expect(list["version"]["number"] == 1)
    #expect(list["items"].list?.map { $0["sku"] } == ["A", "B", "C"])
    let wrong = try await service.ask(
      .put, "/catalog?dryRun=true", body: header + "A,A,x,EUR,0.19\n", type: "text/csv")
    #expect(wrong.status == 422)
    for query in ["dryrun=true", "dryRun=yes"] {
      let answer = try await service.ask(.put, "/catalog?\(query)", body: now, type: "text/csv")
      #expect(answer.status == 400)
    }
  }

  @Test func `a long list with several prices of a SKU changes nothing when it is imported again`()
    async throws
  {
    let rows = (1000..<1400).map {
      "S\($0),Bolt,1,EUR,0.19\nS\($0),Bolt,2,GBP,0.2\nS\($0),Bolt,3,CHF,0\n"
    }
    let csv = "sku,description,unit_price,currency,tax_rate\n" + rows.joined()
    _ = try await service.ask(.put, "/catalog", body: csv, type: "text/csv")
    let preview = try await service.ask(
      .put, "/catalog?dryRun=true", body: csv, type: "text/csv"
    ).json
    #expect(preview["same"] == 400)
    #expect(preview["items"] == [])
  }

  @Test func `a wrong price list changes nothing, and each line is named`() async throws {
    let csv = "sku,description,unit_price,currency,tax_rate\nA,A,x,EUR,0.19\nB,B,1,XXX,0.19\n"
    let answer = try await service.ask(.put, "/catalog", body: csv, type: "text/csv")
    #expect(answer.status == 422)
    #expect(answer.fields == ["line 2", "line 3"])
    #expect(try await service.ask(.get, "/catalog").json == ["items": []])
  }

  @Test func `an item is found by a part of its SKU or description, and by its whole SKU`()
    async throws
  {
    let csv = """
      sku,description,unit_price,currency,tax_rate,breaks
      BOLT-M8,Hex bolt,1.50,EUR,0.19,
      NUT-M8,Hex nut,0.30,EUR,0.19,
      """
    _ = try await service.ask(.put, "/catalog", body: csv, type: "text/csv")
    let found = try await service.ask(.get, "/catalog?text=BOLT").json
    #expect(found["items"].list?.map { $0["sku"] } == ["BOLT-M8"])
    let first = try await service.ask(.get, "/catalog?text=hex&limit=1").json
    #expect(first["items"].list?.map { $0["sku"] } == ["BOLT-M8"])
    #expect(first["next"] == "BOLT-M8")
    let item = try await service.ask(.get, "/catalog/NUT-M8")
    #expect(item.json["items"].list?.map { $0["sku"] } == ["NUT-M8"])
    let missing = try await service.ask(.get, "/catalog/NUT-M9")
    #expect(missing.status == 404)
    #expect(missing.json["type"] == "/problems/item-not-found")
  }
}
