import FEEL
import ProcessEngine
import Testing

struct UserTaskTests {
  private static func model(_ extensions: String) -> ModelText {
    ModelText(
      """
      <startEvent id='start'/><userTask id='task' name='Decide'><extensionElements>
      <zeebe:userTask/>\(extensions)</extensionElements></userTask><endEvent id='end'/>
      """, flows: "start > task > end")
  }

  private let ann = Actor(user: "ann", groups: ["staff"])
  private let bob = Actor(user: "bob", groups: [])

  private static func form() throws -> Form {
    try Form(
      json: Array(
        #"""
        {"id": "f", "title": "F", "fields": [
          {"name": "decision", "label": "Decision", "type": "choice", "required": true,
           "values": [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]},
          {"name": "reason", "label": "Reason", "type": "text", "required": "=decision = \"no\""},
          {"name": "amount", "label": "Amount", "type": "money", "default": "=limit"},
          {"name": "count", "label": "Count", "type": "number"},
          {"name": "day", "label": "Day", "type": "date"},
          {"name": "sure", "label": "Sure", "type": "boolean"},
          {"name": "lines", "label": "Lines", "type": "lines"}],
         "constraints": [
          {"check": "=count = null or count <= limit", "message": "Too many", "field": "count"}]}
        """#.utf8))
  }

  private static func course(form: Form) throws -> Course {
    var course = try Course(model("<zeebe:formDefinition formId='f'/>"), forms: [form])
    try course.start(["limit": .number(5), "reason": .string("an older one")])
    return course
  }

  @Test func `a task shows what the model says of it`() throws {
    var course = try Course(
      Self.model(
        """
        <zeebe:assignmentDefinition candidateUsers="=[boss]" candidateGroups="sales, staff"/>
        <zeebe:taskSchedule dueDate="=now() + duration(&quot;PT2H&quot;)"
          followUpDate="2026-01-02T00:00:00Z"/>
        <zeebe:priorityDefinition priority="=30 + 40"/>
        <zeebe:properties><zeebe:property name="excludedUsers" value="=[verifier, null]"/>
        </zeebe:properties>
        """))
    try course.start(["boss": .string("eve"), "verifier": .string("bob")])
    let task = try #require(course.instance?.tasks.first)
    #expect(task.name == "Decide")
    #expect(task.candidateUsers == ["eve"])
    #expect(task.candidateGroups == ["sales", "staff"])
    #expect(task.excludedUsers == ["bob"])
    #expect(task.due == Course.begin.adding(.seconds(7200)))
    #expect(task.followUp == Course.begin.adding(.seconds(57600)))
    #expect(task.priority == 70)
    #expect(task.assignee == nil)
  }

  @Test func `a task is claimed, released, claimed by another and decided`() throws {
    var course = try Course(Self.model(""))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-task
      activated task#3 in #1
      task #4 of #3: Decide
      """)
    expect(
      try course.take(.task(key: 4, .claim, by: ann)),
      """
      ann claimed #4
      """)
    #expect(throws: Rejection.taskClaimed(by: "ann")) {
      try course.take(.task(key: 4, .claim, by: bob))
    }
    #expect(throws: Rejection.notAssignee(user: "bob", assignee: "ann")) {
      try course.take(.task(key: 4, .release, by: bob))
    }
    #expect(throws: Rejection.notAssignee(user: "bob", assignee: "ann")) {
      try course.take(.task(key: 4, .decide(data: Context()), by: bob))
    }
    expect(
      try course.take(.task(key: 4, .release, by: ann)),
      """
      ann released #4
      """)
    #expect(throws: Rejection.notAssignee(user: "ann", assignee: nil)) {
      try course.take(.task(key: 4, .release, by: ann))
    }
    try course.take(.task(key: 4, .claim, by: bob))
    expect(
      try course.take(.task(key: 4, .decide(data: Context()), by: bob)),
      """
      bob decided task#4 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"bob"}
      completed task#3
      took task-end
      activated end#5 in #1
      completed end#5
      completed process#1
      ended: end
      """)
  }

  @Test func `a decision about a task that nobody has claims it`() throws {
    var course = try Course(Self.model(""))
    try course.start()
    expect(
      try course.take(.task(key: 4, .decide(data: ["ok": .boolean(true)]), by: ann)),
      """
      ann claimed #4
      ann decided task#4 {"ok":true}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann","ok":true}
      completed task#3
      took task-end
      activated end#5 in #1
      completed end#5
      completed process#1
      ended: end
      """)
    #expect(throws: Rejection.ended(outcome: "end")) {
      try course.take(.task(key: 4, .decide(data: Context()), by: bob))
    }
  }

  @Test func `a task that is not open is refused`() throws {
    var course = try Course(Self.model(""))
    try course.start()
    #expect(throws: Rejection.noSuchTask(key: 9)) {
      try course.take(.task(key: 9, .claim, by: ann))
    }
    #expect(throws: Rejection.noSuchTask(key: 9)) {
      try course.take(.task(key: 9, .release, by: ann))
    }
    #expect(throws: Rejection.noSuchTask(key: 9)) {
      try course.take(.task(key: 9, .decide(data: Context()), by: ann))
    }
  }

  @Test func `only candidates may claim and decide`() throws {
    var course = try Course(
      Self.model("<zeebe:assignmentDefinition candidateUsers='eve' candidateGroups='staff'/>"))
    try course.start()
    #expect(throws: Rejection.notCandidate(user: "bob")) {
      try course.take(.task(key: 4, .claim, by: bob))
    }
    #expect(throws: Rejection.notCandidate(user: "bob")) {
      try course.take(.task(key: 4, .decide(data: Context()), by: bob))
    }
    try course.take(.task(key: 4, .claim, by: Actor(user: "eve", groups: [])))
    try course.take(.task(key: 4, .release, by: Actor(user: "eve", groups: [])))
    try course.take(.task(key: 4, .claim, by: ann))
  }

  @Test func `a task that the model assigns is its assignee's`() throws {
    var course = try Course(Self.model("<zeebe:assignmentDefinition assignee='=owner'/>"))
    try course.start(["owner": .string("bob")])
    #expect(throws: Rejection.taskClaimed(by: "bob")) {
      try course.take(.task(key: 4, .claim, by: ann))
    }
    try course.take(.task(key: 4, .decide(data: Context()), by: bob))
    #expect(course.outcome == "end")
  }

  @Test func `who is excluded may not decide, whatever else holds`() throws {
    let excluded = """
      <zeebe:assignmentDefinition candidateUsers='ann'/><zeebe:properties>
      <zeebe:property name="excludedUsers" value="=[verifier]"/></zeebe:properties>
      """
    var course = try Course(Self.model(excluded))
    try course.start(["verifier": .string("ann")])
    #expect(throws: Rejection.excluded(user: "ann")) {
      try course.take(.task(key: 4, .claim, by: ann))
    }
    #expect(throws: Rejection.excluded(user: "ann")) {
      try course.take(.task(key: 4, .decide(data: Context()), by: ann))
    }
  }

  @Test(arguments: [
    ("<zeebe:priorityDefinition priority='=101'/>", "the priority of Decide"),
    ("<zeebe:taskSchedule dueDate='=\"soon\"'/>", "the due date of Decide"),
    ("<zeebe:assignmentDefinition candidateUsers='=[1]'/>", "the candidate users of Decide"),
    ("<zeebe:assignmentDefinition candidateGroups='=1'/>", "the candidate groups of Decide"),
    ("<zeebe:assignmentDefinition assignee='=[]'/>", "the assignee of Decide"),
  ])
  func `a property of the wrong type is an incident`(_ extensions: String, begin: String) throws {
    var course = try Course(Self.model(extensions))
    try course.start()
    let incident = try #require(course.instance?.incidents.first)
    #expect(incident.reason.hasPrefix(begin + " must be "))
    #expect(incident.phase == .executing)
    #expect(course.instance?.tasks.isEmpty == true)
  }

  struct Refused: CustomTestStringConvertible {
    let data: String
    let errors: [FormError]

    init(_ data: String, _ errors: (String, String)...) {
      self.data = data
      self.errors = errors.map { FormError(field: $0.0, message: $0.1) }
    }

    var testDescription: String { data }
  }

  @Test(arguments: [
    Refused("{}", ("decision", "Decision is required")),
    Refused(#"{"decision": "perhaps"}"#, ("decision", "Decision must be one of yes, no")),
    Refused(#"{"decision": "no"}"#, ("reason", "Reason is required")),
    Refused(#"{"decision": "no", "reason": ""}"#, ("reason", "Reason is required")),
    Refused(
      #"""
      {"decision": "yes", "amount": "x", "count": "1", "day": "2026-02-30", "sure": "true",
       "lines": [], "reason": 1}
      """#,
      ("reason", "Reason must be a text"),
      ("amount", "Amount must be an amount in digits, as a text"),
      ("count", "Count must be a number"), ("day", "Day must be a date such as 2026-11-21"),
      ("sure", "Sure must be true or false"),
      ("lines", "Lines must be a list of {sku, quantity}")),
    Refused(#"{"decision": "yes", "count": 6}"#, ("count", "Too many")),
    Refused(
      #"{"decision": "yes", "lines": [{"sku": ""}]}"#, ("lines", "Lines has a line without a sku")),
    Refused(
      #"{"decision": "yes", "lines": [{"sku": "A", "quantity": -1}]}"#,
      ("lines", "Lines has a line without a quantity of 0 or more")),
    Refused(
      #"{"decision": "yes", "other": 6}"#,
      (
        "other",
        "the form f has no such field; it has decision, reason, amount, count, day, sure, lines"
      )),
  ])
  func `data that the form does not allow is refused`(_ refused: Refused) throws {
    var course = try Self.course(form: Self.form())
    let data = try Context(json: Array(refused.data.utf8))
    let rejection = #expect(throws: Rejection.self) { try course.decide("task", data) }
    guard case .invalidForm(let errors) = rejection else {
      Issue.record("refused for another reason")
      return
    }
    #expect(errors.map { FormError(field: $0.field, message: $0.message) } == refused.errors)
    #expect(course.instance?.tasks.count == 1)
  }

  @Test func `a field that was left empty is null, not what an outer variable says`() throws {
    var course = try Self.course(form: Self.form())
    try course.decide("task", ["decision": .string("yes"), "amount": .string("12.50")])
    #expect(course.variables["reason"] == .null)
    #expect(course.variables["amount"] == .string("12.50"))
  }

  @Test func `a form begins with what its defaults say`() throws {
    let course = try Self.course(form: Self.form())
    let instance = try #require(course.instance)
    let task = try #require(instance.tasks.first)
    let shown = try #require(course.process.form(of: task.key, in: instance, now: course.now))
    #expect(shown.defaults == ["amount": .number(5)])
    #expect(shown.form.fields.map(\.name).first == "decision")
    #expect(course.process.form(of: 99, in: instance, now: course.now) == nil)
  }
}
