import BPMN
package import Exchange
package import FEEL
import FoundationEssentials
package import ProcessEngine

/// A collaboration of two pools with one message in each direction, `OrderPlaced` to the supplier and `QuoteIssued` to the
/// client, and things to send in it.
package enum SampleContract {
  /// - Parameter name: the collaboration's; names of exchanges and queues are made of it.
  package static func contract(named name: String) throws -> Contract {
    try Contract(try Definitions(xml: Array(xml(name).utf8)))
  }

  package static func message(
    _ sequence: Int, of order: InstanceID, name: String = "OrderPlaced", sender: String = "Client",
    receiver: String = "Supplier", payload: Context = ["reference": .string("PO-1")]
  ) -> OrderMessage {
    OrderMessage(
      id: UUID(), name: name, sender: sender, receiver: receiver, order: order,
      sequence: sequence, correlationKey: order.description,
      sentAt: Timestamp(microseconds: 1_795_000_000_000_000 + Int64(sequence)), payload: payload)
  }

  /// An entry of lane 1 of the client.
  package static func entry(
    _ number: Int, of order: InstanceID = InstanceID(UUID()), text: String = "sample"
  ) -> JournalEntry {
    JournalEntry(
      party: "Client", lane: 1, number: number, order: order, step: 1,
      at: Timestamp(microseconds: 1_795_000_000_000_000 + Int64(number)),
      stimulus: ["kind": .string("begin"), "text": .string(text)], events: [], messages: [])
  }

  private static func xml(_ name: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Definitions_Sample" \
    targetNamespace="urn:duet:sample">
      <bpmn:collaboration id="Collaboration_Sample" name="\(name)">
        <bpmn:participant id="Participant_Client" name="Client" processRef="client" />
        <bpmn:participant id="Participant_Supplier" name="Supplier" processRef="supplier" />
        <bpmn:messageFlow id="MessageFlow_OrderPlaced" sourceRef="Event_OrderPlaced" \
    targetRef="Event_OrderReceived" />
        <bpmn:messageFlow id="MessageFlow_QuoteIssued" sourceRef="Event_QuoteIssued" \
    targetRef="Event_QuoteReceived" />
      </bpmn:collaboration>
      <bpmn:process id="client" isExecutable="true">
        <bpmn:intermediateThrowEvent id="Event_OrderPlaced">
          <bpmn:messageEventDefinition id="Definition_1" messageRef="Message_OrderPlaced" />
        </bpmn:intermediateThrowEvent>
        <bpmn:intermediateCatchEvent id="Event_QuoteReceived">
          <bpmn:messageEventDefinition id="Definition_2" messageRef="Message_QuoteIssued" />
        </bpmn:intermediateCatchEvent>
      </bpmn:process>
      <bpmn:process id="supplier" isExecutable="true">
        <bpmn:intermediateCatchEvent id="Event_OrderReceived">
          <bpmn:messageEventDefinition id="Definition_3" messageRef="Message_OrderPlaced" />
        </bpmn:intermediateCatchEvent>
        <bpmn:intermediateThrowEvent id="Event_QuoteIssued">
          <bpmn:messageEventDefinition id="Definition_4" messageRef="Message_QuoteIssued" />
        </bpmn:intermediateThrowEvent>
      </bpmn:process>
      <bpmn:message id="Message_OrderPlaced" name="OrderPlaced" />
      <bpmn:message id="Message_QuoteIssued" name="QuoteIssued" />
    </bpmn:definitions>
    """
  }
}
