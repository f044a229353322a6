import BPMN
import FEEL
import Foundation
import ProcessEngine
import Testing

/// The product's own model, loaded as the parties load it.
struct OrderModel {
  let client: ExecutableProcess
  let supplier: ExecutableProcess

  /// - Parameter edit: what somebody has changed in the file.
  init(editing edit: (String) throws -> String = { $0 }) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../bpmn").standardizedFileURL
    let file = try Data(contentsOf: folder.appending(path: "order.bpmn"))
    let definitions = try Definitions(xml: Array(edit(String(decoding: file, as: UTF8.self)).utf8))
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

extension OrderModel {
  /// The variables that a new order begins with.
  static let order: Context = [
    "order": .context([
      "id": .string("00000000-0000-4000-8000-000000000001"), "reference": .string("R-1"),
      "currency": .string("EUR"), "neededBy": .null,
      "lines": .list([
        .context(["sku": .string("A"), "description": .string("a"), "quantity": .number(2)]),
        .context(["sku": .string("B"), "description": .string("b"), "quantity": .number(1)]),
      ]),
    ])
  ]
}

@Test func `both pools of the order model can be executed`() throws {
  let model = try OrderModel()
  #expect(model.client.caughtMessages.contains("QuoteIssued"))
  #expect(model.supplier.caughtMessages.contains("OrderPlaced"))
}

@Test func `an order that is placed is sent to the supplier and waits for an answer`() throws {
  var client = Course(try OrderModel().client)
  try client.start(OrderModel.order)
  let sent = client.history.compactMap { entry -> String? in
    if case .messageSent(let name, _, _, _) = entry.event { name } else { nil }
  }
  #expect(sent == ["OrderPlaced"])
  #expect(client.instance?.incidents.isEmpty == true)
  #expect(client.tokens == ["SubProcess_ObtainQuote", "Gateway_AwaitAnswer"])
}

@Test func `goods on their way are asked after a day later, and their receipt is due after two`()
  throws
{
  let key = try #require(OrderModel.order["order"]?["id"].string)
  var client = Course(try OrderModel().client)
  try client.start(OrderModel.order)
  try client.receive("OrderConfirmed", key: key, ["confirmedAt": "2026-01-01T08:00:00Z"])
  try client.receive("QuoteIssued", key: key, ["quote": ["validUntil": "2026-01-04T08:00:00Z"]])
  try client.decide("Task_ReviewQuote", by: "bea", groups: ["buyers"], ["decision": "accept"])
  client.now = client.now.adding(.seconds(3600))
  try client.receive(
    "OrderFulfilled", key: key, ["fulfilment": ["lines": OrderModel.order["order"]?["lines"] ?? []]]
  )
  let task = try #require(client.instance?.tasks.first)
  #expect(task.element == "Task_ConfirmReceipt")
  #expect(task.followUp == client.now.adding(.seconds(24 * 3600)))
  #expect(task.due == client.now.adding(.seconds(48 * 3600)))
}
