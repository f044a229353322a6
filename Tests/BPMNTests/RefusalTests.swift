import BPMN
import Testing

/// What a readable file is refused with, each problem in the form `line: id: reason`.
struct ProblemCase: CustomTestStringConvertible, Sendable {
  let xml: [UInt8]
  let problems: [String]
  let testDescription: String

  init(file: String, _ problems: String...) {
    self.init(xml: Sample.file(file), problems: problems)
  }

  init(process: String, _ problems: String...) {
    self.init(xml: Sample.process(process), problems: problems)
  }

  init(xml: [UInt8], problems: [String]) {
    self.xml = xml
    self.problems = problems
    testDescription = problems.joined(separator: "; ")
  }
}

@Suite struct RefusalTests {
  @Test(arguments: [
    ProblemCase(file: "<bpmn:signal id='S' />", "2: S: signal cannot be executed in definitions"),
    ProblemCase(
      file: "<bpmn:import namespace='n' />", "2: D: import cannot be executed in definitions"),
    ProblemCase(
      file: "<x xmlns='u:u' id='X' />", "2: X: x of \"u:u\" is not expected in definitions"),
    ProblemCase(file: "stray", "1: D: definitions contains stray text"),
    ProblemCase(
      file: "<bpmn:message id='M' name='a' nmae='b' />",
      "2: M: message has the unknown attribute nmae"),
    ProblemCase(file: "<bpmn:message id='M' />", "2: M: message needs the attribute name"),
    ProblemCase(file: "<bpmn:message name='a' />", "2: message needs the attribute id"),
    ProblemCase(
      file: """
        <bpmn:message id='M' name='a'><bpmn:extensionElements>
        <zeebe:taskDefinition type='t' /></bpmn:extensionElements></bpmn:message>
        """, "2: M: the extension elements here cannot be executed on message"),
    ProblemCase(
      file: "<bpmn:process id='P' isExecutable='yes' />",
      "2: P: isExecutable=\"yes\" is neither true nor false"),
    ProblemCase(
      file: "<bpmn:process id='P' class='a' />", "2: P: process has the unknown attribute class"),
    ProblemCase(
      file: "<bpmn:process id='P' camunda:versionTag='1' />",
      "2: P: the attribute versionTag of \"http://camunda.org/schema/1.0/bpmn\" is for another engine"
    ),
    ProblemCase(
      file: "<bpmn:process id='P' bpmn:name='a' zeebe:a='b' />",
      "2: P: BPMN's attribute name is written without a prefix",
      "2: P: the attribute zeebe:a cannot be executed"),
    ProblemCase(
      file: """
        <bpmn:process id='P'><bpmn:extensionElements>
        <zeebe:executionListeners /></bpmn:extensionElements></bpmn:process>
        """, "3: P: zeebe:executionListeners cannot be executed on process"),
    ProblemCase(
      process: "<bpmn:correlationSubscription id='S' />",
      "3: S: correlationSubscription cannot be executed in process"),
    ProblemCase(
      process: "<bpmn:choreographyTask />",
      "3: P: choreographyTask cannot be executed in process"),
  ])
  func `what cannot be executed is refused`(_ refusal: ProblemCase) {
    expect(refusal)
  }

  @Test(arguments: [
    ProblemCase(process: "<bpmn:task />", "3: task needs the attribute id"),
    ProblemCase(process: "<bpmn:task id='N'>text</bpmn:task>", "3: N: task contains stray text"),
    ProblemCase(
      process: "<bpmn:task id='1 N' />",
      "3: 1 N: an id begins with a letter or _ and has letters, digits, _, - and . only"),
    ProblemCase(
      process: "<bpmn:task id='N' />\n<bpmn:task id='N' />",
      "4: N: the id stands already on line 3"),
    ProblemCase(
      process: "<bpmn:task id='N'>\n<x xmlns='u:u' /></bpmn:task>",
      "4: N: x of \"u:u\" is not expected in task"),
    ProblemCase(
      process:
        "<bpmn:task id='N'>\n<bpmn:script>a</bpmn:script>\n<bpmn:script>b</bpmn:script></bpmn:task>",
      "5: N: task has one script"),
    ProblemCase(
      process:
        "<bpmn:task id='N'><bpmn:extensionElements />\n<bpmn:extensionElements /></bpmn:task>",
      "4: N: task has one extensionElements"),
    ProblemCase(
      process: "<bpmn:startEvent id='N'><bpmn:timerEventDefinition /></bpmn:startEvent>",
      "3: N: a timer has one of timeDate, timeDuration and timeCycle"),
    ProblemCase(
      process: """
        <bpmn:startEvent id='N'><bpmn:timerEventDefinition id='T'>
        <bpmn:timeDuration> </bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent>
        """, "4: N: timeDuration is empty"),
    ProblemCase(
      process: """
        <bpmn:startEvent id='N'><bpmn:conditionalEventDefinition id='T'>
        <bpmn:condition>a</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>
        """, "4: T: condition cannot be executed in conditionalEventDefinition"),
    ProblemCase(
      process: """
        <bpmn:task id='A' /><bpmn:task id='B' /><bpmn:sequenceFlow id='F' sourceRef='A' targetRef='B'>
        <bpmn:conditionExpression language='python'>x</bpmn:conditionExpression></bpmn:sequenceFlow>
        """, "4: F: expressions are FEEL; the language python cannot be executed"),
    ProblemCase(
      process: """
        <bpmn:task id='A' /><bpmn:task id='B' /><bpmn:sequenceFlow id='F' sourceRef='A' targetRef='B'>
        <bpmn:extensionElements><camunda:executionListener /></bpmn:extensionElements></bpmn:sequenceFlow>
        """,
      "4: F: {http://camunda.org/schema/1.0/bpmn}executionListener cannot be executed on sequenceFlow"
    ),
  ])
  func `a wrong node or flow is refused`(_ refusal: ProblemCase) {
    expect(refusal)
  }

