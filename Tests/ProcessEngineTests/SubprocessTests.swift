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
    expect(try course.start(), "@@")
    expect(try course.decide("a"), "@@")
    expect(try course.decide("b"), "@@")
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
        "task", ["local": .number(5), "outer": .number(6), "new": .number(7)]), "@@")
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
    expect(try course.start(["order": .context(["id": .number(1)])]), "@@")
    expect(try course.decide("task", ["ignored": .boolean(true)]), "@@")
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
    expect(try course.decide("a"), "@@")
  }

  @Test func `a terminate end event also ends tokens that wait at a join or are on their way`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/><parallelGateway id='join'/>
        <endEvent id='stop' name='Stopped'><terminateEventDefinition/></endEvent>
        <userTask id='never'/><userTask id='late'/><endEvent id='end'/>
        """, flows: "start > fork > join > end, fork > stop, fork > late > end, fork > never > join"))
    expect(try course.start(), "@@")
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
    expect(try course.take(.terminate(by: "operator", reason: "Test order")), "@@")
    #expect(course.outcome == "Test order")
  }
}
