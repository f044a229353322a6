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
  func `the first condition that holds is taken, else the default`(_ total: Int, end: String) throws {
    var course = try Course(Self.choosing(default: true))
    try course.start(["total": .number(total)])
    #expect(course.outcome == end)
  }

  @Test func `without a flow to take there is an incident`() throws {
    var course = try Course(Self.choosing(default: false))
    expect(try course.start(["total": .number(1)]), "@@")
    expect(try course.retry(["total": .number(11)]), "@@")
  }

  @Test func `a condition that is neither true nor false is an incident`() throws {
    var course = try Course(Self.choosing(default: true))
    expect(try course.start(["total": .string("many")]), "@@")
  }

  @Test func `a parallel gateway forks and joins`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/><userTask id='a'/><userTask id='b'/>
        <parallelGateway id='join'/><endEvent id='end'/>
        """, flows: "start > fork > a > join > end, fork > b > join"))
    expect(try course.start(), "@@")
    expect(try course.decide("b"), "@@")
    expect(try course.decide("a"), "@@")
  }

  @Test func `a token that comes by the same flow twice does not open the join`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/>
        <exclusiveGateway id='merge'/><userTask id='b'/>
        <parallelGateway id='join'/><userTask id='after'/><endEvent id='end'/>
        """, flows: "start > fork > merge > join > after > end, fork > b > join, fork > c > merge")
    )
    expect(try course.start(), "@@")
    expect(try course.decide("b"), "@@")
  }

  @Test func `the last token that ends tells how the process ended`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/>
        <endEvent id='first' name='First'/><endEvent id='last' name='Last'/>
        """, flows: "start > fork > first, fork > last"))
    expect(try course.start(), "@@")
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
    expect(try course.start(), "@@")
    expect(try course.receive("M", ["a": .number(1)]), "@@")
    #expect(course.variables == ["a": .number(1)])
  }

  @Test func `a receive task or a timer behind an event-based gateway decides as well`() throws {
    var task = try Course(Self.deferred)
    try task.start()
    try task.receive("N")
    #expect(task.outcome == "byTask")
    var timer = try Course(Self.deferred)
    try timer.start()
    expect(try timer.fireNextTimer(), "@@")
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
