import BPMN
import FEEL
import Foundation
import ProcessEngine
import Testing

/// The promise of the product: whoever edits the file changes the process, and no Swift.
struct EditedModelTests {
  /// The supplier packs the goods and announces the shipment; the client reads the announcement.
  private static func edited(_ xml: String) throws -> String {
    var text = xml
    try replace(
      "</bpmn:collaboration>", in: &text,
      with: """
        <bpmn:messageFlow id="MessageFlow_Announced" sourceRef="Task_Announce" targetRef="Task_ReadAnnouncement" />
        </bpmn:collaboration>
        """)
    try replace(
      "<bpmn:message id=\"Message_OrderPlaced\"", in: &text,
      with: """
        <bpmn:message id="Message_ShipmentAnnounced" name="ShipmentAnnounced" />
        <bpmn:message id="Message_OrderPlaced"
        """)
    try replace(
      "sourceRef=\"Gateway_Fulfilled\" targetRef=\"Task_ReportFulfilment\"", in: &text,
      with: "sourceRef=\"Gateway_Fulfilled\" targetRef=\"Task_PackGoods\"")
    try replace(
      "<bpmn:incoming>Flow_Fulfilled_ReportFulfilment</bpmn:incoming>", in: &text,
      with: "<bpmn:incoming>Flow_Announce_Report</bpmn:incoming>")
    try replace(
      "<bpmn:sendTask id=\"Task_ReportFulfilment\"", in: &text,
      with: """
        <bpmn:userTask id="Task_PackGoods" name="Pack goods"><bpmn:extensionElements>
        <zeebe:assignmentDefinition candidateGroups="warehouse" />
        <zeebe:ioMapping><zeebe:output source="=parcels" target="parcels" /></zeebe:ioMapping>
        </bpmn:extensionElements></bpmn:userTask>
        <bpmn:sendTask id="Task_Announce" name="Announce" messageRef="Message_ShipmentAnnounced">
        <bpmn:extensionElements><zeebe:ioMapping>
        <zeebe:input source="=parcels" target="parcels" />
        </zeebe:ioMapping></bpmn:extensionElements></bpmn:sendTask>
        <bpmn:sequenceFlow id="Flow_Pack_Announce" sourceRef="Task_PackGoods" targetRef="Task_Announce" />
        <bpmn:sequenceFlow id="Flow_Announce_Report" sourceRef="Task_Announce" targetRef="Task_ReportFulfilment" />
        <bpmn:sendTask id="Task_ReportFulfilment"
        """)
    try replace(
      "sourceRef=\"Event_GoodsOnTheWay\" targetRef=\"Task_ConfirmReceipt\"", in: &text,
      with: "sourceRef=\"Event_GoodsOnTheWay\" targetRef=\"Task_ReadAnnouncement\"")
    try replace(
      "<bpmn:incoming>Flow_GoodsOnTheWay_ConfirmReceipt</bpmn:incoming>", in: &text,
      with: "<bpmn:incoming>Flow_Read_Confirm</bpmn:incoming>")
    try replace(
      "<bpmn:userTask id=\"Task_ConfirmReceipt\"", in: &text,
      with: """
        <bpmn:receiveTask id="Task_ReadAnnouncement" messageRef="Message_ShipmentAnnounced" />
        <bpmn:sequenceFlow id="Flow_Read_Confirm" sourceRef="Task_ReadAnnouncement" targetRef="Task_ConfirmReceipt" />
        <bpmn:userTask id="Task_ConfirmReceipt"
        """)
    return text
  }

  private static func replace(_ part: String, in text: inout String, with new: String) throws {
    try #require(text.components(separatedBy: part).count == 2, "the model has \(part) once")
    text = text.replacing(part, with: new)
  }

  @Test func `a task and a message that are drawn into the model are executed`() throws {
    let model = try OrderModel(editing: Self.edited)
    var client = Course(model.client)
    var supplier = Course(model.supplier)
    var wire = Wire()

    try client.start(OrderModel.order)
    try wire.carry(&client, &supplier)
    try supplier.decide("Task_VerifyOrder", by: "sue", groups: ["sales"], ["decision": "accept"])
    try supplier.finishJob(["quote": .context(Self.quote)])
    try supplier.decide(
      "Task_ConfirmQuote", by: "pat", groups: ["pricing"], ["decision": "confirm"])
    try wire.carry(&client, &supplier)
    try client.decide("Task_ReviewQuote", by: "bea", groups: ["buyers"], ["decision": "accept"])
    try wire.carry(&client, &supplier)
    let lines = try #require(OrderModel.order["order"]?["lines"].list)
    let shipped: [Value] = lines.map {
      .context(["sku": $0["sku"], "quantity": $0["quantity"]])
    }
    try supplier.decide(
      "Task_ConfirmFulfilment", by: "wim", groups: ["warehouse"],
      ["decision": "fulfilled", "lines": .list(shipped), "tracking": "T1"])

    #expect(supplier.tokens == ["Task_PackGoods"])
    try supplier.decide("Task_PackGoods", by: "wim", groups: ["warehouse"], ["parcels": .number(3)])
    try wire.carry(&client, &supplier)
    #expect(client.variables["parcels"] == .number(3))
    try client.decide(
      "Task_ConfirmReceipt", by: "rob", groups: ["receiving"],
      ["decision": "received", "lines": .list(shipped)])
    try wire.carry(&client, &supplier)

    #expect(client.outcome == "Completed")
    #expect(supplier.outcome == "Completed")
    #expect(wire.carried.contains("ShipmentAnnounced"))
    for side in [client, supplier] {
      #expect(!side.history.contains { $0.event.name == "incidentRaised" })
      #expect(!side.history.contains { $0.event.name == "messageDiscarded" })
    }
  }

  private static let quote: Context = [
    "id": "q1", "revision": .number(1), "total": "1900.00", "currency": "EUR",
    "validUntil": "2026-01-04T08:00:00Z",
  ]
}

/// Carries the messages of two pools to each other, each side's in order.
private struct Wire {
  private(set) var carried: [String] = []
  private var read = [0, 0]

  mutating func carry(_ first: inout Course, _ second: inout Course) throws {
    var isMoving = true
    while isMoving {
      let toSecond = first.messages(after: &read[0])
      for message in toSecond { try second.take(.message(message)) }
      let toFirst = second.messages(after: &read[1])
      for message in toFirst { try first.take(.message(message)) }
      carried += (toSecond + toFirst).map(\.name)
      isMoving = !(toSecond + toFirst).isEmpty
    }
  }
}
