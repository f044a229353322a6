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
    expect(
      try course.decide("task"),
      """
      ann claimed #4
      ann decided task#4 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed task#3
      took task-catch
      activated catch#5 in #1
      subscribed #6 of #5: M() -> catch
      """)
    expect(
      try course.receive("M", ["a": .number(1)]),
      """
      received m1 M() {"a":1}
      correlated m1 with #6 -> catch
      set #1 {"a":1}
      completed catch#5
      took catch-end
      activated end#7 in #1
      completed end#7
      completed process#1
      ended: Done
      """)
    #expect(course.outcome == "Done")
  }

  @Test func `a message before the wait waits in the mailbox`() throws {
    var course = try Course(oneCatch)
    try course.start()
    expect(
      try course.receive("M", ["a": .number(1)]),
      """
      received m1 M() {"a":1}
      """)
    #expect(course.instance?.mailbox.map(\.id) == ["m1"])
    expect(
      try course.decide("task"),
      """
      ann claimed #4
      ann decided task#4 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed task#3
      took task-catch
      activated catch#5 in #1
      subscribed #6 of #5: M() -> catch
      correlated m1 with #6 -> catch
      set #1 {"a":1}
      completed catch#5
      took catch-end
      activated end#7 in #1
      completed end#7
      completed process#1
      ended: Done
      """)
  }

  @Test func `a second message of the kind stays unread and is discarded at the end`() throws {
    var course = try Course(oneCatch)
    try course.start()
    try course.receive("M", ["n": .number(1)])
    try course.receive("M", ["n": .number(2)])
    expect(
      try course.decide("task"),
      """
      ann claimed #4
      ann decided task#4 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed task#3
      took task-catch
      activated catch#5 in #1
      subscribed #6 of #5: M() -> catch
      correlated m1 with #6 -> catch
      set #1 {"n":1}
      completed catch#5
      took catch-end
      activated end#7 in #1
      completed end#7
      discarded m2 M
      completed process#1
      ended: Done
      """)
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
    expect(
      try course.decide("task"),
      """
      ann claimed #4
      ann decided task#4 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed task#3
      took task-first
      activated first#5 in #1
      subscribed #6 of #5: M() -> first
      correlated m1 with #6 -> first
      set #1 {"n":"one"}
      completed first#5
      took first-second
      activated second#7 in #1
      subscribed #8 of #7: M() -> second
      correlated m2 with #8 -> second
      set #1 {"n":"two"}
      completed second#7
      took second-end
      activated end#9 in #1
      completed end#9
      completed process#1
      ended: end
      """)
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
    expect(
      try course.receive("N"),
      """
      received m1 N() {}
      """)
    expect(
      try course.receive("M"),
      """
      received m2 M() {}
      correlated m2 with #4 -> first
      completed first#3
      took first-second
      activated second#5 in #1
      subscribed #6 of #5: N() -> second
      correlated m1 with #6 -> second
      completed second#5
      took second-end
      activated end#7 in #1
      completed end#7
      completed process#1
      ended: end
      """)
  }

  @Test func `a message with another correlation key waits`() throws {
    var course = try Course(keyed)
    expect(
      try course.start(["key": .string("k1")]),
      """
      started process v1
      activated process#1
      set #1 {"key":"k1"}
      activated start#2 in #1
      completed start#2
      took start-catch
      activated catch#3 in #1
      subscribed #4 of #3: Keyed(k1) -> catch
      """)
    expect(
      try course.receive("Keyed", key: "k2"),
      """
      received m1 Keyed(k2) {}
      """)
    expect(
      try course.receive("Keyed", key: "k1"),
      """
      received m2 Keyed(k1) {}
      correlated m2 with #4 -> catch
      completed catch#3
      took catch-end
      activated end#5 in #1
      completed end#5
      discarded m1 Keyed
      completed process#1
      ended: Done
      """)
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
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-catch
      activated catch#3 in #1
      incident #4 of catch#3 activating: the correlation key of Keyed must be a text, but `=key` gave null (there is no variable 'key')
      """)
    expect(
      try course.retry(["key": .string("k")]),
      """
      set #1 {"key":"k"}
      operator resolved #4
      subscribed #5 of #3: Keyed(k) -> catch
      """)
  }

  @Test func `the innermost wait gets the message`() throws {
    let inside = ModelText.subprocess(
      "inside", "",
      "<startEvent id='begin'/><receiveTask id='catch' messageRef='m'/>"
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
    expect(
      try course.receive("M"),
      """
      received m1 M() {}
      correlated m1 with #7 -> catch
      completed catch#6
      took catch-task
      activated task#8 in #3
      task #9 of #8: task
      """)
    expect(
      try course.receive("M"),
      """
      received m2 M() {}
      correlated m2 with #4 -> border
      withdrew task#9
      terminated task#8
      terminated inside#3
      activated border#10 in #1
      completed border#10
      took border-interrupted
      activated interrupted#11 in #1
      completed interrupted#11
      completed process#1
      ended: interrupted
      """)
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
    expect(
      try course.command("M", ["by": .string("ann")]),
      """
      received c M() {"by":"ann"}
      correlated c with #6 -> catch
      set #1 {"by":"ann"}
      completed catch#5
      took catch-end
      activated end#7 in #1
      completed end#7
      completed process#1
      ended: Done
      """)
  }

  @Test func `a message to an instance that has ended is refused`() throws {
    var course = try Course(oneCatch)
    try course.start()
    try course.decide("task")
    try course.receive("M")
    #expect(throws: Rejection.ended(outcome: "Done")) { try course.receive("M") }
  }
}
