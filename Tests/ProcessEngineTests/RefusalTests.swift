import BPMN
import FEEL
import Foundation
import ProcessEngine
import Testing

/// What cannot be executed: a snippet, where and why it is refused, and how `docs/bpmn-support.md` calls it.
struct Refusal: Sendable, CustomTestStringConvertible {
  let title: String
  let content: String
  var flows = "start > node > end"
  var declarations = ""
  /// The ids of the refused elements.
  var elements = ["node"]
  let reason: String

  var testDescription: String { title }

  private static let timer =
    "<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>"
  private static let signal = "<signalEventDefinition/>"

  /// Elements and markers of BPMN 2.0 that are not supported.
  static let unsupported: [Refusal] =
    [
      "task", "manualTask", "businessRuleTask", "callActivity", "inclusiveGateway",
      "complexGateway",
    ].map {
      Refusal(
        title: title(of: $0), content: "<\($0) id='node'/>",
        reason: "a node of type \($0) cannot be executed")
    } + [
      Refusal(
        title: "transaction", content: scope("transaction"),
        reason: "a node of type transaction cannot be executed"),
      Refusal(
        title: "ad-hoc subprocess", content: scope("adHocSubProcess"),
        reason: "a node of type adHocSubProcess cannot be executed"),
      Refusal(
        title: "multi-instance marker",
        content: "<userTask id='node'><multiInstanceLoopCharacteristics/></userTask>",
        reason: "multiInstanceLoopCharacteristics cannot be executed"),
      Refusal(
        title: "loop marker",
        content: "<userTask id='node'><standardLoopCharacteristics/></userTask>",
        reason: "standardLoopCharacteristics cannot be executed"),
      Refusal(
        title: "compensation marker", content: "<userTask id='node' isForCompensation='true'/>",
        reason: "the attribute isForCompensation of a user task cannot be executed"),
      Refusal(
        title: "instantiating receive task",
        content: "<receiveTask id='node' messageRef='m' instantiate='true'/>",
        reason: "the attribute instantiate of a receive task cannot be executed"),
      Refusal(
        title: "default flow of an activity",
        content: "<userTask id='node' default='node-end'/>",
        reason: "the attribute default of a user task cannot be executed"),
      Refusal(
        title: "conditional flow of an activity",
        content: "<userTask id='node'/>" + ModelText.flow("node", "end", if: "=true"),
        flows: "start > node", elements: ["node-end"],
        reason: "a condition is only executed behind an exclusive gateway, not behind a user task"),
      Refusal(
        title: "parallel event-based gateway",
        content: """
          <eventBasedGateway id='node' eventGatewayType='Parallel'/>
          <receiveTask id='a' messageRef='m'/><receiveTask id='b' messageRef='n'/>
          """, flows: "start > node > a > end, node > b > end",
        reason: "only an exclusive event-based gateway can be executed"),
      Refusal(
        title: "timer start event of a process",
        content: "<startEvent id='node'>\(timer)</startEvent>", flows: "start > end, node > end",
        reason: "an event of type timer cannot be executed here"),
      Refusal(
        title: "multiple event",
        content: """
          <intermediateCatchEvent id='node'><messageEventDefinition messageRef='m'/>
          <messageEventDefinition messageRef='n'/></intermediateCatchEvent>
          """, reason: "has more than one event definition"),
    ] + events

  private static let events: [Refusal] = [
    "signal", "escalation", "compensate", "conditional", "link", "cancel",
  ].flatMap { type -> [Refusal] in
    let event = "<\(type)EventDefinition/>"
    let title = type == "compensate" ? "compensation" : type
    return [
      Refusal(
        title: "\(title) event",
        content: "<intermediateCatchEvent id='node'>\(event)</intermediateCatchEvent>",
        reason: "an event of type \(type) cannot be executed here"),
      Refusal(
        title: "\(title) event",
        content: "<intermediateThrowEvent id='node'>\(event)</intermediateThrowEvent>",
        reason: "an intermediate throw event of type \(type) cannot be executed"),
      Refusal(
        title: "\(title) event", content: "<endEvent id='node'>\(event)</endEvent>",
        flows: "start > node", reason: "an end event of type \(type) cannot be executed"),
      Refusal(
        title: "\(title) event",
        content: """
          <userTask id='task'/>
          <boundaryEvent id='node' attachedToRef='task'>\(event)</boundaryEvent>
          """, flows: "start > task > end, node > end",
        reason: "an event of type \(type) cannot be executed here"),
      Refusal(
        title: "\(title) event", content: "<startEvent id='node'>\(event)</startEvent>",
        flows: "start > end, node > end", reason: "an event of type \(type) cannot be executed here"
      ),
    ]
  }

