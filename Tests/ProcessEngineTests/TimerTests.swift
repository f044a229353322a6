import FEEL
import ProcessEngine
import Testing

struct TimerTests {
  private static func catching(_ timer: String) -> ModelText {
    ModelText(
      """
      <startEvent id='start'/><intermediateCatchEvent id='wait'>
      <timerEventDefinition>\(timer)</timerEventDefinition></intermediateCatchEvent>
      <endEvent id='end'/>
      """, flows: "start > wait > end")
  }

  private static func repeating(_ cycle: String) -> ModelText {
    ModelText(
      """
      <startEvent id='start'/><userTask id='task'/>
      <boundaryEvent id='tick' attachedToRef='task' cancelActivity='false'>
      <timerEventDefinition><timeCycle>\(cycle)</timeCycle></timerEventDefinition></boundaryEvent>
      <endEvent id='end'/><endEvent id='ticked'/>
      """, flows: "start > task > end, tick > ticked")
  }

  @Test(arguments: [
    ("<timeDuration>PT90S</timeDuration>", "+90s"),
    ("<timeDuration>=duration(\"PT1M\") * 2</timeDuration>", "+120s"),
    ("<timeDuration>P1M</timeDuration>", "+2678400s"),
    ("<timeDate>2026-01-01T09:00:00+00:30</timeDate>", "+1800s"),
    ("<timeDate>=now() + duration(\"PT5S\")</timeDate>", "+5s"),
    ("<timeDate>=date(\"2026-01-02\")</timeDate>", "+57600s"),
    ("<timeDate>=\"2025-12-31T08:00:00Z\"</timeDate>", "+-86400s"),
  ])
  func `a timer is due at its date or after its duration`(_ timer: String, due: String) throws {
    var course = try Course(Self.catching(timer))
    let scheduled = "timer #4 of #3 at \(due) -> wait"
    #expect(try course.start().split(separator: "\n").last == Substring(scheduled))
    try course.fireNextTimer()
    #expect(course.outcome == "end")
  }

  @Test(arguments: [
    ("<timeDate>=null</timeDate>", "the timer of wait has no date: `=null` gave null"),
    (
      "<timeDate>=missing.date</timeDate>",
      "the timer of wait has no date: `=missing.date` gave null"
    ),
    (
      "<timeDate>=1 + \"a\"</timeDate>",
      "the timer of wait must be a date and time with an offset, but `=1 + \"a\"` gave null ('+' is not defined for number 1 and string \"a\")"
    ),
    (
      "<timeDate>=\"tomorrow\"</timeDate>",
      "the timer of wait must be a date and time with an offset, but `=\"tomorrow\"` gave \"tomorrow\""
    ),
    (
      "<timeDuration>=\"-PT1S\"</timeDuration>",
      "the timer of wait must be a positive ISO 8601 duration, but is `-PT1S`"
    ),
    (
      "<timeDuration>=\"PT0S\"</timeDuration>",
      "the timer of wait must be a positive ISO 8601 duration, but is `PT0S`"
    ),
  ])
  func `a timer without a usable time is an incident`(_ timer: String, reason: String) throws {
    var course = try Course(Self.catching(timer))
    try course.start()
    #expect(course.instance?.incidents.map(\.reason) == [reason])
    #expect(course.instance?.timers.isEmpty == true)
  }

  @Test func `a timer that runs out lets the token go on`() throws {
    var course = try Course(Self.catching("<timeDuration>PT1H</timeDuration>"))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-wait
      activated wait#3 in #1
      timer #4 of #3 at +3600s -> wait
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #4 -> wait
      completed wait#3
      took wait-end
      activated end#5 in #1
      completed end#5
      completed process#1
      ended: end
      """)
  }

  @Test func `a timer is refused before it is due, when it is unknown and the second time`() throws
  {
    var course = try Course(Self.repeating("R2/PT1H"))
    try course.start()
    let timer = try #require(course.instance?.timers.first)
    #expect(throws: Rejection.notYetDue(key: timer.key, due: timer.due)) {
      try course.take(.timerDue(key: timer.key))
    }
    #expect(throws: Rejection.noSuchTimer(key: 99)) { try course.take(.timerDue(key: 99)) }
    course.now = timer.due
    try course.take(.timerDue(key: timer.key))
    #expect(throws: Rejection.noSuchTimer(key: timer.key)) {
      try course.take(.timerDue(key: timer.key))
    }
  }

  @Test func `a cycle of three fires three times`() throws {
    var course = try Course(Self.repeating("R3/PT1H"))
    try course.start()
    expect(
      try course.fireNextTimer(),
      """
      fired #4 -> tick
      timer #6 of #3 at +7200s then 1x PT1H -> tick
      activated tick#7 in #1
      completed tick#7
      took tick-ticked
      activated ticked#8 in #1
      completed ticked#8
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #6 -> tick
      timer #9 of #3 at +10800s then 0x PT1H -> tick
      activated tick#10 in #1
      completed tick#10
      took tick-ticked
      activated ticked#11 in #1
      completed ticked#11
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #9 -> tick
      activated tick#12 in #1
      completed tick#12
      took tick-ticked
      activated ticked#13 in #1
      completed ticked#13
      """)
    #expect(course.instance?.timers.isEmpty == true)
    expect(
      try course.decide("task"),
      """
      ann claimed #5
      ann decided task#5 {}
      set #1 {"decidedAt":"2026-01-01T11:00:00.000Z","decidedBy":"ann"}
      completed task#3
      took task-end
      activated end#14 in #1
      completed end#14
      completed process#1
      ended: end
      """)
  }

  @Test func `an endless cycle goes on until its activity ends`() throws {
    var course = try Course(Self.repeating("R/PT1H"))
    try course.start()
    for _ in 1...20 { try course.fireNextTimer() }
    #expect(course.now == Course.begin.adding(.seconds(20 * 3600)))
    try course.decide("task")
    #expect(course.outcome == "end")
  }

  @Test func `a cycle that fires late keeps its rhythm`() throws {
    var course = try Course(Self.repeating("R/PT1H"))
    try course.start()
    course.now = Course.begin.adding(.seconds(9000))
    expect(
      try course.fireNextTimer(),
      """
      fired #4 -> tick
      timer #6 of #3 at +7200s then everx PT1H -> tick
      activated tick#7 in #1
      completed tick#7
      took tick-ticked
      activated ticked#8 in #1
      completed ticked#8
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #6 -> tick
      timer #9 of #3 at +10800s then everx PT1H -> tick
      activated tick#10 in #1
      completed tick#10
      took tick-ticked
      activated ticked#11 in #1
      completed ticked#11
      """)
    expect(
      try course.fireNextTimer(),
      """
      fired #9 -> tick
      timer #12 of #3 at +14400s then everx PT1H -> tick
      activated tick#13 in #1
      completed tick#13
      took tick-ticked
      activated ticked#14 in #1
      completed ticked#14
      """)
  }
}
