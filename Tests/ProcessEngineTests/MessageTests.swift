import FEEL
import ProcessEngine
import Testing

/// Messages to an instance: before something waits for them, after, twice, never, and crossing.
struct MessageTests {
  private let oneCatch = ModelText(
    """
    <startEvent id='start'/><userTask id='task'/>
    <intermediateCatchEvent id='catch'><messageEventDefinition messageRef='m'/>
    </intermediateCatchEvent><endEvent id='end' name='Done'/>
    """, flows: "start > task > catch > end")

  private let keyed = ModelText(
    """
    <startEvent id='start'/>
    <intermediateCatchEvent id='catch'><messageEventDefinition messageRef='keyed'/>
    </intermediateCatchEvent><endEvent id='end' name='Done'/>
    """, flows: "start > catch > end")

  @Test func `a message after the wait has begun is let in at once`() throws {
    var course = try Course(oneCatch)
    try course.start()
    expect(try course.decide("task"), "@@")
    expect(try course.receive("M", ["a": .number(1)]), "@@")
    #expect(course.outcome == "Done")
  }

  @Test func `a message before the wait waits in the mailbox`() throws {
    var course = try Course(oneCatch)
    try course.start()
    expect(try course.receive("M", ["a": .number(1)]), "@@")
    #expect(course.instance?.mailbox.map(\.id) == ["m1"])
    expect(try course.decide("task"), "@@")
  }

  @Test func `a second message of the kind stays unread and is discarded at the end`() throws {
    var course = try Course(oneCatch)
    try course.start()
    try course.receive("M", ["n": .number(1)])
    try course.receive("M", ["n": .number(2)])
    expect(try course.decide("task"), "@@")
    #expect(course.variables["n"] == .number(1))
  }

  @Test func `messages of one kind are let in in the order of their arrival`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><userTask id='task'/>
        <receiveTask id='first' messageRef='m'/><receiveTask id='second' messageRef='m'/>
        <endEvent id='end'/>
        """, flows: "start > task > first > second > end"))
    try course.start()
    try course.receive("M", ["n": .string("one")])
    try course.receive("M", ["n": .string("two")])
    expect(try course.decide("task"), "@@")
    #expect(course.variables["n"] == .string("two"))
  }

  @Test func `messages that cross are let in as they are asked for, not as they came`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/>
        <receiveTask id='first' messageRef='m'/><receiveTask id='second' messageRef='n'/>
        <endEvent id='end'/>
        """, flows: "start > first > second > end"))
    try course.start()
    expect(try course.receive("N"), "@@")
    expect(try course.receive("M"), "@@")
  }

  @Test func `a message with another correlation key waits`() throws {
    var course = try Course(keyed)
    expect(try course.start(["key": .string("k1")]), "@@")
    expect(try course.receive("Keyed", key: "k2"), "@@")
    expect(try course.receive("Keyed", key: "k1"), "@@")
  }

  @Test func `the correlation key is that of the time when the wait began`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/>
        <receiveTask id='catch' messageRef='keyed'/><userTask id='task'/>
        <endEvent id='end'/><endEvent id='other'/>
        """, flows: "start > fork > catch > end, fork > task > other"))
    try course.start(["key": .number(1)])
    try course.decide("task", ["key": .number(2)])
    try course.receive("Keyed", key: "2")
    #expect(course.outcome == nil)
    try course.receive("Keyed", key: "1")
    #expect(course.outcome == "end")
  }

  @Test func `a correlation key that is no text is an incident`() throws {
    var course = try Course(keyed)
    expect(try course.start(), "@@")
    expect(try course.retry(["key": .string("k")]), "@@")
  }

  @Test func `the innermost wait gets the message`() throws {
    let inside = ModelText.subprocess(
      "inside", "", "<startEvent id='begin'/><receiveTask id='catch' messageRef='m'/>"
        + "<userTask id='task'/><endEvent id='done'/>", flows: "begin > catch > task > done")
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/>\(inside)
        <boundaryEvent id='border' attachedToRef='inside'>
        <messageEventDefinition messageRef='m'/></boundaryEvent>
        <endEvent id='end'/><endEvent id='interrupted'/>
        """, flows: "start > inside > end, border > interrupted"))
    try course.start()
    expect(try course.receive("M"), "@@")
    expect(try course.receive("M"), "@@")
  }

  @Test func `the mailbox has a limit, which an awaited message does not meet`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><receiveTask id='first' messageRef='m'/>
        <receiveTask id='second' messageRef='n'/><endEvent id='end'/>
        """, flows: "start > first > second > end"))
    try course.start()
    for _ in 1...Instance.mailboxLimit { try course.receive("N") }
    #expect(throws: Rejection.mailboxFull(limit: 256)) { try course.receive("N") }
    try course.receive("M")
    #expect(course.outcome == "end")
  }

  @Test func `a command is refused when nothing waits for it`() throws {
    var course = try Course(oneCatch)
    try course.start()
    #expect(throws: Rejection.notExpected(message: "M")) { try course.command("M") }
    #expect(throws: Rejection.unknownMessage(name: "X")) { try course.command("X") }
    try course.decide("task")
    expect(try course.command("M", ["by": .string("ann")]), "@@")
  }

  @Test func `a message to an instance that has ended is refused`() throws {
    var course = try Course(oneCatch)
    try course.start()
    try course.decide("task")
    try course.receive("M")
    #expect(throws: Rejection.ended(outcome: "Done")) { try course.receive("M") }
  }

  @Test func `a send task sends its local variables`() throws {
    let task = """
      <sendTask id='send' messageRef='keyed'><extensionElements>
      \(ModelText.mappings(inputs: ["=order.lines > lines", "=1 > revision"], outputs: ["=revision > sent"]))
      </extensionElements></sendTask>
      """
    var course = try Course(
      ModelText(
        "<startEvent id='start'/>\(task)<endEvent id='end'/>", flows: "start > send > end"))
    expect(
      try course.start([
        "key": .string("k"), "order": .context(["lines": .list([.number(1), .number(2)])]),
      ]), "@@")
  }

  @Test func `a throw event and an end event send messages`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><intermediateThrowEvent id='mark'/>
        <intermediateThrowEvent id='throw'><messageEventDefinition messageRef='m'/>
        </intermediateThrowEvent>
        <endEvent id='end' name='Told'><messageEventDefinition messageRef='n'/></endEvent>
        """, flows: "start > mark > throw > end"))
    expect(try course.start(), "@@")
  }
}