  private static func scope(_ type: String) -> String {
    ModelText.subprocess("node", "", "<startEvent id='a'/><endEvent id='b'/>", flows: "a > b")
      .replacing("subProcess", with: type)
  }

  private static func title(of type: String) -> String {
    switch type {
    case "task": "undefined task"
    case "manualTask": "manual task"
    case "businessRuleTask": "business rule task"
    case "callActivity": "call activity"
    case "inclusiveGateway": "inclusive gateway"
    default: "complex gateway"
    }
  }
}

extension Refusal {
  /// Mistakes in elements that are supported.
  static let mistakes: [Refusal] = tasks + timers + gateways + connections + waits

  private static func mistake(
    _ content: String, flows: String = "start > node > end", at elements: [String] = ["node"],
    _ reason: String
  ) -> Refusal {
    Refusal(
      title: reason, content: content, flows: flows, elements: elements, reason: reason)
  }

  private static func task(_ type: String, _ extensions: String, _ attributes: String = "")
    -> String
  {
    "<\(type) id='node' \(attributes)><extensionElements>\(extensions)</extensionElements></\(type)>"
  }

  private static let tasks = [
    mistake("<serviceTask id='node'/>", "names no handler (zeebe:taskDefinition type)"),
    mistake(
      task("serviceTask", "<zeebe:taskDefinition type='none'/>"),
      "there is no handler `none`; there are: work"),
    mistake(
      task("serviceTask", "<zeebe:taskDefinition type='work' retries='=1 +'/>"), "the retries: "),
    mistake(
      task("userTask", "<zeebe:formDefinition formId='none'/>"),
      "names the form `none`, which is not there"),
    mistake(
      task("userTask", "<zeebe:properties><zeebe:property name='x' value='y'/></zeebe:properties>"),
      "the property `x` of a user task has no meaning"),
    mistake(
      task("userTask", "<zeebe:taskDefinition type='work'/>"),
      "the extension taskDefinition has no meaning on a user task"),
    mistake(
      task("userTask", "<zeebe:calledElement/>"),
      "the extension element zeebe:calledElement is not known"),
    mistake(
      task(
        "userTask", "<zeebe:ioMapping><zeebe:input source='=1' target='a..b'/></zeebe:ioMapping>"),
      "an input mapping: the target `a..b` is no variable path"),
    mistake(
      task("userTask", "<zeebe:ioMapping><zeebe:output source='=(' target='a'/></zeebe:ioMapping>"),
      "an output mapping: "),
    mistake("<sendTask id='node'/>", "names no message (messageRef)"),
    mistake("<receiveTask id='node'/>", "names no message (messageRef)"),
    mistake(
      "<scriptTask id='node'><script>1 + 1</script></scriptTask>",
      "its script must be a FEEL expression (zeebe:script expression and resultVariable)"),
    mistake(
      "<endEvent id='node'><errorEventDefinition/></endEvent>", flows: "start > node",
      "names no error (errorRef)"),
    mistake(
      "<userTask id='task'/><boundaryEvent id='node' attachedToRef='task'/>",
      flows: "start > task > end, node > end",
      "has no event definition, so nothing could ever trigger it"),
  ]

  private static func catching(_ timer: String) -> String {
    "<intermediateCatchEvent id='node'><timerEventDefinition>\(timer)</timerEventDefinition></intermediateCatchEvent>"
  }

  private static func border(_ definition: String, _ attributes: String = "") -> String {
    "<userTask id='task'/><boundaryEvent id='node' attachedToRef='task' \(attributes)>\(definition)</boundaryEvent>"
  }

  private static let bordered = "start > task > end, node > end"
  private static let cycle = "a cycle only makes sense where the event does not interrupt"

