import FEEL
import ProcessEngine
import Testing

extension EventSubprocessTests {
  @Test func `an error begins an event subprocess in the place of what is going on`() throws {
    var course = try Course(Self.model(Self.error, interrupting: true))
    try course.start()
    expect(
      try course.throwError("E", ["reason": .string("bad")]),
      """
      job done work#4
      error E at work
      terminated work#3
      activated handler#5 in #1
      activated begin#6 in #5
      set #1 {"reason":"bad"}
      completed begin#6
      took begin-handle
      activated handle#7 in #5
      task #8 of #7: handle
      """)
    #expect(course.variables == ["reason": .string("bad")])
  }

  @Test func `an error from inside its own event subprocess goes outwards`() throws {
    let again = """
      <userTask id='handle'/><endEvent id='again'><errorEventDefinition errorRef='e'/></endEvent>
      """
    var model = Self.model(Self.error, interrupting: true, body: again)
    model.content = model.content
      .replacing("<endEvent id='handled' name='Handled'/>", with: "")
      .replacing("targetRef=\"handled\"", with: "targetRef=\"again\"")
    var course = try Course(model)
    try course.start()
    try course.throwError("E")
    expect(
      try course.decide("handle"),
      """
      ann claimed #8
      ann decided handle#8 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed handle#7
      took handle-handled
      activated again#9 in #5
      error E at again
      incident #10 of again#9 executing: nothing catches the error E
      """)
  }

  @Test func `an error from an event subprocess that does not interrupt is caught beside it`()
    throws
  {
    let notify = ModelText.subprocess(
      "notify", "triggeredByEvent='true'",
      """
      <startEvent id='told' isInterrupting='false'>\(Self.message)</startEvent>
      <endEvent id='fail'><errorEventDefinition errorRef='e'/></endEvent>
      """, flows: "told > fail")
    var model = Self.model(Self.error, interrupting: true)
    model.content += notify
    var course = try Course(model)
    try course.start()
    expect(
      try course.receive("M"),
      """
      received m1 M() {}
      correlated m1 with #2 -> told
      activated notify#6 in #1
      activated told#7 in #6
      completed told#7
      took told-fail
      activated fail#8 in #6
      error E at fail
      terminated fail#8
      terminated notify#6
      terminated work#4
      unsubscribed #2
      activated handler#9 in #1
      activated begin#10 in #9
      completed begin#10
      took begin-handle
      activated handle#11 in #9
      task #12 of #11: handle
      """)
  }

  @Test func `an error takes tokens that are on their way away`() throws {
    var model = Self.model(Self.error, interrupting: true)
    model.content +=
      "<parallelGateway id='fork'/><endEvent id='fail'><errorEventDefinition errorRef='e'/></endEvent>"
    model.flows = "start > fork > fail, fork > work > end"
    var course = try Course(model)
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-fork
      activated fork#3 in #1
      completed fork#3
      took fork-fail
      took fork-work
      activated fail#4 in #1
      error E at fail
      terminated fail#4
      activated handler#5 in #1
      activated begin#6 in #5
      completed begin#6
      took begin-handle
      activated handle#7 in #5
      task #8 of #7: handle
      """)
  }
}
