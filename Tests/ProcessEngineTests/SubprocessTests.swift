import FEEL
import ProcessEngine
import Testing

/// Embedded subprocesses: their scope, their variables and their ends.
struct SubprocessTests {
  @Test func `a subprocess is left when its last token has ended`() throws {
    let inside = ModelText.subprocess(
      "inside", "",
      """
      <startEvent id='begin'/><parallelGateway id='fork'/><userTask id='a'/><userTask id='b'/>
      <endEvent id='doneA'/><endEvent id='doneB'/>
      """, flows: "begin > fork > a > doneA, fork > b > doneB")
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
      activated begin#4 in #3
      completed begin#4
      took begin-fork
      activated fork#5 in #3
      completed fork#5
      took fork-a
      took fork-b
      activated a#6 in #3
      task #7 of #6: a
      activated b#8 in #3
      task #9 of #8: b
      """)
    expect(
      try course.decide("a"),
      """
      ann claimed #7
      ann decided a#7 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed a#6
      took a-doneA
      activated doneA#10 in #3
      completed doneA#10
      """)
    expect(
      try course.decide("b"),
      """
      ann claimed #9
      ann decided b#9 {}
      completed b#8
      took b-doneB
      activated doneB#11 in #3
      completed doneB#11
      completed inside#3
      took inside-end
      activated end#12 in #1
      completed end#12
      completed process#1
      ended: end
      """)
  }

  @Test func `a subprocess without a way out passes on how it ended`() throws {
    let inside = ModelText.subprocess(
      "inside", "", "<startEvent id='begin'/><endEvent id='done' name='Settled'/>",
      flows: "begin > done")
    var course = try Course(
      ModelText("<startEvent id='start'/>\(inside)", flows: "start > inside"))
    try course.start()
    #expect(course.outcome == "Settled")
  }

  @Test func `variables go to where they are, else to the whole process`() throws {
    let inside = ModelText.subprocess(
      "inside", "",
      """
      <extensionElements>\(ModelText.mappings(inputs: ["=1 > local"], outputs: ["=local + 1 > out"]))
      </extensionElements><startEvent id='begin'/><userTask id='task'/><endEvent id='done'/>
      """, flows: "begin > task > done")
    var course = try Course(
      ModelText(
        "<startEvent id='start'/>\(inside)<endEvent id='end'/>", flows: "start > inside > end"))
    try course.start(["outer": .number(0)])
    expect(
      try course.decide(
        "task", ["local": .number(5), "outer": .number(6), "new": .number(7)]),
      """
      ann claimed #6
      ann decided task#6 {"local":5,"new":7,"outer":6}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann","new":7,"outer":6}
      set #3 {"local":5}
      completed task#5
      took task-done
      activated done#7 in #3
      completed done#7
      set #1 {"out":6}
      completed inside#3
      took inside-end
      activated end#8 in #1
      completed end#8
      completed process#1
      ended: end
      """)
    #expect(course.variables["local"] == nil)
    #expect(course.variables["out"] == .number(6))
  }

  @Test func `mappings see those before them and write into contexts`() throws {
    let task = """
      <userTask id='task'><extensionElements>
      \(ModelText.mappings(
        inputs: ["=2 > a", "=a * 3 > b.c", "=b.c + 1 > b.d"],
        outputs: ["=b > order.result", "=order.result.c > order.note.text"]))
      </extensionElements></userTask>
      """
    var course = try Course(
      ModelText("<startEvent id='start'/>\(task)<endEvent id='end'/>", flows: "start > task > end"))
    expect(
      try course.start(["order": .context(["id": .number(1)])]),
      """
      started process v1
      activated process#1
      set #1 {"order":{"id":1}}
      activated start#2 in #1
      completed start#2
      took start-task
      activated task#3 in #1
      set #3 {"a":2,"b":{"c":6,"d":7}}
      task #4 of #3: task
      """)
    expect(
      try course.decide("task", ["ignored": .boolean(true)]),
      """
      ann claimed #4
      ann decided task#4 {"ignored":true}
      set #1 {"order":{"id":1,"note":{"text":6},"result":{"c":6,"d":7}}}
      completed task#3
      took task-end
      activated end#5 in #1
      completed end#5
      completed process#1
      ended: end
      """)
  }

  @Test func `a terminate end event ends its own scope only`() throws {
    let inside = ModelText.subprocess(
      "inside", "",
      """
      <startEvent id='begin'/><parallelGateway id='fork'/><userTask id='a'/><userTask id='b'/>
      <endEvent id='stop'><terminateEventDefinition/></endEvent><endEvent id='done'/>
      """, flows: "begin > fork > a > stop, fork > b > done")
    var course = try Course(
      ModelText(
        "<startEvent id='start'/>\(inside)<userTask id='next'/><endEvent id='end'/>",
        flows: "start > inside > next > end"))
    try course.start()
    expect(
      try course.decide("a"),
      """
      ann claimed #7
      ann decided a#7 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed a#6
      took a-stop
      activated stop#10 in #3
      completed stop#10
      withdrew b#9
      terminated b#8
      completed inside#3
      took inside-next
      activated next#11 in #1
      task #12 of #11: next
      """)
  }

  @Test func `a terminate end event also ends tokens that wait at a join or are on their way`()
    throws
  {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/><parallelGateway id='join'/>
        <endEvent id='stop' name='Stopped'><terminateEventDefinition/></endEvent>
        <userTask id='never'/><userTask id='late'/><endEvent id='end'/>
        """, flows: "start > fork > join > end, fork > stop, fork > late > end, fork > never > join"
      ))
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
      took fork-join
      took fork-stop
      took fork-late
      took fork-never
      arrived at join in #1 by fork-join
      activated stop#4 in #1
      completed stop#4
      discarded join join in #1
      completed process#1
      ended: Stopped
      """)
  }

  @Test func `an operator can end an instance`() throws {
    let inside = ModelText.subprocess(
      "inside", "", "<startEvent id='begin'/><userTask id='task'/><endEvent id='done'/>",
      flows: "begin > task > done")
    var course = try Course(
      ModelText(
        "<startEvent id='start'/>\(inside)<receiveTask id='wait' messageRef='m'/><endEvent id='end'/>",
        flows: "start > inside > wait > end"))
    try course.start()
    try course.receive("M")
    expect(
      try course.take(.terminate(by: "operator", reason: "Test order")),
      """
      withdrew task#6
      terminated task#5
      terminated inside#3
      discarded m1 M
      completed process#1
      ended: Terminated
      """)
    #expect(course.outcome == Instance.terminatedOutcome)
  }
}
