import FEEL
import ProcessEngine

extension JointState {
  /// Equal for states that nothing that follows can tell apart.
  var signature: String {
    var writer = SignatureWriter(times: times)
    writer.write(now)
    for instance in instances {
      if let instance { writer.write(instance) } else { writer.write("not begun") }
    }
    for flight in flights {
      writer.write("\(flight.sender) to \(flight.receiver)")
      writer.write(flight.message)
    }
    return writer.text
  }

  /// Every point in time that an expression can compare, in order.
  private var times: [Timestamp] {
    var times: Set<Timestamp> = [now]
    for instance in instances.compactMap({ $0 }) {
      if instance.outcome == nil {
        for element in instance.elements { element.variables.collectTimes(into: &times) }
        for message in instance.mailbox { message.payload.collectTimes(into: &times) }
      }
    }
    for flight in flights { flight.message.payload.collectTimes(into: &times) }
    return times.sorted()
  }
}

/// Writes states with keys numbered anew and points in time by their place in the order of those that expressions can
/// compare. For a timer that place is enough: of several timers any may run out first, because each may be late.
private struct SignatureWriter {
  private let times: [Timestamp]
  private let ranks: [Timestamp: Int]
  private var keys: [Key: Int] = [:]
  private(set) var text = ""

  init(times: [Timestamp]) {
    self.times = times
    ranks = Dictionary(uniqueKeysWithValues: zip(times, times.indices))
  }

  mutating func write(_ word: String) {
    text += word
    text += "\n"
  }

  mutating func write(_ time: Timestamp) { write("@\(ranks[time] ?? -1)") }

  mutating func write(_ instance: Instance) {
    // Nothing follows from what an ended instance knows.
    if let outcome = instance.outcome { return write("ended \(outcome)") }
    keys = [:]
    for element in instance.elements {
      keys[element.key] = keys.count
      write("\(element.element) in \(number(element.scope))")
      write(element.variables)
    }
    for join in instance.joins {
      write("join \(join.element) in \(number(join.scope)) \(join.arrived.sorted())")
    }
    for wait in instance.subscriptions {
      write("wait \(number(wait.owner)) \(wait.target) \(wait.correlationKey)")
    }
    for timer in instance.timers.sorted(by: { ($0.owner, $0.target) < ($1.owner, $1.target) }) {
      let place = times.count { $0 <= timer.due }
      write("timer \(number(timer.owner)) \(timer.target) \(timer.repetitions ?? -1) @\(place)")
    }
    for task in instance.tasks {
      write("task \(number(task.owner)) \(task.assignee ?? "") \(task.excludedUsers)")
    }
    for message in instance.mailbox { write(message) }
  }

  mutating func write(_ message: ReceivedMessage) {
    write("\(message.name) of \(message.origin) (\(message.correlationKey))")
    write(message.payload)
  }

  private func number(_ key: Key?) -> Int { key.flatMap { keys[$0] } ?? -1 }

  private mutating func write(_ context: Context) {
    text += "{"
    for entry in context.entries {
      text += entry.key
      text += ":"
      write(entry.value)
    }
    text += "}\n"
  }

  private mutating func write(_ value: Value) {
    switch value {
    case .context(let context): write(context)
    case .list(let list):
      text += "["
      for element in list { write(element) }
      text += "]"
    case .string(let string):
      if let time = Timestamp(writtenAs: string) { write(time) } else { write(string) }
    default: write(value.jsonString)
    }
  }
}

extension Context {
  fileprivate func collectTimes(into times: inout Set<Timestamp>) {
    for entry in entries { entry.value.collectTimes(into: &times) }
  }
}

extension Value {
  fileprivate func collectTimes(into times: inout Set<Timestamp>) {
    switch self {
    case .context(let context): context.collectTimes(into: &times)
    case .list(let list): for element in list { element.collectTimes(into: &times) }
    case .string(let string):
      if let time = Timestamp(writtenAs: string) { times.insert(time) }
    default: break
    }
  }
}

extension Timestamp {
  /// nil for a text that is no date and time with an offset.
  fileprivate init?(writtenAs text: String) {
    let bytes = text.utf8
    guard bytes.count >= 20, bytes.count <= 35,
      bytes.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true
    else { return nil }
    do { try self.init(text) } catch { return nil }
  }
}
