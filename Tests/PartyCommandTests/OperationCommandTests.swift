import FEEL
import FoundationEssentials
import PartyCommand
import Testing

struct OperationCommandTests {
  private let olga = ["DUET_USER": "olga"]

  @Test func `incidents are listed, retried with corrected variables, and ended`() async throws {
    let list =
      #"{"items": [{"id": "01997e6a.9", "reference": "PO-1", "element": "Task_GenerateQuote", "reason": "No price"}]}"#
    let order = #"{"id": "01997e6a", "reference": "PO-1"}"#
    let answers = [
      "GET /incidents": [FakeService.Answer(list)], "POST /incidents/PO-1.9/retry": [.init(order)],
      "POST /incidents/PO-1.9/cancel": [.init(order)],
    ]
    try await FakeService.run(answers) { service, url in
      #expect(await Supplier.outcome(["incident", "list", "--url", url]).data.contains("No price"))
      let retried = await Supplier.outcome(
        ["incident", "retry", "PO-1.9", "--url", url], environment: olga)
      #expect(retried.data == "The work of PO-1.9 is done again\n")
      #expect(service.asked.last?.body == ["variables": [:]])
      let ended = await Supplier.outcome(
        ["incident", "cancel", "PO-1.9", "--reason", "lost", "--url", url], environment: olga)
      #expect(ended.data == "Ended order PO-1\n")
      #expect(service.asked.last?.body == ["reason": "lost"])
    }
  }

