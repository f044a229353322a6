import FEEL
import ProcessEngine
import Testing

struct ServiceTaskTests {
  private static func model(_ extensions: String = "", retries: String = "3") -> ModelText {
    ModelText(
      """
      <startEvent id='start'/><serviceTask id='work'><extensionElements>
      <zeebe:taskDefinition type='work' retries='\(retries)'/>\(extensions)
      </extensionElements></serviceTask><endEvent id='end' name='Done'/>
      """, flows: "start > work > end")
  }

  @Test func `a job has the mapped inputs and headers, and its result is mapped back`() throws {
    var course = try Course(
      Self.model(
        """
        <zeebe:taskHeaders><zeebe:header key="unit" value="kg"/></zeebe:taskHeaders>
        \(ModelText.mappings(inputs: ["=order.id > id"], outputs: ["=price * 2 > total"]))
        """))
    expect(try course.start(["order": .context(["id": .string("o1")])]), "@@")
    #expect(course.instance?.jobs.first?.headers == ["unit": .string("kg")])
    expect(try course.finishJob(["price": .number(4)]), "@@")
    #expect(course.variables["price"] == nil)
  }

  @Test func `a job that fails is tried again later until an operator has to look`() throws {
    var course = try Course(Self.model(retries: "=2"))
    try course.start()
    expect(try course.failJob("timeout"), "@@")
    expect(try course.failJob("timeout again"), "@@")
    #expect(throws: Rejection.noSuchJob(key: 4)) {
      try course.take(.jobCompleted(key: 4, result: JobResult()))
    }
    expect(try course.retry(), "@@")
    expect(try course.finishJob(), "@@")
  }

  @Test func `a retried job has its inputs mapped again`() throws {
    var course = try Course(
      Self.model(ModelText.mappings(inputs: ["=address > to"]), retries: "1"))
    try course.start(["address": .string("wrong")])
    try course.failJob("unknown address")
    expect(try course.retry(["address": .string("right")]), "@@")
  }

  @Test func `an unknown incident or job is refused`() throws {
    var course = try Course(Self.model())
    try course.start()
    #expect(throws: Rejection.noSuchIncident(key: 9)) {
      try course.take(.retryIncident(key: 9, by: "operator", variables: Context()))
    }
    #expect(throws: Rejection.noSuchJob(key: 9)) {
      try course.take(.jobFailed(key: 9, reason: "", retryAfter: .zero))
    }
    #expect(throws: Rejection.noSuchJob(key: 9)) {
      try course.take(.jobThrewError(key: 9, code: "E", variables: Context()))
    }
  }

  @Test(arguments: ["0", "=-1", "many", "=1.5", "1001"])
  func `a senseless number of retries is an incident`(_ retries: String) throws {
    var course = try Course(Self.model(retries: retries))
    try course.start()
    #expect(
      course.instance?.incidents.first?.reason.hasPrefix(
        "the retries of work must be a whole number from 1 to 1000") == true)
  }

  @Test func `a result that JSON cannot say is kept as JSON says it`() throws {
    var course = try Course(Self.model())
    try course.start()
    try course.finishJob(["date": .date(CalendarDate("2026-01-31"))])
    #expect(course.variables["date"] == .string("2026-01-31"))
  }

  @Test func `a handler reminds people of a task and brings others in`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><parallelGateway id='fork'/><userTask id='task'/>
        <serviceTask id='work'><extensionElements><zeebe:taskDefinition type='work'/>
        </extensionElements></serviceTask><endEvent id='end'/><endEvent id='told'/>
        """, flows: "start > fork > task > end, fork > work > told"))
    try course.start()
    let notices: [TaskNotice] = [
      .remind(element: "task", text: "please"),
      .escalate(element: "task", group: "leads", priority: 90, text: "late"),
      .remind(element: "elsewhere", text: "nobody"),
    ]
    expect(try course.finishJob(notices: notices), "@@")
    let task = try #require(course.instance?.tasks.first)
    #expect(task.candidateGroups == ["leads"])
    #expect(task.priority == 90)
    #expect(task.reminders == 1 && task.escalations == 1)
  }

  @Test func `a script task keeps the result of its expression`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><scriptTask id='script'><extensionElements>
        <zeebe:script expression="=sum(for n in numbers return n * n)" resultVariable="sum"/>
        </extensionElements></scriptTask><endEvent id='end'/>
        """, flows: "start > script > end"))
    expect(try course.start(["numbers": .list([.number(3), .number(4)])]), "@@")
  }

  @Test func `a script that cannot be evaluated is an incident`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><scriptTask id='script'><extensionElements>
        <zeebe:script expression="=a * 2" resultVariable="b"/>
        </extensionElements></scriptTask><endEvent id='end'/>
        """, flows: "start > script > end"))
    expect(try course.start(["a": .string("x")]), "@@")
    expect(try course.retry(["a": .number(2)]), "@@")
  }
}
