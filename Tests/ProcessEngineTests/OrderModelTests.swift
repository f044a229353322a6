import BPMN
import FEEL
import Foundation
import ProcessEngine
import Testing

/// The product's own model, loaded as the parties load it.
struct OrderModel {
  let client: ExecutableProcess
  let supplier: ExecutableProcess

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../bpmn").standardizedFileURL
    let definitions = try Definitions(
      xml: Array(Data(contentsOf: folder.appending(path: "order.bpmn"))))
    var forms: [String: Form] = [:]
    for file in try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "forms"), includingPropertiesForKeys: nil)
    where file.pathExtension == "json" {
      forms[file.deletingPathExtension().lastPathComponent] = try Form(
        json: Array(Data(contentsOf: file)))
    }
    client = try ExecutableProcess(
      definitions, processID: "client", definition: DefinitionID("1"), forms: forms,
      handlers: ["reminder"])
    supplier = try ExecutableProcess(
      definitions, processID: "supplier", definition: DefinitionID("1"), forms: forms,
      handlers: ["reminder", "escalation", "quote.generate"])
  }
}

@Test func `both pools of the order model can be executed`() throws {
  let model = try OrderModel()
  #expect(model.client.caughtMessages.contains("QuoteIssued"))
  #expect(model.supplier.caughtMessages.contains("OrderPlaced"))
}

@Test func `an order that is placed is sent to the supplier and waits for an answer`() throws {
  let model = try OrderModel()
  let id = InstanceID(UUID())
  let order: Context = [
    "order": .context([
      "id": .string(id.description), "reference": .string("R-1"), "currency": .string("EUR"),
      "neededBy": .null, "lines": .list([.context(["sku": .string("A"), "quantity": .number(2)])]),
    ])
  ]
  let decision = try model.client.decide(
    nil, id: id, .start(variables: order), now: Timestamp("2026-11-21T08:00:00Z"))
  let sent = decision.events.compactMap { event -> String? in
    if case .messageSent(let name, _, _, _) = event { name } else { nil }
  }
  #expect(sent == ["OrderPlaced"])
  #expect(decision.instance.incidents.isEmpty)
  #expect(try Instance(record: Value(json: decision.instance.record.json())) == decision.instance)
}