  @Test(arguments: [
    ProblemCase(
      process: "<bpmn:task id='A' />\n<bpmn:sequenceFlow id='F' sourceRef='A' targetRef='B' />",
      "4: F: targetRef is B, which is no flow node in the same process or subprocess"),
    ProblemCase(
      process: "<bpmn:sequenceFlow id='F' />", "3: F: sequenceFlow needs the attribute sourceRef",
      "3: F: sequenceFlow needs the attribute targetRef"),
    ProblemCase(
      process: """
        <bpmn:task id='A' /><bpmn:subProcess id='S'><bpmn:task id='B' /></bpmn:subProcess>
        <bpmn:sequenceFlow id='F' sourceRef='B' targetRef='A' />
        """, "4: F: sourceRef is B, which is no flow node in the same process or subprocess"),
    ProblemCase(
      process: """
        <bpmn:task id='A'><bpmn:outgoing>G</bpmn:outgoing></bpmn:task>
        <bpmn:task id='B'><bpmn:incoming>F</bpmn:incoming></bpmn:task>
        <bpmn:sequenceFlow id='F' sourceRef='A' targetRef='B' />
        """, "3: A: outgoing names G, which is no such sequence flow of this node",
      "3: A: outgoing leaves out the sequence flow F"),
    ProblemCase(
      process: "<bpmn:boundaryEvent id='E' />",
      "3: E: boundaryEvent needs the attribute attachedToRef"
    ),
    ProblemCase(
      process: """
        <bpmn:task id='A' /><bpmn:subProcess id='S'>
        <bpmn:boundaryEvent id='E' attachedToRef='A' /></bpmn:subProcess>
        """, "4: E: attachedToRef is A, which is no flow node in the same process or subprocess"),
    ProblemCase(
      process: "<bpmn:exclusiveGateway id='G' default='F' />",
      "3: G: default is F, which is no sequence flow from this node"),
    ProblemCase(
      process: "<bpmn:receiveTask id='R' messageRef='M' />",
      "3: R: messageRef is M, which is no message of this file"),
    ProblemCase(
      process: """
        <bpmn:endEvent id='E'>
        <bpmn:errorEventDefinition errorRef='X' />
        <bpmn:messageEventDefinition messageRef='M' /></bpmn:endEvent>
        """, "4: E: errorRef is X, which is no error of this file",
      "5: E: messageRef is M, which is no message of this file"),
    ProblemCase(
      process: """
        <bpmn:laneSet id='L'><bpmn:lane id='L1'><bpmn:childLaneSet><bpmn:lane id='L2'>
        <bpmn:flowNodeRef>X</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>
        """, "4: L2: the flow node X does not exist in this process"),
    ProblemCase(
      file: "<bpmn:message id='A' name='m' />\n<bpmn:message id='B' name='m' />",
      "3: B: the message on line 2 has the same name, m"),
  ])
  func `references to nothing in a process are refused`(_ refusal: ProblemCase) {
    expect(refusal)
  }

