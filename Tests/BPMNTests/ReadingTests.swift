import BPMN
import Testing

@Suite struct ReadingTests {
  @Test func `a collaboration is read whole`() throws {
    let definitions = try Definitions(xml: Array(Sample.order.utf8))
    #expect(definitions.id == "Definitions_1")
    #expect(definitions.name == "Orders")
    #expect(definitions.targetNamespace == "http://bpmn.io/schema/bpmn")
    #expect(
      definitions.messages == [
        MessageDeclaration(
          id: "Message_Order", name: "OrderPlaced", line: 11, correlationKey: "=orderId"),
        MessageDeclaration(id: "Message_Paid", name: "Paid", line: 16),
      ])
    #expect(
      definitions.errors == [
        ErrorDeclaration(id: "Error_1", name: "No stock", errorCode: "no-stock", line: 17)
      ])
    #expect(
      definitions.collaboration
        == Collaboration(
          id: "Collaboration_1", name: "Trade",
          participants: [
            Participant(id: "Pool_Buyer", name: "Buyer", processID: "Buying", line: 4),
            Participant(id: "Pool_Seller", name: "Seller", processID: "Selling", line: 5),
            Participant(id: "Pool_Bank", name: "Bank", line: 6),
          ],
          messageFlows: [
            MessageFlow(
              id: "Flow_Order", name: "order", source: "Send", target: "Received", line: 7),
            MessageFlow(id: "Flow_Pay", source: "Pool_Bank", target: "Paid", line: 8),
          ]))
  }

  @Test func `a process is read with its lanes, nodes and flows`() throws {
    let definitions = try Definitions(xml: Array(Sample.order.utf8))
    #expect(
      definitions.processes.first
        == Process(
          id: "Buying", name: "Buy", isExecutable: true, line: 18,
          lanes: [Lane(id: "Lane_1", name: "Clerk", nodes: ["Start", "Send"])],
          content: FlowElements(
            nodes: [
              FlowNode(id: "Start", type: "startEvent", line: 26, outgoing: ["F1"]),
              FlowNode(
                id: "Send", name: "Send it", type: "sendTask", line: 27, incoming: ["F1"],
                outgoing: ["F2"], attributes: ["messageRef": "Message_Order"]),
              FlowNode(
                id: "End", type: "endEvent", line: 28, incoming: ["F2"],
                eventDefinitions: [EventDefinition(type: "terminate", line: 28)]),
            ],
            flows: [
              SequenceFlow(id: "F1", source: "Start", target: "Send", line: 29),
              SequenceFlow(id: "F2", source: "Send", target: "End", line: 30),
            ])))
  }

  @Test func `subprocesses, conditions and timers are read`() throws {
    let definitions = try Definitions(xml: Array(Sample.order.utf8))
    let selling = try #require(definitions.process(id: "Selling"))
    #expect(
      selling.content.flows.first { $0.id == "S2" }
        == SequenceFlow(
          id: "S2", name: "large", source: "Large", target: "Work", condition: "=total > 1000",
          line: 54))
    #expect(
      definitions.node(id: "Work")
        == FlowNode(
          id: "Work", type: "subProcess", line: 42, incoming: ["S2"],
          content: FlowElements(
            nodes: [
              FlowNode(id: "Work_Start", type: "startEvent", line: 43, outgoing: ["W1"]),
              FlowNode(
                id: "Check", name: "Check & decide", type: "userTask", line: 44, incoming: ["W1"]),
              FlowNode(
                id: "Late", type: "boundaryEvent", line: 45,
                attributes: ["attachedToRef": "Check", "cancelActivity": "false"],
                eventDefinitions: [
                  EventDefinition(
                    type: "timer", line: 46,
                    timer: EventDefinition.Timer(kind: .duration, text: "PT1H"))
                ]),
            ],
            flows: [SequenceFlow(id: "W1", source: "Work_Start", target: "Check", line: 50)])))
  }

  @Test func `the diagram is read`() throws {
    let definitions = try Definitions(xml: Array(Sample.order.utf8))
    #expect(
      definitions.diagram
        == Diagram(
          elementID: "Collaboration_1",
          shapes: [
            Diagram.Shape(
              elementID: "Pool_Buyer",
              bounds: Diagram.Bounds(x: 160, y: 80.5, width: 600, height: 250), isHorizontal: true),
            Diagram.Shape(
              elementID: "Work", bounds: Diagram.Bounds(x: -20, y: 0, width: 100, height: 80),
              labelBounds: Diagram.Bounds(x: 1, y: 2, width: 3, height: 4), isExpanded: false),
          ],
          edges: [
            Diagram.Edge(
              elementID: "F1",
              waypoints: [
                Diagram.Point(x: 1, y: 2), Diagram.Point(x: 3, y: 4), Diagram.Point(x: 3, y: 9.25),
              ])
          ]))
  }

  @Test(arguments: ["bpmn2:", "semantic:", "é:", ""])
  func `the prefix of the namespace does not matter`(_ prefix: String) throws {
    let declaration = prefix.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())"
    let xml = Sample.order.replacing("xmlns:bpmn=", with: "\(declaration)=")
      .replacing("<bpmn:", with: "<\(prefix)").replacing("</bpmn:", with: "</\(prefix)")
    let definitions = try Definitions(xml: Array(xml.utf8))
    #expect(definitions == (try Definitions(xml: Array(Sample.order.utf8))))
  }

  @Test func `a line end of Windows and a comment before the tag move the lines`() throws {
    let xml = Sample.order.replacing("\n", with: "\r\n")
      .replacing("<bpmn:error", with: "<!--\n\n-->\n<bpmn:error\n ")
    let definitions = try Definitions(xml: Array(xml.utf8))
    #expect(definitions.errors.map(\.line) == [20])
    #expect(definitions.processes.map(\.line) == [22, 36])
  }

  @Test(arguments: [
    "task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "scriptTask",
    "businessRuleTask", "callActivity", "subProcess", "adHocSubProcess", "transaction",
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
    "exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway",
    "eventBasedGateway",
  ])
  func `every flow node is read in the general form`(_ type: String) throws {
    let xml = Sample.process("<bpmn:\(type) id=\"N\" name=\"A\" some=\"thing\" />")
    let inside = ["subProcess", "adHocSubProcess", "transaction"].contains(type)
    #expect(
      try Definitions(xml: xml).node(id: "N")
        == FlowNode(
          id: "N", name: "A", type: type, line: 3, attributes: ["some": "thing"],
          content: inside ? FlowElements(nodes: [], flows: []) : nil))
  }

  @Test func `event definitions are read by their type`() throws {
    let types = ["message", "terminate", "error", "signal", "escalation", "compensate", "link"]
    let inside = types.map { "<bpmn:\($0)EventDefinition id=\"E_\($0)\" name=\"n\" />" }.joined()
    let xml = Sample.process("<bpmn:endEvent id=\"N\">\(inside)</bpmn:endEvent>")
    #expect(
      try Definitions(xml: xml).node(id: "N")?.eventDefinitions
        == types.map { EventDefinition(type: $0, line: 3, attributes: ["name": "n"]) })
  }

  @Test(arguments: [
    ("timeDate", EventDefinition.Timer.Kind.date, "2030-01-01T00:00:00Z"),
    ("timeDuration", .duration, "=validity"),
    ("timeCycle", .cycle, "R3/PT1H"),
  ])
  func `timers are read as written`(
    _ element: String, _ kind: EventDefinition.Timer.Kind, _ text: String
  ) throws {
    let xml = Sample.process(
      """
      <bpmn:startEvent id="N"><bpmn:timerEventDefinition>
      <bpmn:\(element)>\(text)</bpmn:\(element)></bpmn:timerEventDefinition></bpmn:startEvent>
      """)
    #expect(
      try Definitions(xml: xml).node(id: "N")?.eventDefinitions.map(\.timer)
        == [EventDefinition.Timer(kind: kind, text: text)])
  }

  @Test func `scripts are kept as written`() throws {
    let xml = Sample.process(
      "<bpmn:scriptTask id=\"N\"><bpmn:script> a\n <![CDATA[< b]]> </bpmn:script></bpmn:scriptTask>"
    )
    #expect(try Definitions(xml: xml).node(id: "N")?.script == " a\n < b ")
  }

  @Test func `children that change execution are handed on`() throws {
    let xml = Sample.process(
      """
      <bpmn:task id="N">
      <bpmn:multiInstanceLoopCharacteristics isSequential="true" />
      <bpmn:ioSpecification />
      <bpmn:property id="p" />
      <bpmn:dataInputAssociation id="a"><bpmn:sourceRef>x</bpmn:sourceRef></bpmn:dataInputAssociation>
      <bpmn:dataInputAssociation id="b"><bpmn:assignment /></bpmn:dataInputAssociation>
      </bpmn:task>
      """)
    #expect(
      try Definitions(xml: xml).node(id: "N")?.otherChildren == [
        FlowNode.OtherChild(type: "multiInstanceLoopCharacteristics", line: 4),
        FlowNode.OtherChild(type: "ioSpecification", line: 5),
        FlowNode.OtherChild(type: "dataInputAssociation", line: 8),
      ])
  }

  @Test func `what only draws or explains is left out`() throws {
    let xml = Sample.file(
      """
      <bpmn:category id="C"><bpmn:categoryValue id="V" value="v" /></bpmn:category>
      <bpmn:dataStore id="S" /><bpmn:itemDefinition id="I" />
      <bpmn:process id="P" isExecutable="1" bioc:stroke="#fff" camunda:diagramRelationId="7">
      <bpmn:documentation>text</bpmn:documentation>
      <bpmn:textAnnotation id="A" /><bpmn:association id="B" sourceRef="N" targetRef="A" />
      <bpmn:group id="G" categoryValueRef="V" /><bpmn:dataObject id="O" />
      <bpmn:dataObjectReference id="R" dataObjectRef="O" />
      <bpmn:dataStoreReference id="T" dataStoreRef="S" />
      <bpmn:task id="N" bioc:fill="#fff" zeebe:modelerTemplate="t" />
      <bpmn:extensionElements><zeebe:versionTag value="2" /><zeebe:userTaskForm id="F">{}</zeebe:userTaskForm>
      <zeebe:userTaskForm id="F2">{}</zeebe:userTaskForm>
      <other xmlns="u:u">anything</other></bpmn:extensionElements>
      </bpmn:process>
      <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P">
      <bpmndi:BPMNShape bpmnElement="A"><dc:Bounds x="0" y="0" width="1" height="1" /></bpmndi:BPMNShape>
      </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
      """)
    let definitions = try Definitions(xml: xml)
    #expect(
      definitions.processes == [
        Process(
          id: "P", isExecutable: true, line: 4,
          content: FlowElements(nodes: [FlowNode(id: "N", type: "task", line: 10)], flows: []))
      ])
  }
}
