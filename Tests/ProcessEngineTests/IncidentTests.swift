import FEEL
import ProcessEngine
import Testing

/// What fails waits for an operator and is done again, and nothing else is.
struct IncidentTests {
  @Test func `an input that cannot be mapped is mapped again, and the waits are opened then`()
    throws
  {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><userTask id='task'><extensionElements>
        \(ModelText.mappings(inputs: ["=price * 2 > double"]))</extensionElements></userTask>
        <boundaryEvent id='border' attachedToRef='task'><messageEventDefinition messageRef='m'/>
        </boundaryEvent><endEvent id='end'/><endEvent id='other'/>
        """, flows: "start > task > end, border > other"))
    expect(
      try course.start(["price": .string("x")]),
      """
      started process v1
      activated process#1
      set #1 {"price":"x"}
      activated start#2 in #1
      completed start#2
      took start-task
      activated task#3 in #1
      incident #4 of task#3 activating: an input of task (double) must be a value, but `=price * 2` gave null ('*' is not defined for string "x" and number 2)
      """)
    expect(
      try course.retry(["price": .boolean(true)]),
      """
      set #1 {"price":true}
      operator resolved #4
      incident #5 of task#3 activating: an input of task (double) must be a value, but `=price * 2` gave null ('*' is not defined for boolean true and number 2)
      """)
    expect(
      try course.retry(["price": .number(4)]),
      """
      set #1 {"price":4}
      operator resolved #5
      set #3 {"double":8}
      subscribed #6 of #3: M() -> border
      task #7 of #3: task
      """)
  }

  @Test func `a timer that has fired is not set again`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><userTask id='task'><extensionElements>
        <zeebe:priorityDefinition priority="=urgency"/></extensionElements></userTask>
        <boundaryEvent id='border' attachedToRef='task' cancelActivity='false'>
        <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>
        </boundaryEvent><endEvent id='end'/><endEvent id='other'/>
        """, flows: "start > task > end, border > other"))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-task
      activated task#3 in #1
      timer #4 of #3 at +3600s -> border
      incident #5 of task#3 executing: the priority of task must be a whole number from 0 to 100, but `=urgency` gave null (there is no variable 'urgency')
      """)
    try course.fireNextTimer()
    expect(
      try course.retry(),
      """
      operator resolved #5
      incident #8 of task#3 executing: the priority of task must be a whole number from 0 to 100, but `=urgency` gave null (there is no variable 'urgency')
      """)
    expect(
      try course.retry(["urgency": .number(1)]),
      """
      set #1 {"urgency":1}
      operator resolved #8
      task #9 of #3: task
      """)
  }

  @Test func `an output that cannot be mapped keeps the result until it can`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><userTask id='task'><extensionElements>
        \(ModelText.mappings(outputs: ["=amount * rate > total"]))</extensionElements></userTask>
        <endEvent id='end'/>
        """, flows: "start > task > end"))
    try course.start(["rate": .string("high")])
    expect(
      try course.decide("task", ["amount": .number(5)]),
      """
      ann claimed #4
      ann decided task#4 {"amount":5}
      set #3 {"amount":5,"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      incident #5 of task#3 completing(result: ["amount", "decidedAt", "decidedBy"]): an output of task (total) must be a value, but `=amount * rate` gave null ('*' is not defined for number 5 and string "high")
      """)
    expect(
      try course.retry(),
      """
      operator resolved #5
      set #3 {"amount":5,"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      incident #6 of task#3 completing(result: ["amount", "decidedAt", "decidedBy"]): an output of task (total) must be a value, but `=amount * rate` gave null ('*' is not defined for number 5 and string "high")
      """)
    expect(
      try course.retry(["rate": .number(3)]),
      """
      set #1 {"rate":3}
      operator resolved #6
      set #1 {"total":15}
      completed task#3
      took task-end
      activated end#7 in #1
      completed end#7
      completed process#1
      ended: end
      """)
    #expect(course.variables["total"] == .number(15))
  }

  @Test func `an output of a message, a job and a subprocess is done again as well`() throws {
    let output = "<extensionElements>\(ModelText.mappings(outputs: ["=1 * rate > a"]))"
    let work =
      "<serviceTask id='work'>\(output)<zeebe:taskDefinition type='work'/></extensionElements></serviceTask>"
    let inside = ModelText.subprocess(
      "inside", "", "\(output)</extensionElements><startEvent id='begin'/><endEvent id='done'/>",
      flows: "begin > done")
    let wait = "<receiveTask id='wait' messageRef='m'>\(output)</extensionElements></receiveTask>"
    for (node, stimulate) in [
      (work, { course in try course.finishJob() }),
      (inside, { _ in "" }),
      (wait, { course in try course.receive("M") }),
    ] as [(String, (inout Course) throws -> String)] {
      let id = node == work ? "work" : node == inside ? "inside" : "wait"
      var course = try Course(
        ModelText(
          "<startEvent id='start'/>\(node)<endEvent id='end'/>", flows: "start > \(id) > end"))
      try course.start(["rate": .string("x")])
      _ = try stimulate(&course)
      #expect(course.instance?.incidents.map(\.element) == [id])
      try course.retry(["rate": .number(2)])
      #expect(course.variables["a"] == .number(2))
      #expect(course.outcome == "end")
    }
  }

  @Test func `an event on the border takes an incident along`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><userTask id='task'><extensionElements>
        <zeebe:priorityDefinition priority="=urgency"/></extensionElements></userTask>
        <boundaryEvent id='border' attachedToRef='task'><messageEventDefinition messageRef='m'/>
        </boundaryEvent><endEvent id='end'/><endEvent id='other'/>
        """, flows: "start > task > end, border > other"))
    try course.start()
    try course.receive("M")
    #expect(course.outcome == "other")
  }

  @Test func `a subprocess whose event subprocess cannot wait is begun again`() throws {
    let handler = ModelText.subprocess(
      "handler", "triggeredByEvent='true'",
      """
      <startEvent id='late'><timerEventDefinition><timeDate>=deadline</timeDate>
      </timerEventDefinition></startEvent><endEvent id='handled'/>
      """, flows: "late > handled")
    let inside = ModelText.subprocess(
      "inside", "", "<startEvent id='begin'/><userTask id='task'/><endEvent id='done'/>\(handler)",
      flows: "begin > task > done")
    var course = try Course(
      ModelText(
        "<startEvent id='start'/>\(inside)<endEvent id='end'/>", flows: "start > inside > end"))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-inside
      activated inside#3 in #1
      incident #4 of inside#3 executing: the timer of late has no date: `=deadline` gave null
      """)
    expect(
      try course.retry(["deadline": .string("2026-01-02T00:00:00Z")]),
      """
      set #1 {"deadline":"2026-01-02T00:00:00Z"}
      operator resolved #4
      timer #5 of #3 at +57600s -> late
      activated begin#6 in #3
      completed begin#6
      took begin-task
      activated task#7 in #3
      task #8 of #7: task
      """)
  }

  @Test func `a process whose event subprocess cannot wait does not begin`() throws {
    let handler = ModelText.subprocess(
      "handler", "triggeredByEvent='true'",
      """
      <startEvent id='late'><timerEventDefinition><timeDate>=deadline</timeDate>
      </timerEventDefinition></startEvent><endEvent id='handled'/>
      """, flows: "late > handled")
    var course = try Course(
      ModelText("<startEvent id='start'/><endEvent id='end'/>\(handler)", flows: "start > end"))
    #expect(
      throws: Rejection.cannotStart(
        reason: "the timer of late has no date: `=deadline` gave null")
    ) { try course.start() }
  }
}