  @Test(arguments: [
    ProblemCase(
      file: "<bpmn:collaboration id='C' />\n<bpmn:collaboration id='C2' />",
      "3: C2: a file has one collaboration; this is a second one"),
    pools(
      "", "<bpmn:conversation id='X' />", "8: X: conversation cannot be executed in collaboration"),
    pools(
      "", "<bpmn:participant id='D1' name='A' processRef='PX' />",
      "8: D1: the participant on line 5 has the same name, A",
      "8: D1: processRef is PX, which is no process of this file"),
    pools(
      "", "<bpmn:participant id='D1' name='X' processRef='PA' />",
      "8: D1: the participant on line 5 has the same process, PA"),
    pools("", "<bpmn:participant id='D1' />", "8: D1: participant needs the attribute name"),
    pools(
      "<bpmn:process id='PC'><bpmn:task id='TC' /></bpmn:process>",
      "<bpmn:messageFlow id='F' sourceRef='TC' targetRef='TB' />",
      "8: F: sourceRef is TC, which is neither a participant nor a flow node in a pool"),
    pools(
      "", "<bpmn:messageFlow id='F' sourceRef='TA' targetRef='X' messageRef='M' />",
      "8: F: messageRef is M, which is no message of this file",
      "8: F: targetRef is X, which is neither a participant nor a flow node in a pool"),
    pools(
      "", "<bpmn:messageFlow id='F' sourceRef='TA' targetRef='TA2' />",
      "8: F: both ends are in the pool A; a message flow joins two pools"),
    pools(
      "", "<bpmn:messageFlow id='F' sourceRef='TA' />",
      "8: F: messageFlow needs the attribute targetRef"),
  ])
  func `a collaboration that does not fit is refused`(_ refusal: ProblemCase) {
    expect(refusal)
  }

  @Test(arguments: [
    diagram("<bpmndi:BPMNShape id='S' bpmnElement='N' />", "5: S: a shape needs Bounds"),
    diagram(
      "<bpmndi:BPMNShape id='S' bpmnElement='X'><dc:Bounds x='0' y='0' width='1' height='1' /></bpmndi:BPMNShape>",
      "5: S: the drawn element X does not exist"),
    diagram(
      "<bpmndi:BPMNShape id='S' bpmnElement='N'>\n<dc:Bounds x='a' y='nan' width='1e99' /></bpmndi:BPMNShape>",
      "6: S: x=\"a\" is not a coordinate", "6: S: y=\"nan\" is not a coordinate",
      "6: S: width=\"1e99\" is not a coordinate", "6: S: Bounds needs the attribute height"),
    diagram(
      "<bpmndi:BPMNEdge id='E' bpmnElement='N'><di:waypoint x='1' y='2' /></bpmndi:BPMNEdge>",
      "5: E: an edge needs two waypoints"),
    diagram("<bpmndi:BPMNCircle id='B' />", "5: B: BPMNCircle is not expected in a diagram"),
    ProblemCase(file: "<bpmndi:BPMNDiagram id='B' />", "2: B: a BPMNDiagram has one BPMNPlane"),
  ])
  func `a broken diagram is refused`(_ refusal: ProblemCase) {
    expect(refusal)
  }

  @Test func `all problems are reported at once in the order of the file`() {
    let xml = Sample.process("<bpmn:task />\n<bpmn:task id='N' default='F' /><bpmn:x />")
    let failure = #expect(throws: ReadFailure.self) { try Definitions(xml: xml) }
    #expect(
      failure?.report(file: "order.bpmn") == """
        order.bpmn:3: task needs the attribute id
        order.bpmn:4: P: x cannot be executed in process
        order.bpmn:4: N: default is F, which is no sequence flow from this node
        """)
  }

  /// Pools A (with the tasks TA and TA2) and B (TB); `inside` stands on line 8.
  private static func pools(_ processes: String, _ inside: String, _ problems: String...)
    -> ProblemCase
  {
    ProblemCase(
      xml: Sample.file(
        """
        <bpmn:process id='PA'><bpmn:task id='TA' /><bpmn:task id='TA2' /></bpmn:process>
        <bpmn:process id='PB'><bpmn:task id='TB' /></bpmn:process>\(processes)
        <bpmn:collaboration id='C'>
        <bpmn:participant id='A' name='A' processRef='PA' />
        <bpmn:participant id='B' name='B' processRef='PB' />
        <bpmn:messageFlow id='F0' sourceRef='TA' targetRef='B' />
        \(inside)
        </bpmn:collaboration>
        """), problems: problems)
  }

  /// A process with the task N; `inside` stands on line 5.
  private static func diagram(_ inside: String, _ problems: String...) -> ProblemCase {
    ProblemCase(
      xml: Sample.file(
        """
        <bpmn:process id='P'><bpmn:task id='N' /></bpmn:process>
        <bpmndi:BPMNDiagram id='BD'>
        <bpmndi:BPMNPlane id='BP' bpmnElement='P'>
        \(inside)
        </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
        """), problems: problems)
  }

  private func expect(_ refusal: ProblemCase) {
    let failure = #expect(throws: ReadFailure.self) { try Definitions(xml: refusal.xml) }
    #expect(failure?.problems.map(\.description) == refusal.problems)
  }
}
