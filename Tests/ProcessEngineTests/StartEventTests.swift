import FEEL
import ProcessEngine
import Testing

struct StartEventTests {
  @Test func `a process begins at its none start event with the given variables`() throws {
    var course = try Course(
      ModelText(
        "<startEvent id='start'/><endEvent id='end' name='Done'/>", flows: "start > end"))
    expect(try course.start(["a": .number(1)]), "@@")
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
    expect(try course.receive("M", ["order": .number(7), "noise": .number(1)]), "@@")
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
    expect(try course.receive("M", ["deadline": .string("2026-01-01T09:00:00Z")]), "@@")
    expect(try course.fireNextTimer(), "@@")
    var without = try Course(model)
    #expect(throws: Rejection.self) { try without.receive("M") }
  }
}
