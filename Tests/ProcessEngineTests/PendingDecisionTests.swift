import FEEL
import ProcessEngine
import Testing

/// Decisions that take effect later and can be undone until then.
struct PendingDecisionTests {
  private static let ann = Actor(user: "ann", groups: ["staff"])
  private static let bob = Actor(user: "bob", groups: ["staff"])
  private static let boss = Actor(user: "boss", groups: [], isSupervisor: true)
  private static let until = Course.begin.adding(.seconds(10))

  private static func course(_ around: String = "", form: Form? = nil) throws -> Course {
    let model = ModelText(
      """
      <startEvent id='start'/><userTask id='task' name='Decide'><extensionElements>
      <zeebe:userTask/>\(form == nil ? "" : "<zeebe:formDefinition formId='f'/>")
      </extensionElements></userTask><endEvent id='end'/>\(around)
      """, flows: "start > task > end" + (around.isEmpty ? "" : ",edge > late"))
    var course = try Course(model, forms: form.map { [$0] } ?? [])
    try course.start(["limit": .number(5)])
    return course
  }

  private static func boundary(_ attributes: String) -> String {
    """
    <boundaryEvent id='edge' attachedToRef='task' \(attributes)>
    <messageEventDefinition messageRef='m'/></boundaryEvent><endEvent id='late'/>
    """
  }

  private static func decision(_ data: Context = Context()) -> TaskAction {
    .decide(data: data, effectiveAt: until)
  }

  @Test func `a decision with time to undo takes effect when the time is over`() throws {
    var course = try Self.course()
    expect(
      try course.take(.task(key: 4, Self.decision(["ok": .boolean(true)]), by: Self.ann)),
      """
      ann claimed #4
      ann will have decided #4 at +10s {"ok":true}
      timer #5 of #3 at +10s -> task
      """)
    #expect(course.instance?.tasks.first?.decision?.by == "ann")
    expect(
      try course.fireNextTimer(),
      """
      fired #5 -> task
      ann decided task#4 {"ok":true}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann","ok":true}
      completed task#3
      took task-end
      activated end#6 in #1
      completed end#6
      completed process#1
      ended: end
      """)
  }

  @Test(arguments: [Course.begin, Course.begin.adding(.seconds(-1))])
  func `a decision for now or earlier takes effect at once`(at time: Timestamp) throws {
    var course = try Self.course()
    try course.take(.task(key: 4, .decide(data: Context(), effectiveAt: time), by: Self.ann))
    #expect(course.outcome == "end")
  }

  @Test(arguments: [ann, boss])
  func `whoever decided, and a supervisor, can undo it`(actor: Actor) throws {
    var course = try Self.course()
    try course.take(.task(key: 4, Self.decision(), by: Self.ann))
    expect(
      try course.take(.task(key: 4, .undo, by: actor)),
      """
      \(actor.user) undid #4
      canceled timer #5
      """)
    #expect(course.instance?.tasks.first?.assignee == "ann")
    #expect(course.instance?.timers.isEmpty == true)
    #expect(throws: Rejection.nothingToUndo(key: 4)) {
      try course.take(.task(key: 4, .undo, by: actor))
    }
    #expect(throws: Rejection.noSuchTimer(key: 5)) { try course.take(.timerDue(key: 5)) }
    try course.take(.task(key: 4, .decide(data: Context()), by: Self.ann))
    #expect(course.outcome == "end")
  }

  @Test func `nobody else can undo it, and nobody once its time has come`() throws {
    var course = try Self.course()
    try course.take(.task(key: 4, Self.decision(), by: Self.ann))
    #expect(throws: Rejection.decisionPending(by: "ann", until: Self.until)) {
      try course.take(.task(key: 4, .undo, by: Self.bob))
    }
    course.now = Self.until
    #expect(throws: Rejection.nothingToUndo(key: 4)) {
      try course.take(.task(key: 4, .undo, by: Self.ann))
    }
    try course.take(.timerDue(key: 5))
    #expect(course.outcome == "end")
    #expect(throws: Rejection.ended(outcome: "end")) {
      try course.take(.task(key: 4, .undo, by: Self.ann))
    }
  }

  @Test(
    arguments: [
      .claim, .release, .assign(to: bob), .delegate(to: bob), .resolve,
      .reschedule(due: nil, followUp: nil, priority: 1), .decide(data: Context()), decision(),
    ] as [TaskAction])
  func `while a decision is pending nothing else can be done`(_ action: TaskAction) throws {
    for actor in [Self.ann, Self.bob, Self.boss] {
      var course = try Self.course()
      try course.take(.task(key: 4, Self.decision(), by: Self.ann))
      #expect(throws: Rejection.decisionPending(by: "ann", until: Self.until)) {
        try course.take(.task(key: 4, action, by: actor))
      }
    }
  }

  @Test func `a pending decision can be commented on`() throws {
    var course = try Self.course()
    try course.take(.task(key: 4, Self.decision(), by: Self.ann))
    try course.take(.task(key: 4, .comment(text: "sure?", link: nil), by: Self.bob))
    #expect(course.instance?.tasks.first?.comments == 1)
    #expect(course.instance?.tasks.first?.revision == 4)
  }

  @Test func `a task that is withdrawn takes its pending decision with it`() throws {
    var course = try Self.course(Self.boundary(""))
    try course.take(.task(key: 5, Self.decision(), by: Self.ann))
    expect(
      try course.receive("M"),
      """
      received m1 M() {}
      correlated m1 with #4 -> edge
      system undid #5: the task was withdrawn
      canceled timer #6
      withdrew task#5
      terminated task#3
      activated edge#7 in #1
      completed edge#7
      took edge-late
      activated late#8 in #1
      completed late#8
      completed process#1
      ended: late
      """)
    #expect(throws: Rejection.ended(outcome: "late")) { try course.take(.timerDue(key: 6)) }
  }

  private static func form() throws -> Form {
    try Form(
      json: Array(
        #"""
        {"id": "f", "title": "F", "fields": [{"name": "count", "label": "Count", "type": "number"}],
         "constraints": [{"check": "=count <= limit", "message": "Too many", "field": "count"}]}
        """#.utf8))
  }

  @Test func `a form that is not valid is refused before anything changes`() throws {
    var course = try Self.course(form: Self.form())
    let before = course.instance
    #expect(throws: Rejection.self) {
      try course.take(.task(key: 4, Self.decision(["count": .number(6)]), by: Self.ann))
    }
    #expect(course.instance == before)
  }

  @Test func `a decision that is not valid any more is void, and the task goes on`() throws {
    let cut = """
      <boundaryEvent id='edge' attachedToRef='task' cancelActivity='false'>
      <extensionElements><zeebe:ioMapping><zeebe:output source='=limit' target='limit'/>
      </zeebe:ioMapping></extensionElements>
      <messageEventDefinition messageRef='m'/></boundaryEvent><endEvent id='late'/>
      """
    var course = try Self.course(cut, form: Self.form())
    try course.take(.task(key: 5, Self.decision(["count": .number(4)]), by: Self.ann))
    try course.receive("M", ["limit": .number(3)])
    expect(
      try course.fireNextTimer(),
      """
      fired #6 -> task
      system undid #5: it is not possible any more: Too many
      """)
    let task = try #require(course.instance?.tasks.first)
    #expect(task.decision == nil)
    #expect(task.assignee == "ann")
    try course.take(.task(key: 5, .decide(data: ["count": .number(3)]), by: Self.ann))
    #expect(course.outcome == "end")
  }
}
