import BPMN
import Testing

@Suite struct ExtensionElementsTests {
  @Test func `the extension elements of a user task are read`() throws {
    let read = try extensions(
      """
      <zeebe:userTask />
      <zeebe:assignmentDefinition assignee="=buyer" candidateGroups="a, b" candidateUsers="u" />
      <zeebe:taskSchedule dueDate="=due" followUpDate="=later" />
      <zeebe:priorityDefinition priority="70" />
      <zeebe:formDefinition formId="review" bindingType="deployment" />
      <zeebe:ioMapping>
        <zeebe:input source="=a" target="b" />
        <zeebe:output source="=c" target="d" />
        <zeebe:input source="=e" target="f" />
      </zeebe:ioMapping>
      <zeebe:taskHeaders><zeebe:header key="k" value="v" /><zeebe:header key="l" /></zeebe:taskHeaders>
      <zeebe:properties><zeebe:property name="p" value="q" /></zeebe:properties>
      """)
    var expected = ExtensionElements()
    expected.isNativeUserTask = true
    expected.assignment = ExtensionElements.AssignmentDefinition(
      assignee: "=buyer", candidateUsers: "u", candidateGroups: "a, b")
    expected.schedule = ExtensionElements.TaskSchedule(dueDate: "=due", followUpDate: "=later")
    expected.priority = "70"
    expected.formID = "review"
    expected.inputs = [
      ExtensionElements.Mapping(source: "=a", target: "b", line: 9),
      ExtensionElements.Mapping(source: "=e", target: "f", line: 11),
    ]
    expected.outputs = [ExtensionElements.Mapping(source: "=c", target: "d", line: 10)]
    expected.headers = [
      ExtensionElements.Property(name: "k", value: "v"),
      ExtensionElements.Property(name: "l", value: ""),
    ]
    expected.properties = [ExtensionElements.Property(name: "p", value: "q")]
    #expect(read == expected)
  }

  @Test func `the extension elements of jobs, scripts and messages are read`() throws {
    let read = try extensions(
      """
      <zeebe:taskDefinition type="quote" retries="3" />
      <zeebe:script expression="=1 + 1" resultVariable="sum" />
      <zeebe:subscription correlationKey="=orderId" />
      <zeebe:formDefinition formKey="camunda-forms:bpmn:F" />
      """)
    var expected = ExtensionElements()
    expected.taskDefinition = ExtensionElements.TaskDefinition(type: "quote", retries: "3")
    expected.script = ExtensionElements.Script(expression: "=1 + 1", resultVariable: "sum")
    expected.correlationKey = "=orderId"
    expected.formID = "camunda-forms:bpmn:F"
    #expect(read == expected)
  }

  @Test func `unknown extensions are handed on by namespace`() throws {
    let read = try extensions(
      """
      <z:calledElement xmlns:z="http://camunda.org/schema/zeebe/1.0" processId="x" />
      <zeebe:x xmlns:zeebe="urn:other" />
      <camunda:formData />
      """)
    var expected = ExtensionElements()
    expected.unknown = [
      ExtensionElements.Unknown(name: "zeebe:calledElement", line: 3),
      ExtensionElements.Unknown(name: "{urn:other}x", line: 4),
      ExtensionElements.Unknown(name: "{http://camunda.org/schema/1.0/bpmn}formData", line: 5),
    ]
    #expect(read == expected)
  }

  @Test func `ids inside extensions are their own`() throws {
    let read = try extensions(
      "<zeebe:properties><zeebe:property id=\"N\" name=\"a\" value=\"b\" /></zeebe:properties>")
    #expect(read?.properties == [ExtensionElements.Property(name: "a", value: "b")])
  }

  @Test(arguments: [
    ("<zeebe:taskDefinition />", "taskDefinition needs the attribute type"),
    (
      "<zeebe:taskDefinition type=\"a\" retry=\"3\" />",
      "taskDefinition has the unknown attribute retry"
    ),
    ("<zeebe:formDefinition />", "formDefinition needs the attribute formId or formKey"),
    ("<zeebe:script expression=\"=1\" />", "script needs the attribute resultVariable"),
    ("<zeebe:priorityDefinition />", "priorityDefinition needs the attribute priority"),
    ("<zeebe:subscription />", "subscription needs the attribute correlationKey"),
    ("<zeebe:userTask /><zeebe:userTask />", "zeebe:userTask stands twice"),
    (
      "<zeebe:ioMapping><zeebe:inputs /></zeebe:ioMapping>",
      "inputs is not expected in zeebe:ioMapping"
    ),
    (
      "<zeebe:ioMapping><zeebe:input target=\"a\" /></zeebe:ioMapping>",
      "input needs the attribute source"
    ),
    (
      "<zeebe:properties><zeebe:property value=\"a\" /></zeebe:properties>",
      "property needs the attribute name"
    ),
    ("text", "extensionElements contains stray text"),
  ])
  func `wrong extension elements are refused with the id of their node`(
    _ inside: String, _ reason: String
  ) {
    let failure = #expect(throws: ReadFailure.self) { try extensions(inside) }
    #expect(failure?.problems == [ReadFailure.Problem(elementID: "N", line: 3, reason: reason)])
  }

  private func extensions(_ inside: String) throws(ReadFailure) -> ExtensionElements? {
    let xml = Sample.process(
      "<bpmn:userTask id=\"N\"><bpmn:extensionElements>\(inside)</bpmn:extensionElements></bpmn:userTask>"
    )
    return try Definitions(xml: xml).node(id: "N")?.extensions
  }
}
