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
    expect(
      try course.start(["order": .context(["id": .string("o1")])]),
      """
      started process v1
      activated process#1
      set #1 {"order":{"id":"o1"}}
      activated start#2 in #1
      completed start#2
      took start-work
      activated work#3 in #1
      set #3 {"id":"o1"}
      job #4 of #3: work {"id":"o1"} retries 3
      """)
    #expect(course.instance?.jobs.first?.headers == ["unit": .string("kg")])
    expect(
      try course.finishJob(["price": .number(4)]),
      """
      job done work#4
      set #1 {"total":8}
      completed work#3
      took work-end
      activated end#5 in #1
      completed end#5
      completed process#1
      ended: Done
      """)
    #expect(course.variables["price"] == nil)
  }

  @Test func `a job that fails is tried again later until an operator has to look`() throws {
    var course = try Course(Self.model(retries: "=2"))
    try course.start()
    expect(
      try course.failJob("timeout"),
      """
      job #4 failed: timeout; 1 left, not before +60s
      """)
    expect(
      try course.failJob("timeout again"),
      """
      job #4 failed: timeout again; 0 left, not before +60s
      incident #5 of work#3 job(4): timeout again
      """)
    #expect(throws: Rejection.noSuchJob(key: 4)) {
      try course.take(.jobCompleted(key: 4, result: JobResult()))
    }
    expect(
      try course.retry(),
      """
      operator resolved #5
      job #6 of #3: work {} retries 2
      """)
    expect(
      try course.finishJob(),
      """
      job done work#6
      completed work#3
      took work-end
      activated end#7 in #1
      completed end#7
      completed process#1
      ended: Done
      """)
  }

  @Test func `a retried job has its inputs mapped again`() throws {
    var course = try Course(
      Self.model(ModelText.mappings(inputs: ["=address > to"]), retries: "1"))
    try course.start(["address": .string("wrong")])
    try course.failJob("unknown address")
    expect(
      try course.retry(["address": .string("right")]),
      """
      set #1 {"address":"right"}
      operator resolved #5
      set #3 {"to":"right"}
      job #6 of #3: work {"to":"right"} retries 1
      """)
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
    expect(
      try course.finishJob(notices: notices),
      """
      job done work#7
      reminded of #5: please
      escalated #5 to leads with 90: late
      completed work#6
      took work-told
      activated told#8 in #1
      completed told#8
      """)
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
    expect(
      try course.start(["numbers": .list([.number(3), .number(4)])]),
      """
      started process v1
      activated process#1
      set #1 {"numbers":[3,4]}
      activated start#2 in #1
      completed start#2
      took start-script
      activated script#3 in #1
      set #1 {"sum":25}
      completed script#3
      took script-end
      activated end#4 in #1
      completed end#4
      completed process#1
      ended: end
      """)
  }

  @Test func `a script that cannot be evaluated is an incident`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><scriptTask id='script'><extensionElements>
        <zeebe:script expression="=a * 2" resultVariable="b"/>
        </extensionElements></scriptTask><endEvent id='end'/>
        """, flows: "start > script > end"))
    expect(
      try course.start(["a": .string("x")]),
      """
      started process v1
      activated process#1
      set #1 {"a":"x"}
      activated start#2 in #1
      completed start#2
      took start-script
      activated script#3 in #1
      incident #4 of script#3 executing: the script of script must be a value, but `=a * 2` gave null ('*' is not defined for string "x" and number 2)
      """)
    expect(
      try course.retry(["a": .number(2)]),
      """
      set #1 {"a":2}
      operator resolved #4
      set #1 {"b":4}
      completed script#3
      took script-end
      activated end#5 in #1
      completed end#5
      completed process#1
      ended: end
      """)
  }
}