  private static let timers = [
    mistake(
      catching("<timeDuration>1 hour</timeDuration>"), "`1 hour` is no ISO 8601 duration"),
    mistake(
      catching("<timeDuration>PT0S</timeDuration>"), "`PT0S` is no ISO 8601 duration"),
    mistake(catching("<timeDate>2026-13-01</timeDate>"), "`2026-13-01` is no ISO 8601 date"),
    mistake(catching("<timeDate>=now(</timeDate>"), "the timer: "),
    mistake(catching("<timeCycle>R3/PT1H</timeCycle>"), cycle),
    mistake(border(timer), flows: bordered, cycle),
    mistake(
      border(
        "<timerEventDefinition><timeCycle>R0/PT1H</timeCycle></timerEventDefinition>",
        "cancelActivity='false'"), flows: bordered, "`R0/PT1H` is no ISO 8601 cycle such as R3/PT8H"
    ),
    mistake(
      ModelText.subprocess(
        "handler", "triggeredByEvent='true'", "<startEvent id='node'>\(timer)</startEvent>",
        flows: ""), flows: "start > end", cycle),
  ]

  private static let gateways = [
    mistake(
      "<exclusiveGateway id='node'/><endEvent id='other'/>",
      flows: "start > node > end, node > other",
      at: ["node-end", "node-other"],
      "stands behind an exclusive gateway and has no condition, but is not the default"),
    mistake(
      "<exclusiveGateway id='node' default='node-end'/>"
        + ModelText.flow("node", "end", if: "=true"),
      flows: "start > node", at: ["node-end"],
      "is the default behind an exclusive gateway and may have no condition"),
    mistake(
      "<exclusiveGateway id='node'/>" + ModelText.flow("node", "end", if: "=1 &gt;"),
      flows: "start > node", at: ["node-end"], "the condition: "),
    mistake(
      "<exclusiveGateway id='node'/>", flows: "start > node, start > end",
      "no sequence flow leads out of it"),
    mistake(
      "<parallelGateway id='node'/>", flows: "start > node, start > end",
      "no sequence flow leads out of it"),
    mistake(
      "<eventBasedGateway id='node'/><receiveTask id='a' messageRef='m'/>",
      flows: "start > node > a > end", "needs at least two events behind it to choose between"),
    mistake(
      "<eventBasedGateway id='node'/><userTask id='a'/><receiveTask id='b' messageRef='m'/>",
      flows: "start > node > a > end, node > b > end",
      "leads to a, which is neither a catch event nor a receive task"),
    mistake(
      "<eventBasedGateway id='gate'/><receiveTask id='node' messageRef='m'/><receiveTask id='b' messageRef='n'/>",
      flows: "start > gate > node > end, gate > b > node",
      "stands behind an event-based gateway and may have no other incoming flow"),
    mistake(
      """
      <eventBasedGateway id='gate'/><receiveTask id='node' messageRef='m'/>
      <receiveTask id='b' messageRef='n'/><boundaryEvent id='border' attachedToRef='node'>
      <messageEventDefinition messageRef='m'/></boundaryEvent>
      """, flows: "start > gate > node > end, gate > b > end, border > end",
      "stands behind an event-based gateway and may have no input mapping and no boundary event"),
  ]

  private static let connections = [
    mistake("<userTask id='node'/>", flows: "start > end, node > end", "cannot be reached"),
    mistake(
      "<userTask id='node'/><userTask id='other'/>", flows: "start > end, node > other > node",
      at: ["node", "other"], "cannot be reached"),
    mistake(
      "<userTask id='node'/>", flows: "start > node > start, node > end", at: ["start"],
      "nothing may flow into it"),
    mistake("<endEvent id='node'/>", "nothing may flow out of an end event"),
    mistake(
      "<startEvent id='node'/>", flows: "start > end, node > end",
      "another start event of the process waits for no event too"),
    mistake(
      ModelText.subprocess("node", "", "<userTask id='a'/><endEvent id='b'/>", flows: "a > b"),
      at: ["node", "a", "b"], ""),
    mistake(
      ModelText.subprocess(
        "node", "", "<startEvent id='a'><messageEventDefinition messageRef='m'/></startEvent>",
        flows: ""), at: ["node", "a"], ""),
    mistake(
      ModelText.subprocess(
        "handler", "triggeredByEvent='true'", "<startEvent id='node'/>", flows: ""),
      flows: "start > end", "the start event of an event subprocess needs a trigger"),
    mistake(
      ModelText.subprocess(
        "node", "triggeredByEvent='true'",
        "<startEvent id='a'><messageEventDefinition messageRef='m'/></startEvent>", flows: ""),
      flows: "start > end, node > end", "nothing may flow out of an event subprocess"),
  ]