  @Test func `quarantined messages are listed, and put through again`() async throws {
    let list =
      #"{"items": [{"id": "01997e6a", "reason": "unknown-type", "detail": "no such \u001b[31mtype"}]}"#
    let answers = [
      "GET /quarantine": [FakeService.Answer(list)],
      "POST /quarantine/01997e6a/replay": [.init(#"{"id": "01997e6a"}"#, status: 202)],
    ]
    try await FakeService.run(answers) { _, url in
      let listed = await Client.outcome(["quarantine", "list", "--url", url])
      #expect(listed.data.contains("no such \u{FFFD}[31mtype"))
      let replayed = await Client.outcome(
        ["quarantine", "replay", "01997e6a", "--url", url], environment: olga)
      #expect(replayed.data == "The message 01997e6a was put through again\n")
    }
  }

  @Test func `nothing to see is said, not printed`() async throws {
    try await FakeService.run(["GET /incidents": [.init(#"{"items": []}"#)]]) { _, url in
      let outcome = await Client.outcome(["incident", "list", "--url", url])
      #expect(outcome.data == "")
      #expect(outcome.messages == "No incidents.\n")
    }
  }

  @Test func `a price list is imported from a file`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "duet-\(UUID().uuidString).csv")
    try "sku\nA\n".write(to: file, atomically: true, encoding: .utf8)
    defer { do { try FileManager.default.removeItem(at: file) } catch { Issue.record(error) } }
    let answers = ["PUT /catalog": [FakeService.Answer(#"{"itemCount": 1, "number": 4}"#)]]
    try await FakeService.run(answers) { service, url in
      let outcome = await Supplier.outcome(
        ["catalog", "import", file.path(), "--url", url], environment: olga)
      #expect(outcome.data == "Imported 1 items as version 4\n")
      #expect(service.asked.first?.body == .string("sku\nA\n"))
      #expect(
        await Supplier.outcome(["catalog", "import", "/nowhere", "--url", url], environment: olga)
          .code == 64)
    }
  }

  @Test func `a price list is printed as a file, and imported with a buyer`() async throws {
    let csv = "sku,description\r\nA,Bolt\r\n"
    try await FakeService.run(["GET /catalog": [.init(csv)]]) { service, url in
      let outcome = await Supplier.outcome(["catalog", "export", "--text", "a", "--url", url])
      #expect(outcome.data == csv)
      #expect(service.asked.map(\.path) == ["/catalog?text=a&format=csv"])
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "catalogue-\(UUID()).csv")
    try Data(csv.utf8).write(to: file)
    defer { do { try FileManager.default.removeItem(at: file) } catch { Issue.record(error) } }
    let answer = FakeService.Answer(#"{"itemCount": 1, "number": 1}"#)
    try await FakeService.run(["PUT /catalog": [answer]]) { service, url in
      let outcome = await Client.outcome(
        ["catalog", "import", file.path(), "--url", url], environment: olga)
      #expect(outcome.data == "Imported 1 items as version 1\n")
      #expect(service.asked.first?.body == .string(csv))
    }
  }

  @Test func `a dry run of an import shows what would be added, changed and removed`()
    async throws
  {
    let file = FileManager.default.temporaryDirectory.appending(path: "prices-\(UUID()).csv")
    try Data("sku\nA\n".utf8).write(to: file)
    defer {
      do { try FileManager.default.removeItem(at: file) } catch { Issue.record(error) }
    }
    let preview = """
      {"dryRun": true, "added": 0, "changed": 1, "removed": 0, "same": 7, "items": [{"sku": "A",
        "description": "Bolt", "change": "changed",
        "before": [{"unitPrice": "1.50", "currency": "EUR", "breaks": []}],
        "after": [{"unitPrice": "1.60", "currency": "EUR", "breaks": [{"minimum": 100, "unitPrice": "1.20"}]}]}]}
      """
    try await FakeService.run(["PUT /catalog": [.init(preview)]]) { service, url in
      let arguments = ["catalog", "import", file.path(), "--dry-run", "--url", url]
      let outcome = await Supplier.outcome(arguments, environment: olga)
      #expect(service.asked.map(\.path) == ["/catalog?dryRun=true"])
      #expect(outcome.data.contains("changed  A    Bolt         1.50 EUR  1.60 EUR (100=1.20)"))
      #expect(
        outcome.messages
          == "Of the SKUs, 0 would be added, 1 changed and 0 removed; 7 would stay as they are.\n")
      let lines = await Supplier.outcome(arguments + ["-o", "jsonl"], environment: olga)
      #expect(lines.data.split(separator: "\n").count == 1)
      let json = await Supplier.outcome(arguments + ["-o", "json"], environment: olga)
      #expect(json.messages.isEmpty)
    }
  }

  @Test func `the price list is shown with its breaks`() async throws {
    let list = """
      {"items": [{"sku": "A", "description": "Bolt", "unitPrice": "1.50", "currency": "EUR", "taxRate": 0.19,
        "breaks": [{"minimum": 100, "unitPrice": "1.20"}, {"minimum": 1000, "discount": 0.12}]}], "next": "A"}
      """
    try await FakeService.run(["GET /catalog": [.init(list)]]) { service, url in
      let outcome = await Supplier.outcome(["catalog", "list", "--url", url])
      #expect(outcome.data.contains("A    Bolt         1.50 EUR  0.19  100=1.20 1000=-0.12"))
      #expect(outcome.messages == "There are more: --after A\n")
      _ = await Supplier.outcome(["catalog", "list", "--text", "bolt", "--url", url])
      #expect(service.asked.last?.path == "/catalog?text=bolt&limit=100")
    }
  }

  @Test(arguments: [
    [], ["order"], ["order", "place"], ["order", "watch"], ["task"], ["task", "complete"],
    ["incident"],
    ["quarantine", "replay"], ["run"],
  ])
  func `help begins with examples`(path: [String]) async {
    let outcome = await Client.outcome(path + ["--help"])
    #expect(outcome.code == 0)
    let examples = outcome.messages.firstRange(of: "EXAMPLES")
    let usage = outcome.messages.firstRange(of: "USAGE")
    #expect(
      examples.map(\.lowerBound) ?? outcome.messages.endIndex < usage.map(\.lowerBound)
        ?? outcome.messages.startIndex)
  }
}
