import FEEL
import ProcessEngine
import Testing

/// What people do with a task besides deciding it: who may, and what comes of it.
struct TaskActionTests {
  /// A task for the group `staff`, from which eve is excluded.
  private static let model = ModelText(
    """
    <startEvent id='start'/><userTask id='task' name='Decide'><extensionElements>
    <zeebe:userTask/><zeebe:assignmentDefinition candidateGroups='staff'/>
    <zeebe:taskSchedule dueDate='2026-01-02T00:00:00Z'/>
    <zeebe:properties><zeebe:property name="excludedUsers" value='=["eve"]'/></zeebe:properties>
    </extensionElements></userTask><endEvent id='end'/>
    """, flows: "start > task > end")

  private static let ann = Actor(user: "ann", groups: ["staff"])
  private static let bob = Actor(user: "bob", groups: ["staff"])
  private static let eve = Actor(user: "eve", groups: ["staff"])
  private static let stranger = Actor(user: "stranger", groups: [])
  private static let boss = Actor(user: "boss", groups: [], isSupervisor: true)

  private static func course(_ actions: [(TaskAction, Actor)] = []) throws -> Course {
    var course = try Course(model)
    try course.start()
    for (action, actor) in actions { try course.take(.task(key: 4, action, by: actor)) }
    return course
  }

