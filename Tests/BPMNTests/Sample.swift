/// Files for the tests.
enum Sample {
  /// Two pools with one of everything that the reader keeps.
  static let order = """
    <?xml version="1.0" encoding="UTF-8"?>
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" \
    xmlns:modeler="http://camunda.org/schema/modeler/1.0" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
    id="Definitions_1" name="Orders" targetNamespace="http://bpmn.io/schema/bpmn" \
    exporter="Camunda Modeler" modeler:executionPlatform="Camunda Cloud">
      <bpmn:collaboration id="Collaboration_1" name="Trade">
        <bpmn:participant id="Pool_Buyer" name="Buyer" processRef="Buying" />
        <bpmn:participant id="Pool_Seller" name="Seller" processRef="Selling" />
        <bpmn:participant id="Pool_Bank" name="Bank" />
        <bpmn:messageFlow id="Flow_Order" name="order" sourceRef="Send" targetRef="Received" />
        <bpmn:messageFlow id="Flow_Pay" sourceRef="Pool_Bank" targetRef="Paid" />
        <bpmn:textAnnotation id="Note_1"><bpmn:text>as agreed</bpmn:text></bpmn:textAnnotation>
      </bpmn:collaboration>
      <bpmn:message id="Message_Order" name="OrderPlaced">
        <bpmn:extensionElements>
          <zeebe:subscription correlationKey="=orderId" />
        </bpmn:extensionElements>
      </bpmn:message>
      <bpmn:message id="Message_Paid" name="Paid" />
      <bpmn:error id="Error_1" name="No stock" errorCode="no-stock" />
      <bpmn:process id="Buying" name="Buy" isExecutable="true">
        <bpmn:documentation>Bought by the buyer.</bpmn:documentation>
        <bpmn:laneSet id="Lanes">
          <bpmn:lane id="Lane_1" name="Clerk">
            <bpmn:flowNodeRef>Start</bpmn:flowNodeRef>
            <bpmn:flowNodeRef>Send</bpmn:flowNodeRef>
          </bpmn:lane>
        </bpmn:laneSet>
        <bpmn:startEvent id="Start"><bpmn:outgoing>F1</bpmn:outgoing></bpmn:startEvent>
        <bpmn:sendTask id="Send" name="Send it" messageRef="Message_Order" />
        <bpmn:endEvent id="End"><bpmn:terminateEventDefinition id="T1" /></bpmn:endEvent>
        <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Send" />
        <bpmn:sequenceFlow id="F2" sourceRef="Send" targetRef="End" />
      </bpmn:process>
      <bpmn:process id="Selling" isExecutable="true">
        <bpmn:startEvent id="Received">
          <bpmn:outgoing>S1</bpmn:outgoing>
          <bpmn:messageEventDefinition id="M1" messageRef="Message_Order" />
        </bpmn:startEvent>
        <bpmn:exclusiveGateway id="Large" default="S3">
          <bpmn:incoming>S1</bpmn:incoming>
          <bpmn:outgoing>S2</bpmn:outgoing>
          <bpmn:outgoing>S3</bpmn:outgoing>
        </bpmn:exclusiveGateway>
        <bpmn:subProcess id="Work">
          <bpmn:startEvent id="Work_Start" />
          <bpmn:userTask id="Check" name="Check &#38; decide" />
          <bpmn:boundaryEvent id="Late" attachedToRef="Check" cancelActivity="false">
            <bpmn:timerEventDefinition id="M2">
              <bpmn:timeDuration xsi:type="bpmn:tFormalExpression"> PT1H </bpmn:timeDuration>
            </bpmn:timerEventDefinition>
          </bpmn:boundaryEvent>
          <bpmn:sequenceFlow id="W1" sourceRef="Work_Start" targetRef="Check" />
        </bpmn:subProcess>
        <bpmn:receiveTask id="Paid" messageRef="Message_Paid" />
        <bpmn:sequenceFlow id="S1" sourceRef="Received" targetRef="Large" />
        <bpmn:sequenceFlow id="S2" name="large" sourceRef="Large" targetRef="Work">
          <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=total &gt; 1000</bpmn:conditionExpression>
        </bpmn:sequenceFlow>
        <bpmn:sequenceFlow id="S3" sourceRef="Large" targetRef="Paid" />
      </bpmn:process>
      <bpmndi:BPMNDiagram id="Diagram_1">
        <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Collaboration_1">
          <bpmndi:BPMNShape id="Pool_Buyer_di" bpmnElement="Pool_Buyer" isHorizontal="true">
            <dc:Bounds x="160" y="80.5" width="600" height="250" />
            <bpmndi:BPMNLabel />
          </bpmndi:BPMNShape>
          <bpmndi:BPMNShape id="Work_di" bpmnElement="Work" isExpanded="false">
            <dc:Bounds x="-20" y="0" width="100" height="80" />
            <bpmndi:BPMNLabel><dc:Bounds x="1" y="2" width="3" height="4" /></bpmndi:BPMNLabel>
          </bpmndi:BPMNShape>
          <bpmndi:BPMNEdge id="F1_di" bpmnElement="F1">
            <di:waypoint x="1" y="2" />
            <di:waypoint x="3" y="4" />
            <di:waypoint x="3" y="9.25" />
          </bpmndi:BPMNEdge>
        </bpmndi:BPMNPlane>
      </bpmndi:BPMNDiagram>
    </bpmn:definitions>
    """

  /// A file around the text, which begins on line 2.
  static func file(_ inside: String) -> [UInt8] {
    let text = """
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
      xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
      xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
      xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
      xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" \
      xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" \
      id="D" targetNamespace="urn:test">
      \(inside)
      </bpmn:definitions>
      """
    return Array(text.utf8)
  }

  /// A process around the text, which begins on line 3.
  static func process(_ inside: String) -> [UInt8] {
    file("<bpmn:process id=\"P\" isExecutable=\"true\">\n\(inside)\n</bpmn:process>")
  }
}
