import FEEL
import ProcessEngine
import Testing

struct BoundaryEventTests {
  private static func bordered(_ border: String, host: String = "<userTask id='host'/>")
    -> ModelText
  {
    ModelText(
      """
      <startEvent id='start'/>\(host)\(border)
      <endEvent id='end' name='Done'/><endEvent id='other' name='Otherwise'/>
      """, flows: "start > host > end, border > other")
  }

  private static func message(interrupting: Bool) -> String {
    """
    <boundaryEvent id='border' attachedToRef='host' cancelActivity='\(interrupting)'>
    <messageEventDefinition messageRef='m'/></boundaryEvent>
    """
  }

  private static func error(_ id: String = "border", code: String?) -> String {
    let reference = code.map { "errorRef='\($0)'" } ?? ""
    return """
      <boundaryEvent id='\(id)' attachedToRef='host'>
      <errorEventDefinition \(reference)/></boundaryEvent>
      """
  }

  private static let job =
    "<serviceTask id='host'><extensionElements><zeebe:taskDefinition type='work'/></extensionElements></serviceTask>"

  private static let subprocess = ModelText.subprocess(
    "host", "", "<startEvent id='begin'/><userTask id='inside'/><endEvent id='done'/>",
    flows: "begin > inside > done")

  @Test func `an interrupting message takes the place of a user task`() throws {
    var course = try Course(Self.bordered(Self.message(interrupting: true)))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-host
      activated host#3 in #1
      subscribed #4 of #3: M() -> border
      task #5 of #3: host
      """)
    expect(
      try course.receive("M", ["a": .number(1)]),
      """
      received m1 M() {"a":1}
      correlated m1 with #4 -> border
      withdrew host#5
      terminated host#3
      activated border#6 in #1
      set #1 {"a":1}
      completed border#6
      took border-other
      activated other#7 in #1
      completed other#7
      completed process#1
      ended: Otherwise
      """)
  }

  @Test func `an activity that ends takes the waits on its border along`() throws {
    var course = try Course(Self.bordered(Self.message(interrupting: true)))
    try course.start()
    try course.decide("host")
    #expect(course.outcome == "Done")
  }

  @Test func `a message on the border that does not interrupt can come again and again`() throws {
    var course = try Course(Self.bordered(Self.message(interrupting: false)))
    try course.start()
    expect(
      try course.receive("M", ["n": .number(1)]),
      """
      received m1 M() {"n":1}
      correlated m1 with #4 -> border
      activated border#6 in #1
      set #1 {"n":1}
      completed border#6
      took border-other
      activated other#7 in #1
      completed other#7
      """)
    expect(
      try course.receive("M", ["n": .number(2)]),
      """
      received m2 M() {"n":2}
      correlated m2 with #4 -> border
      activated border#8 in #1
      set #1 {"n":2}
      completed border#8
      took border-other
      activated other#9 in #1
      completed other#9
      """)
    expect(
      try course.decide("host"),
      """
      ann claimed #5
      ann decided host#5 {}
      set #1 {"decidedAt":"2026-01-01T08:00:00.000Z","decidedBy":"ann"}
      completed host#3
      took host-end
      activated end#10 in #1
      completed end#10
      completed process#1
      ended: Done
      """)
  }

  @Test func `an interrupting message takes everything in a subprocess away`() throws {
    var course = try Course(
      Self.bordered(Self.message(interrupting: true), host: Self.subprocess))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-host
      activated host#3 in #1
      subscribed #4 of #3: M() -> border
      activated begin#5 in #3
      completed begin#5
      took begin-inside
      activated inside#6 in #3
      task #7 of #6: inside
      """)
    expect(
      try course.receive("M"),
      """
      received m1 M() {}
      correlated m1 with #4 -> border
      withdrew inside#7
      terminated inside#6
      terminated host#3
      activated border#8 in #1
      completed border#8
      took border-other
      activated other#9 in #1
      completed other#9
      completed process#1
      ended: Otherwise
      """)
  }

  @Test func `an interrupting timer takes the place of its activity`() throws {
    let timer = """
      <boundaryEvent id='border' attachedToRef='host'>
      <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      """
    var course = try Course(Self.bordered(timer, host: Self.job))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-host
      activated host#3 in #1
      timer #4 of #3 at +3600s -> border
      job #5 of #3: work {} retries 3
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #4 -> border
      terminated host#3
      activated border#6 in #1
      completed border#6
      took border-other
      activated other#7 in #1
      completed other#7
      completed process#1
      ended: Otherwise
      """)
  }

  @Test func `an error goes to the event for its code`() throws {
    var course = try Course(Self.bordered(Self.error(code: "e"), host: Self.job))
    try course.start()
    expect(
      try course.throwError("E", ["reason": .string("bad")]),
      """
      job done host#4
      error E at host
      terminated host#3
      activated border#5 in #1
      set #1 {"reason":"bad"}
      completed border#5
      took border-other
      activated other#6 in #1
      completed other#6
      completed process#1
      ended: Otherwise
      """)
    #expect(course.variables == ["reason": .string("bad")])
  }

  @Test func `an event for the code comes before one for all, whatever their order`() throws {
    let all = Self.error("border", code: nil)
    let exact = Self.error("exact", code: "e")
    for border in [all + exact, exact + all] {
      var model = Self.bordered(border + "<endEvent id='third' name='Exactly'/>", host: Self.job)
      model.flows += ", exact > third"
      var course = try Course(model)
      try course.start()
      try course.throwError("E")
      #expect(course.outcome == "Exactly")
      var other = try Course(model)
      try other.start()
      try other.throwError("F")
      #expect(other.outcome == "Otherwise")
    }
  }

  @Test func `an error that nothing catches is an incident where it was thrown`() throws {
    var course = try Course(Self.bordered(Self.error(code: "e"), host: Self.job))
    try course.start()
    expect(
      try course.throwError("F"),
      """
      job done host#4
      error F at host
      incident #5 of host#3 executing: nothing catches the error F
      """)
    expect(
      try course.retry(),
      """
      operator resolved #5
      job #6 of #3: work {} retries 3
      """)
    expect(
      try course.finishJob(),
      """
      job done host#6
      completed host#3
      took host-end
      activated end#7 in #1
      completed end#7
      completed process#1
      ended: Done
      """)
  }

  @Test func `an error from inside a subprocess reaches the event on its border`() throws {
    let host = ModelText.subprocess(
      "host", "",
      """
      <startEvent id='begin'/><parallelGateway id='fork'/><userTask id='inside'/>
      <endEvent id='fail'><extensionElements>\(ModelText.mappings(inputs: ["=\"why\" > reason"]))
      </extensionElements><errorEventDefinition errorRef='e'/></endEvent><endEvent id='done'/>
      """, flows: "begin > fork > inside > done, fork > fail")
    var course = try Course(Self.bordered(Self.error(code: "e"), host: host))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-host
      activated host#3 in #1
      activated begin#4 in #3
      completed begin#4
      took begin-fork
      activated fork#5 in #3
      completed fork#5
      took fork-inside
      took fork-fail
      activated inside#6 in #3
      task #7 of #6: inside
      activated fail#8 in #3
      set #8 {"reason":"why"}
      error E at fail
      terminated fail#8
      withdrew inside#7
      terminated inside#6
      terminated host#3
      activated border#9 in #1
      set #1 {"reason":"why"}
      completed border#9
      took border-other
      activated other#10 in #1
      completed other#10
      completed process#1
      ended: Otherwise
      """)
  }
}
