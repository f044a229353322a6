import FEEL
import ProcessEngine
import Testing

struct StartEventTests {
  @Test func `a process begins at its none start event with the given variables`() throws {
    var course = try Course(
      ModelText(
        "<startEvent id='start'/><endEvent id='end' name='Done'/>", flows: "start > end"))
    expect(
      try course.start(["a": .number(1)]),
      """
      started process v1
      activated process#1
      set #1 {"a":1}
      activated start#2 in #1
      completed start#2
      took start-end
      activated end#3 in #1
      completed end#3
      completed process#1
      ended: Done
      """)
    #expect(course.variables == ["a": .number(1)])
    #expect(throws: Rejection.ended(outcome: "Done")) { try course.start() }
  }

  @Test func `a message start event begins an instance with the mapped payload`() throws {
    let start = """
      <startEvent id='start'><extensionElements>
      \(ModelText.mappings(outputs: ["=order > order"]))
      </extensionElements><messageEventDefinition messageRef='m'/></startEvent>
      <userTask id='task'/><endEvent id='end'/>
      """
    var course = try Course(ModelText(start, flows: "start > task > end"))
    expect(
      try course.receive("M", ["order": .number(7), "noise": .number(1)]),
      """
      started process v1
      activated process#1
      received m1 M() {"noise":1,"order":7}
      correlated m1 with #0 -> start
      activated start#2 in #1
      set #1 {"order":7}
      completed start#2
      took start-task
      activated task#3 in #1
      task #4 of #3: task
      """)
    #expect(course.variables == ["order": .number(7)])
  }

  @Test func `a message that only begins an instance is refused by a running one`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'><messageEventDefinition messageRef='m'/></startEvent>
        <userTask id='task'/><endEvent id='end'/>
        """, flows: "start > task > end"))
    try course.receive("M")
    #expect(throws: Rejection.alreadyStarted) { try course.receive("M") }
    #expect(throws: Rejection.alreadyStarted) { try course.start() }
    #expect(throws: Rejection.unknownMessage(name: "N")) { try course.receive("N") }
  }

  @Test func `what does not begin an instance is refused`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'><messageEventDefinition messageRef='m'/></startEvent>
        <receiveTask id='wait' messageRef='n'/><endEvent id='end'/>
        """, flows: "start > wait > end"))
    #expect(
      throws: Rejection.cannotStart(reason: "the process process has no none start event")
    ) { try course.start() }
    #expect(throws: Rejection.noSuchInstance) { try course.receive("N") }
    #expect(throws: Rejection.unknownMessage(name: "X")) { try course.receive("X") }
    #expect(throws: Rejection.noSuchInstance) { try course.take(.timerDue(key: 1)) }
  }

  @Test func `a timer of the process sees what the message start brought`() throws {
    let late = ModelText.subprocess(
      "late", "triggeredByEvent='true'",
      """
      <startEvent id='due' isInterrupting='false'>
      <timerEventDefinition><timeDate>=deadline</timeDate></timerEventDefinition></startEvent>
      <endEvent id='over'/>
      """, flows: "due > over")
    let model = ModelText(
      """
      <startEvent id='start'><messageEventDefinition messageRef='m'/></startEvent>
      <userTask id='task'/><endEvent id='end'/>\(late)
      """, flows: "start > task > end")
    var course = try Course(model)
    expect(
      try course.receive("M", ["deadline": .string("2026-01-01T09:00:00Z")]),
      """
      started process v1
      activated process#1
      received m1 M() {"deadline":"2026-01-01T09:00:00Z"}
      correlated m1 with #0 -> start
      activated start#2 in #1
      set #1 {"deadline":"2026-01-01T09:00:00Z"}
      completed start#2
      took start-task
      timer #3 of #1 at +3600s -> due
      activated task#4 in #1
      task #5 of #4: task
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #3 -> due
      activated late#6 in #1
      activated due#7 in #6
      completed due#7
      took due-over
      activated over#8 in #6
      completed over#8
      completed late#6
      """)
    var without = try Course(model)
    #expect(throws: Rejection.self) { try without.receive("M") }
  }
}