  private static let waits = [
    mistake(
      border("<errorEventDefinition errorRef='e'/>", "cancelActivity='false'"), flows: bordered,
      "an error always interrupts (cancelActivity must not be false)"),
    mistake(
      ModelText.subprocess(
        "handler", "triggeredByEvent='true'",
        "<startEvent id='node' isInterrupting='false'><errorEventDefinition/></startEvent>",
        flows: ""), flows: "start > end",
      "an error always interrupts (isInterrupting must not be false)"),
    mistake(
      "<exclusiveGateway id='gate'/><boundaryEvent id='node' attachedToRef='gate'><messageEventDefinition messageRef='m'/></boundaryEvent>",
      flows: "start > gate > end, node > end", "is attached to gate, which is no activity"),
    mistake(
      border("<messageEventDefinition messageRef='m'/>")
        + "<boundaryEvent id='again' attachedToRef='task'><messageEventDefinition messageRef='m'/></boundaryEvent>",
      flows: "start > task > end, node > end, again > end", at: ["again"],
      "another event at the same place waits for the message M already"),
    mistake(
      border("<errorEventDefinition/>")
        + "<boundaryEvent id='again' attachedToRef='task'><errorEventDefinition/></boundaryEvent>",
      flows: "start > task > end, node > end, again > end", at: ["again"],
      "another event at the same place waits for every error already"),
    Refusal(
      title: "an error without a code",
      content: border("<errorEventDefinition errorRef='g'/>"), flows: bordered,
      declarations: "<error id='g' name='G'/>", elements: ["g"],
      reason: "the error has no errorCode"),
  ]
}

struct RefusalTests {
  @Test(arguments: Refusal.unsupported + Refusal.mistakes)
  func `what cannot be executed is refused with its place and the reason`(_ refusal: Refusal) throws
  {
    let ends =
      refusal.flows.contains("end") || refusal.content.contains("\"end\"")
      ? "<endEvent id='end'/>" : ""
    let model = ModelText(
      "<startEvent id='start'/>\n\(refusal.content)\n\(ends)", flows: refusal.flows,
      declarations: refusal.declarations)
    let failure = try #require(throws: ReadFailure.self) { try model.compiled() }
    let found = failure.problems.compactMap(\.elementID)
    #expect(found == refusal.elements || Set(found) == Set(refusal.elements), "\(failure)")
    #expect(Set(failure.problems).count == failure.problems.count, "each problem once")
    let lines = model.xml.split(separator: "\n", omittingEmptySubsequences: false)
    for problem in failure.problems {
      #expect(problem.reason.hasPrefix(refusal.reason), "\(problem)")
      let element = try #require(problem.elementID)
      let place = try #require(
        lines.firstIndex { $0.contains("id='\(element)'") || $0.contains("id=\"\(element)\"") })
      #expect(problem.line >= place + 1 && problem.line <= place + 4, "\(problem)")
    }
  }

  @Test func `all problems are reported together, in the order of the file`() throws {
    let model = ModelText(
      "<startEvent id='start'/>\n<task id='a'/>\n<serviceTask id='b'/>\n<endEvent id='end'/>",
      flows: "start > a > b > end")
    let failure = try #require(throws: ReadFailure.self) { try model.compiled() }
    #expect(failure.problems.map(\.elementID) == ["a", "b"])
    #expect(failure.problems.map(\.line) == [5, 6])
  }

  @Test func `an unknown process is refused`() throws {
    let definitions = try Definitions(
      xml: Array(ModelText("<startEvent id='start'/>", flows: "").xml.utf8))
    #expect(throws: ReadFailure.self) {
      try ExecutableProcess(definitions, processID: "other", definition: DefinitionID("1"))
    }
  }
}
