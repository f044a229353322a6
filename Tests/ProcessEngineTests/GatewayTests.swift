import FEEL
import ProcessEngine
import Testing

struct GatewayTests {
  private static func choosing(default defaultFlow: Bool) -> ModelText {
    ModelText(
      """
      <startEvent id='start'/>
      <exclusiveGateway id='gate' \(defaultFlow ? "default='gate-none'" : "")/>
      <endEvent id='large'/><endEvent id='small'/>\(defaultFlow ? "<endEvent id='none'/>" : "")
      \(ModelText.flow("gate", "large", if: "=total &gt; 100"))
      \(ModelText.flow("gate", "small", if: "=total &gt; 10"))
      """, flows: "start > gate" + (defaultFlow ? ", gate > none" : ""))
  }

  @Test(arguments: [(101, "large"), (100, "small"), (10, "none")])
  func `the first condition that holds is taken, else the default`(_ total: Int, end: String) throws
  {
    var course = try Course(Self.choosing(default: true))
    try course.start(["total": .number(total)])
    #expect(course.outcome == end)
  }

  @Test func `without a flow to take there is an incident`() throws {
    var course = try Course(Self.choosing(default: false))
    expect(
      try course.start(["total": .number(1)]),
      """
      started process v1
      activated process#1
      set #1 {"total":1}
      activated start#2 in #1
      completed start#2
      took start-gate
      activated gate#3 in #1
      incident #4 of gate#3 executing: no condition behind gate holds, and it has no default flow
      """)
    expect(
      try course.retry(["total": .number(11)]),
      """
      set #1 {"total":11}
      operator resolved #4
      completed gate#3
      took gate-small
      activated small#5 in #1
      completed small#5
      completed process#1
      ended: small
      """)
  }

  @Test func `a condition that is neither true nor false is an incident`() throws {
    var course = try Course(Self.choosing(default: true))
    expect(
      try course.start(["total": .string("many")]),
      """
      started process v1
      activated process#1
      set #1 {"total":"many"}
      activated start#2 in #1
      completed start#2
      took start-gate
      activated gate#3 in #1
      incident #4 of gate#3 executing: the condition of the flow gate-large must be true or false, but `=total > 100` gave null (cannot compare string "many" with number 100)
      """)
  }

  @Test func `a parallel gateway forks and joins`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/><userTask id='a'/><userTask id='b'/>
        <parallelGateway id='join'/><endEvent id='end'/>
        """, flows: "start > fork > a > join > end, fork > b > join"))
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
      took fork-a
      took fork-b
      activated a#4 in #1
      task #5 of #4: a
      activated b#6 in #1
      task #7 of #6: b
      """)
    expect(
      try course.decide("b"),
      """
      ann claimed #7
      ann decided b#7 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed b#6
      took b-join
      arrived at join in #1 by b-join
      """)
    expect(
      try course.decide("a"),
      """
      ann claimed #5
      ann decided a#5 {}
      completed a#4
      took a-join
      arrived at join in #1 by a-join
      activated join#8 in #1
      completed join#8
      took join-end
      activated end#9 in #1
      completed end#9
      completed process#1
      ended: end
      """)
  }

  @Test func `a token that comes by the same flow twice does not open the join`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/>
        <intermediateThrowEvent id='c'/><exclusiveGateway id='merge'/><userTask id='b'/>
        <parallelGateway id='join'/><userTask id='after'/><endEvent id='end'/>
        """, flows: "start > fork > merge > join > after > end, fork > b > join, fork > c > merge")
    )
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
      took fork-merge
      took fork-b
      took fork-c
      activated merge#4 in #1
      completed merge#4
      took merge-join
      activated b#5 in #1
      task #6 of #5: b
      activated c#7 in #1
      completed c#7
      took c-merge
      arrived at join in #1 by merge-join
      activated merge#8 in #1
      completed merge#8
      took merge-join
      arrived at join in #1 by merge-join
      """)
    expect(
      try course.decide("b"),
      """
      ann claimed #6
      ann decided b#6 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed b#5
      took b-join
      arrived at join in #1 by b-join
      activated join#9 in #1
      completed join#9
      took join-after
      activated after#10 in #1
      task #11 of #10: after
      """)
  }

  @Test func `the last token that ends tells how the process ended`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/>
        <endEvent id='first' name='First'/><endEvent id='last' name='Last'/>
        """, flows: "start > fork > first, fork > last"))
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
      took fork-first
      took fork-last
      activated first#4 in #1
      completed first#4
      activated last#5 in #1
      completed last#5
      completed process#1
      ended: Last
      """)
  }

  private static let deferred = ModelText(
    """
    <startEvent id='start'/><eventBasedGateway id='gate'/>
    <intermediateCatchEvent id='message'><messageEventDefinition messageRef='m'/>
    </intermediateCatchEvent>
    <receiveTask id='receive' messageRef='n'/>
    <intermediateCatchEvent id='late'><timerEventDefinition><timeDuration>PT1H</timeDuration>
    </timerEventDefinition></intermediateCatchEvent>
    <endEvent id='byMessage'/><endEvent id='byTask'/><endEvent id='byTimer'/>
    """,
    flows: """
      start > gate > message > byMessage, gate > receive > byTask, gate > late > byTimer
      """)

  @Test func `the first event behind an event-based gateway decides`() throws {
    var course = try Course(Self.deferred)
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-gate
      activated gate#3 in #1
      subscribed #4 of #3: M() -> message
      subscribed #5 of #3: N() -> receive
      timer #6 of #3 at +3600s -> late
      """)
    expect(
      try course.receive("M", ["a": .number(1)]),
      """
      received m1 M() {"a":1}
      correlated m1 with #4 -> message
      completed gate#3
      took gate-message
      activated message#7 in #1
      set #1 {"a":1}
      completed message#7
      took message-byMessage
      activated byMessage#8 in #1
      completed byMessage#8
      completed process#1
      ended: byMessage
      """)
    #expect(course.variables == ["a": .number(1)])
  }

  @Test func `a receive task or a timer behind an event-based gateway decides as well`() throws {
    var task = try Course(Self.deferred)
    try task.start()
    try task.receive("N")
    #expect(task.outcome == "byTask")
    var timer = try Course(Self.deferred)
    try timer.start()
    expect(
      try timer.fireNextTimer(),
      """
      fired #6 -> late
      completed gate#3
      took gate-late
      activated late#7 in #1
      completed late#7
      took late-byTimer
      activated byTimer#8 in #1
      completed byTimer#8
      completed process#1
      ended: byTimer
      """)
  }

  @Test func `a process that runs in circles is refused`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><exclusiveGateway id='again'/><intermediateThrowEvent id='on'/>
        """, flows: "start > again > on > again"))
    #expect(throws: Rejection.stepLimit) { try course.start() }
    #expect(course.instance == nil)
  }
}