  struct Allowed: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let before: [(TaskAction, Actor)]
    let action: TaskAction
    let actor: Actor
    let line: String
    let assignee: String?
    var delegatedBy: String?
  }

  @Test(arguments: [
    Allowed(
      testDescription: "a candidate claims", before: [], action: .claim, actor: ann,
      line: "ann claimed #4", assignee: "ann"),
    Allowed(
      testDescription: "the assignee releases", before: [(.claim, ann)], action: .release,
      actor: ann, line: "ann released #4", assignee: nil),
    Allowed(
      testDescription: "a supervisor releases what another has", before: [(.claim, ann)],
      action: .release, actor: boss, line: "boss released #4", assignee: nil),
    Allowed(
      testDescription: "a candidate assigns what nobody has", before: [], action: .assign(to: bob),
      actor: ann, line: "ann assigned #4 to bob", assignee: "bob"),
    Allowed(
      testDescription: "the assignee hands over", before: [(.claim, ann)],
      action: .assign(to: bob), actor: ann, line: "ann assigned #4 to bob", assignee: "bob"),
    Allowed(
      testDescription: "a supervisor hands over what another has", before: [(.claim, ann)],
      action: .assign(to: bob), actor: boss, line: "boss assigned #4 to bob", assignee: "bob"),
    Allowed(
      testDescription: "a supervisor who is no candidate assigns what nobody has", before: [],
      action: .assign(to: bob), actor: boss, line: "boss assigned #4 to bob", assignee: "bob"),
    Allowed(
      testDescription: "the assignee delegates to somebody who is no candidate",
      before: [(.claim, ann)], action: .delegate(to: stranger), actor: ann,
      line: "ann delegated #4 to stranger", assignee: "stranger", delegatedBy: "ann"),
    Allowed(
      testDescription: "the delegate resolves",
      before: [(.claim, ann), (.delegate(to: stranger), ann)], action: .resolve, actor: stranger,
      line: "stranger resolved task #4", assignee: "ann"),
    Allowed(
      testDescription: "the owner takes a delegated task back",
      before: [(.claim, ann), (.delegate(to: stranger), ann)], action: .resolve, actor: ann,
      line: "ann resolved task #4", assignee: "ann"),
    Allowed(
      testDescription: "a supervisor hands a delegated task to another",
      before: [(.claim, ann), (.delegate(to: stranger), ann)], action: .assign(to: bob),
      actor: boss, line: "boss assigned #4 to bob", assignee: "bob"),
    Allowed(
      testDescription: "a supervisor releases a delegated task",
      before: [(.claim, ann), (.delegate(to: stranger), ann)], action: .release,
      actor: boss, line: "boss released #4", assignee: nil),
    Allowed(
      testDescription: "a candidate comments on what another has", before: [(.claim, ann)],
      action: .comment(text: "look", link: TaskLink(url: "https://example.org/a", title: "A")),
      actor: bob, line: "bob commented on #4: look (https://example.org/a)", assignee: "ann"),
    Allowed(
      testDescription: "the delegate comments",
      before: [(.claim, ann), (.delegate(to: stranger), ann)],
      action: .comment(text: "done", link: nil), actor: stranger,
      line: "stranger commented on #4: done", assignee: "stranger", delegatedBy: "ann"),
    Allowed(
      testDescription: "the assignee reschedules", before: [(.claim, ann)],
      action: .reschedule(due: Course.begin.adding(.seconds(60)), followUp: nil, priority: 80),
      actor: ann, line: "ann rescheduled #4 +60s - 80", assignee: "ann"),
    Allowed(
      testDescription: "a supervisor reschedules what nobody has", before: [],
      action: .reschedule(due: nil, followUp: Course.begin, priority: nil), actor: boss,
      line: "boss rescheduled #4 - +0s -1", assignee: nil),
  ])
  func `what the rules allow happens`(_ allowed: Allowed) throws {
    var course = try Self.course(allowed.before)
    let before = try #require(course.instance?.tasks.first)
    #expect(try course.take(.task(key: 4, allowed.action, by: allowed.actor)) == allowed.line)
    let task = try #require(course.instance?.tasks.first)
    #expect(task.assignee == allowed.assignee)
    #expect(task.delegatedBy == allowed.delegatedBy)
    #expect(task.revision == before.revision + 1)
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var before: [(TaskAction, Actor)] = []
    let action: TaskAction
    let actor: Actor
    let rejection: Rejection
  }

  @Test(arguments: [
    Refused(
      testDescription: "claiming without being a candidate", action: .claim, actor: stranger,
      rejection: .notCandidate(user: "stranger")),
    Refused(
      testDescription: "claiming as a supervisor without being a candidate", action: .claim,
      actor: boss, rejection: .notCandidate(user: "boss")),
    Refused(
      testDescription: "claiming while excluded", action: .claim, actor: eve,
      rejection: .excluded(user: "eve")),
    Refused(
      testDescription: "claiming what another has", before: [(.claim, ann)], action: .claim,
      actor: bob, rejection: .taskClaimed(by: "ann")),
    Refused(
      testDescription: "releasing what nobody has", action: .release, actor: boss,
      rejection: .notAssignee(user: "boss", assignee: nil)),
    Refused(
      testDescription: "releasing what another has", before: [(.claim, ann)], action: .release,
      actor: bob, rejection: .notAssignee(user: "bob", assignee: "ann")),
    Refused(
      testDescription: "assigning what another has", before: [(.claim, ann)],
      action: .assign(to: bob), actor: bob,
      rejection: .notAssignee(user: "bob", assignee: "ann")),
    Refused(
      testDescription: "assigning what nobody has without being a candidate",
      action: .assign(to: bob), actor: stranger, rejection: .notCandidate(user: "stranger")),
    Refused(
      testDescription: "an excluded person choosing who decides", action: .assign(to: bob),
      actor: eve, rejection: .excluded(user: "eve")),
    Refused(
      testDescription: "assigning to somebody who is excluded", before: [(.claim, ann)],
      action: .assign(to: eve), actor: ann, rejection: .excluded(user: "eve")),
    Refused(
      testDescription: "assigning to somebody who is no candidate", action: .assign(to: stranger),
      actor: boss, rejection: .notCandidate(user: "stranger")),
    Refused(
      testDescription: "assigning to who has it", before: [(.claim, ann)],
      action: .assign(to: ann), actor: ann, rejection: .taskClaimed(by: "ann")),
    Refused(
      testDescription: "delegating to somebody who is excluded", before: [(.claim, ann)],
      action: .delegate(to: eve), actor: ann, rejection: .excluded(user: "eve")),
    Refused(
      testDescription: "delegating what nobody has", action: .delegate(to: bob), actor: ann,
      rejection: .notAssignee(user: "ann", assignee: nil)),
    Refused(
      testDescription: "delegating what another has", before: [(.claim, ann)],
      action: .delegate(to: bob), actor: boss,
      rejection: .notAssignee(user: "boss", assignee: "ann")),
    Refused(
      testDescription: "delegating to oneself", before: [(.claim, ann)],
      action: .delegate(to: ann), actor: ann, rejection: .taskClaimed(by: "ann")),
    Refused(
      testDescription: "delegating what is delegated",
      before: [(.claim, ann), (.delegate(to: bob), ann)], action: .delegate(to: stranger),
      actor: bob, rejection: .delegated(by: "ann", to: "bob")),
    Refused(
      testDescription: "a delegate handing over",
      before: [(.claim, ann), (.delegate(to: bob), ann)], action: .assign(to: ann), actor: bob,
      rejection: .delegated(by: "ann", to: "bob")),
    Refused(
      testDescription: "a delegate releasing",
      before: [(.claim, ann), (.delegate(to: bob), ann)], action: .release, actor: bob,
      rejection: .delegated(by: "ann", to: "bob")),
    Refused(
      testDescription: "a delegate deciding",
      before: [(.claim, ann), (.delegate(to: bob), ann)], action: .decide(data: Context()),
      actor: bob, rejection: .delegated(by: "ann", to: "bob")),
    Refused(
      testDescription: "the owner deciding while the task is delegated",
      before: [(.claim, ann), (.delegate(to: bob), ann)], action: .decide(data: Context()),
      actor: ann, rejection: .delegated(by: "ann", to: "bob")),
    Refused(
      testDescription: "a delegate who is no candidate deciding after giving the task back",
      before: [
        (.claim, ann), (.delegate(to: stranger), ann), (.resolve, stranger), (.release, ann),
      ],
      action: .decide(data: Context()), actor: stranger,
      rejection: .notCandidate(user: "stranger")),
    Refused(
      testDescription: "resolving what is not delegated", before: [(.claim, ann)],
      action: .resolve, actor: ann, rejection: .notDelegated),
    Refused(
      testDescription: "resolving what another prepares",
      before: [(.claim, ann), (.delegate(to: stranger), ann)], action: .resolve, actor: bob,
      rejection: .notAssignee(user: "bob", assignee: "stranger")),
    Refused(
      testDescription: "commenting as a stranger", action: .comment(text: "hi", link: nil),
      actor: stranger, rejection: .notCandidate(user: "stranger")),
    Refused(
      testDescription: "rescheduling what nobody has",
      action: .reschedule(due: Course.begin, followUp: nil, priority: nil), actor: ann,
      rejection: .notAssignee(user: "ann", assignee: nil)),
    Refused(
      testDescription: "rescheduling to nothing", before: [(.claim, ann)],
      action: .reschedule(due: nil, followUp: nil, priority: nil), actor: ann,
      rejection: .invalidForm([
        FormError(field: nil, message: "one of due, followUp and priority must be given")
      ])),
    Refused(
      testDescription: "a priority that there is not", before: [(.claim, ann)],
      action: .reschedule(due: nil, followUp: nil, priority: 101), actor: ann,
      rejection: .invalidForm([FormError(field: "priority", message: "must be from 0 to 100")])),
    Refused(
      testDescription: "deciding as a supervisor", action: .decide(data: Context()), actor: boss,
      rejection: .notCandidate(user: "boss")),
    Refused(
      testDescription: "undoing what nobody has decided", action: .undo, actor: ann,
      rejection: .nothingToUndo(key: 4)),
  ])
  func `what the rules forbid changes nothing`(_ refused: Refused) throws {
    var course = try Self.course(refused.before)
    let before = course.instance
    #expect(throws: refused.rejection) {
      try course.take(.task(key: 4, refused.action, by: refused.actor))
    }
    #expect(course.instance == before)
  }

  @Test(
    arguments: [
      ("", nil, "text"), ("  \n", nil, "text"), (String(repeating: "x", count: 4_001), nil, "text"),
      ("fine", "ftp://example.org", "link"), ("fine", "javascript:alert(1)", "link"),
      ("fine", "https://", "link"), ("fine", "https://a b", "link"), ("fine", "", "link"),
      ("fine", "https://" + String(repeating: "x", count: 2_000), "link"),
    ] as [(String, String?, String)])
  func `a comment needs a text, and its link must be one of the web`(
    text: String, url: String?, field: String
  ) throws {
    var course = try Self.course()
    let link = url.map { TaskLink(url: $0, title: "") }
    let rejection = #expect(throws: Rejection.self) {
      try course.take(.task(key: 4, .comment(text: text, link: link), by: Self.ann))
    }
    guard case .invalidForm(let errors) = rejection else {
      Issue.record("refused for another reason")
      return
    }
    #expect(errors.map(\.field) == [field])
  }

  @Test func `the revision guards against deciding on what one has not seen`() throws {
    var course = try Self.course()
    #expect(course.instance?.tasks.first?.revision == 1)
    try course.take(.task(key: 4, .claim, by: Self.ann, ifRevision: 1))
    #expect(throws: Rejection.staleTask(key: 4, revision: 2)) {
      try course.take(.task(key: 4, .release, by: Self.ann, ifRevision: 1))
    }
    #expect(throws: Rejection.staleTask(key: 4, revision: 2)) {
      try course.take(.task(key: 4, .claim, by: Self.bob, ifRevision: 1))
    }
    try course.take(.task(key: 4, .comment(text: "a", link: nil), by: Self.bob, ifRevision: 2))
    #expect(course.instance?.tasks.first?.comments == 1)
    try course.take(.task(key: 4, .decide(data: Context()), by: Self.ann, ifRevision: 3))
    #expect(course.outcome == "end")
  }

  @Test func `rescheduling leaves alone what is not named`() throws {
    let later = Course.begin.adding(.seconds(90_000))
    let course = try Self.course([
      (.reschedule(due: later, followUp: nil, priority: nil), Self.boss),
      (.reschedule(due: nil, followUp: Course.begin, priority: 7), Self.boss),
    ])
    let task = try #require(course.instance?.tasks.first)
    #expect(task.due == later)
    #expect(task.followUp == Course.begin)
    #expect(task.priority == 7)
  }

  @Test func `a task from before there were revisions is read as one that never changed`() throws {
    let course = try Self.course()
    let task = try #require(course.instance?.tasks.first)
    #expect(task.record["revision"] == nil)
    #expect(try UserTask(record: Record(task.record)).revision == 1)
  }
}
