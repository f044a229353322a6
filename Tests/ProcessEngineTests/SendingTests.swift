import FEEL
import ProcessEngine
import Testing

/// What sends messages, and what they carry.
struct SendingTests {
  @Test func `a send task sends its local variables`() throws {
    let task = """
      <sendTask id='send' messageRef='keyed'><extensionElements>
      \(ModelText.mappings(inputs: ["=order.lines > lines", "=1 > revision"], outputs: ["=revision > sent"]))
      </extensionElements></sendTask>
      """
    var course = try Course(
      ModelText(
        "<startEvent id='start'/>\(task)<endEvent id='end'/>", flows: "start > send > end"))
    expect(
      try course.start([
        "key": .string("k"), "order": .context(["lines": .list([.number(1), .number(2)])]),
      ]),
      """
      started process v1
      activated process#1
      set #1 {"key":"k","order":{"lines":[1,2]}}
      activated start#2 in #1
      completed start#2
      took start-send
      activated send#3 in #1
      set #3 {"lines":[1,2],"revision":1}
      sent Keyed(k) {"lines":[1,2],"revision":1} from send
      set #1 {"sent":1}
      completed send#3
      took send-end
      activated end#4 in #1
      completed end#4
      completed process#1
      ended: end
      """)
  }

  @Test func `a throw event and an end event send messages`() throws {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><intermediateThrowEvent id='mark'/>
        <intermediateThrowEvent id='throw'><messageEventDefinition messageRef='m'/>
        </intermediateThrowEvent>
        <endEvent id='end' name='Told'><messageEventDefinition messageRef='n'/></endEvent>
        """, flows: "start > mark > throw > end"))
    expect(
      try course.start(),
      """
      started process v1
      activated process#1
      activated start#2 in #1
      completed start#2
      took start-mark
      activated mark#3 in #1
      completed mark#3
      took mark-throw
      activated throw#4 in #1
      sent M() {} from throw
      completed throw#4
      took throw-end
      activated end#5 in #1
      sent N() {} from end
      completed end#5
      completed process#1
      ended: Told
      """)
  }
}
