import FEEL
import ProcessEngine
import Testing

struct EventSubprocessTests {
  /// A task with an event subprocess beside it.
  static func model(_ trigger: String, interrupting: Bool, body: String = "") -> ModelText {
    let handler = ModelText.subprocess(
      "handler", "triggeredByEvent='true'",
      """
      <startEvent id='begin' isInterrupting='\(interrupting)'>\(trigger)</startEvent>
      \(body.isEmpty ? "<userTask id='handle'/>" : body)<endEvent id='handled' name='Handled'/>
      """, flows: "begin > handle > handled")
    return ModelText(
      """
      <startEvent id='start'/><serviceTask id='work'><extensionElements>
      <zeebe:taskDefinition type='work'/></extensionElements></serviceTask>
      <endEvent id='end' name='Done'/>\(handler)
      """, flows: "start > work > end")
  }

  static let message = "<messageEventDefinition messageRef='m'/>"
  static let error = "<errorEventDefinition errorRef='e'/>"
  static let timer =
    "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"

  @Test func `a message begins an event subprocess beside what is going on, each time`() throws {
    var course = try Course(Self.model(Self.message, interrupting: false))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      subscribed #2 of #1: M() -> begin
      activated start#3 in #1
      completed start#3
      took start-work
      activated work#4 in #1
      job #5 of #4: work {} retries 3
      """)
    expect(
      try course.receive("M", ["n": .number(1)]),
      """
      received m1 M() {"n":1}
      correlated m1 with #2 -> begin
      activated handler#6 in #1
      activated begin#7 in #6
      set #1 {"n":1}
      completed begin#7
      took begin-handle
      activated handle#8 in #6
      task #9 of #8: handle
      """)
    expect(
      try course.receive("M", ["n": .number(2)]),
      """
      received m2 M() {"n":2}
      correlated m2 with #2 -> begin
      activated handler#10 in #1
      activated begin#11 in #10
      set #1 {"n":2}
      completed begin#11
      took begin-handle
      activated handle#12 in #10
      task #13 of #12: handle
      """)
    expect(
      try course.finishJob(),
      """
      job done work#5
      completed work#4
      took work-end
      activated end#14 in #1
      completed end#14
      """)
    try course.decide("handle")
    expect(
      try course.decide("handle"),
      """
      ann claimed #13
      ann decided handle#13 {}
      completed handle#12
      took handle-handled
      activated handled#16 in #10
      completed handled#16
      completed handler#10
      completed process#1
      ended: Handled
      """)
  }

  @Test func `an interrupting message takes the place of what is going on, once`() throws {
    var course = try Course(Self.model(Self.message, interrupting: true))
    try course.start()
    expect(
      try course.receive("M"),
      """
      received m1 M() {}
      correlated m1 with #2 -> begin
      terminated work#4
      unsubscribed #2
      activated handler#6 in #1
      activated begin#7 in #6
      completed begin#7
      took begin-handle
      activated handle#8 in #6
      task #9 of #8: handle
      """)
    expect(
      try course.receive("M"),
      """
      received m2 M() {}
      """)
    expect(
      try course.decide("handle"),
      """
      ann claimed #9
      ann decided handle#9 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed handle#8
      took handle-handled
      activated handled#10 in #6
      completed handled#10
      completed handler#6
      discarded m2 M
      completed process#1
      ended: Handled
      """)
  }

  @Test func `a timer begins an event subprocess`() throws {
    var course = try Course(Self.model(Self.timer, interrupting: true))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      timer #2 of #1 at +3600s -> begin
      activated start#3 in #1
      completed start#3
      took start-work
      activated work#4 in #1
      job #5 of #4: work {} retries 3
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #2 -> begin
      terminated work#4
      activated handler#6 in #1
      activated begin#7 in #6
      completed begin#7
      took begin-handle
      activated handle#8 in #6
      task #9 of #8: handle
      """)
  }

  @Test func `a cycle begins an event subprocess again and again`() throws {
    let cycle = "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>"
    var course = try Course(Self.model(cycle, interrupting: false))
    try course.start()
    try course.fireNextTimer()
    try course.fireNextTimer()
    #expect(course.tokens == ["work", "handler", "handle", "handler", "handle"])
    #expect(course.instance?.timers.isEmpty == true)
  }

  @Test func `an event subprocess inside a subprocess leaves the waits on the border open`() throws
  {
    let handler = ModelText.subprocess(
      "handler", "triggeredByEvent='true'",
      "<startEvent id='begin'>\(Self.message)</startEvent><userTask id='handle'/><endEvent id='handled'/>",
      flows: "begin > handle > handled")
    let reminder = ModelText.subprocess(
      "reminder", "triggeredByEvent='true'",
      "<startEvent id='late' isInterrupting='false'>\(Self.timer)</startEvent><endEvent id='reminded'/>",
      flows: "late > reminded")
    let inside = ModelText.subprocess(
      "inside", "",
      "<startEvent id='first'/><userTask id='task'/><endEvent id='done'/>\(handler)\(reminder)",
      flows: "first > task > done")
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/>\(inside)
        <boundaryEvent id='border' attachedToRef='inside'><timerEventDefinition>
        <timeDuration>PT2H</timeDuration></timerEventDefinition></boundaryEvent>
        <endEvent id='end'/><endEvent id='overdue' name='Overdue'/>
        """, flows: "start > inside > end, border > overdue"))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-inside
      activated inside#3 in #1
      timer #4 of #3 at +7200s -> border
      subscribed #5 of #3: M() -> begin
      timer #6 of #3 at +3600s -> late
      activated first#7 in #3
      completed first#7
      took first-task
      activated task#8 in #3
      task #9 of #8: task
      """)
    expect(
      try course.receive("M"),
      """
      received m1 M() {}
      correlated m1 with #5 -> begin
      withdrew task#9
      terminated task#8
      unsubscribed #5
      canceled timer #6
      activated handler#10 in #3
      activated begin#11 in #10
      completed begin#11
      took begin-handle
      activated handle#12 in #10
      task #13 of #12: handle
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #4 -> border
      withdrew handle#13
      terminated handle#12
      terminated handler#10
      terminated inside#3
      activated border#14 in #1
      completed border#14
      took border-overdue
      activated overdue#15 in #1
      completed overdue#15
      completed process#1
      ended: Overdue
      """)
  }

  @Test func `an interrupting event subprocess takes tokens at a join away`() throws {
    var model = Self.model(Self.message, interrupting: true)
    model.content = model.content.replacing(
      "<startEvent id='start'/>",
      with: "<startEvent id='start'/><parallelGateway id='fork'/><parallelGateway id='join'/>")
    model.flows = "start > fork > work > join > end, fork > join"
    var course = try Course(model)
    try course.start()
    expect(
      try course.receive("M"),
      """
      received m1 M() {}
      correlated m1 with #2 -> begin
      discarded join join in #1
      terminated work#5
      unsubscribed #2
      activated handler#7 in #1
      activated begin#8 in #7
      completed begin#8
      took begin-handle
      activated handle#9 in #7
      task #10 of #9: handle
      """)
    expect(
      try course.decide("handle"),
      """
      ann claimed #10
      ann decided handle#10 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed handle#9
      took handle-handled
      activated handled#11 in #7
      completed handled#11
      completed handler#7
      completed process#1
      ended: Handled
      """)
  }
}
