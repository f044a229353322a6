import FEEL
import SplitMix

/// A random process of nested blocks: what comes in at a block's entry goes out at its exit.
struct RandomModel {
  private var random: SplitMix64
  private var number = 0
  private var content = ""
  private var flows: [String] = []

  /// A part of a model with one way in and one way out.
  private typealias Block = (entry: String, exit: String)

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func model() -> ModelText {
    content = "<startEvent id='start'/><endEvent id='end'/>"
    flows = []
    let body = block(depth: 3)
    flows += ["start > \(body.entry)", "\(body.exit) > end"]
    if random.next(3) == 0 { content += eventSubprocess(depth: 1) }
    return ModelText(content, flows: flows.joined(separator: ","))
  }

  private mutating func id(_ kind: String) -> String {
    number += 1
    return "\(kind)\(number)"
  }

  private mutating func block(depth: Int) -> Block {
    switch random.next(depth > 0 ? 9 : 4) {
    case 0: return one("userTask", "")
    case 1:
      return one(
        "serviceTask",
        "<extensionElements><zeebe:taskDefinition type='work' retries='2'/></extensionElements>")
    case 2: return one("receiveTask", "", "messageRef='\(random.next(2) == 0 ? "m" : "n")'")
    case 3: return one("sendTask", "", "messageRef='m'")
    case 4, 5: return sequence(depth)
    case 6: return fork(depth)
    case 7: return choice(depth)
    default: return subprocess(depth)
    }
  }

  private mutating func one(_ type: String, _ inside: String, _ attributes: String = "") -> Block {
    let id = id(type)
    content += "<\(type) id='\(id)' \(attributes)>\(inside)</\(type)>"
    return (id, id)
  }

  private mutating func sequence(_ depth: Int) -> Block {
    let first = block(depth: depth - 1)
    let second = block(depth: depth - 1)
    flows.append("\(first.exit) > \(second.entry)")
    return (first.entry, second.exit)
  }

  private mutating func fork(_ depth: Int) -> Block {
    let fork = id("fork")
    let join = id("join")
    content += "<parallelGateway id='\(fork)'/><parallelGateway id='\(join)'/>"
    for _ in 0..<2 {
      let branch = block(depth: depth - 1)
      flows += ["\(fork) > \(branch.entry)", "\(branch.exit) > \(join)"]
    }
    return (fork, join)
  }

  private mutating func choice(_ depth: Int) -> Block {
    let gate = id("gate")
    let merge = id("merge")
    let usual = block(depth: depth - 1)
    let other = block(depth: depth - 1)
    content += "<exclusiveGateway id='\(gate)' default='\(gate)-\(usual.entry)'/>"
    content += "<exclusiveGateway id='\(merge)'/>"
    // A comparison that may well fail, as x is a number, a text, or not there.
    content += ModelText.flow(gate, other.entry, if: "=x &gt; 1")
    flows += ["\(gate) > \(usual.entry)", "\(usual.exit) > \(merge)", "\(other.exit) > \(merge)"]
    return (gate, merge)
  }

  private mutating func subprocess(_ depth: Int) -> Block {
    let id = id("sub")
    let outside = (content, flows)
    (content, flows) = ("<startEvent id='\(id)in'/>", [])
    let body = block(depth: depth - 1)
    flows += ["\(id)in > \(body.entry)", "\(body.exit) > \(id)out"]
    content += Self.ends[random.next(Self.ends.count)].replacing("ID", with: "\(id)out")
    if random.next(2) == 0 { content += eventSubprocess(depth: 0) }
    let inside = ModelText.subprocess(id, "", content, flows: flows.joined(separator: ","))
    (content, flows) = outside
    content += inside
    let merge = self.id("merge")
    content += "<exclusiveGateway id='\(merge)'/>"
    content +=
      "<boundaryEvent id='\(id)error' attachedToRef='\(id)'><errorEventDefinition/></boundaryEvent>"
    flows += ["\(id) > \(merge)", "\(id)error > \(merge)"]
    if random.next(2) == 0 {
      let interrupts = random.next(2) == 0
      content += """
        <boundaryEvent id='\(id)edge' attachedToRef='\(id)' cancelActivity='\(interrupts)'>
        \(Self.triggers[random.next(interrupts ? 2 : 3)])</boundaryEvent>
        """
      content += "<endEvent id='\(id)edgeEnd'/>"
      flows.append("\(id)edge > \(interrupts ? merge : "\(id)edgeEnd")")
      if interrupts { content = content.replacing("<endEvent id='\(id)edgeEnd'/>", with: "") }
    }
    return (id, merge)
  }

  private mutating func eventSubprocess(depth: Int) -> String {
    let id = id("event")
    let outside = (content, flows)
    (content, flows) = ("", [])
    let interrupts = random.next(2) == 0
    let start = """
      <startEvent id='\(id)in' isInterrupting='\(interrupts)'>
      \(Self.triggers[random.next(interrupts ? 2 : 3)])</startEvent>
      """
    let body = block(depth: depth)
    content += start + Self.ends[random.next(Self.ends.count)].replacing("ID", with: "\(id)out")
    flows += ["\(id)in > \(body.entry)", "\(body.exit) > \(id)out"]
    let text = ModelText.subprocess(
      id, "triggeredByEvent='true'", content, flows: flows.joined(separator: ","))
    (content, flows) = outside
    return text
  }

  private static let ends = [
    "<endEvent id='ID'/>", "<endEvent id='ID'><terminateEventDefinition/></endEvent>",
    "<endEvent id='ID'><errorEventDefinition errorRef='e'/></endEvent>",
  ]
  private static let triggers = [
    "<messageEventDefinition messageRef='n'/>",
    "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>",
    "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>",
  ]
}

extension SplitMix64 {
  /// One of 0 ..< `bound`.
  mutating func next(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
