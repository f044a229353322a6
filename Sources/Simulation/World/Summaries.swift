import Exchange
import FEEL
import Participant
import ProcessEngine

/// How things are named in a trace. Orders are told apart by the end of their ids.

extension InstanceID {
  var short: String { String(description.suffix(4)) }
}

extension OrderMessage {
  var summary: String { "\(name) \(sequence) of …\(order.short)" }
}

extension Delivery {
  var summary: String { content.summary }
}

extension Delivery.Content {
  var summary: String {
    switch self {
    case .message(let message): message.summary
    case .unusable(let message): "something \(message.reason.rawValue)"
    }
  }
}

extension Inbound {
  var summary: String {
    switch self {
    case .message(let message, _): message.summary
    case .unusable(let message, _): "something \(message.reason.rawValue)"
    case .replay(let message, _, _, _, _): "replay \(message.summary)"
    case .begin(let order, _, _, _, _, _): "begin …\(order.short)"
    case .command(let order, let stimulus, _, _): "\(stimulus.summary) of …\(order.short)"
    case .timer(let work, _): "timer \(work.key) of …\(work.order.short)"
    case .job(let work, _): "job \(work.key) of …\(work.order.short)"
    }
  }
}

extension Stimulus {
  fileprivate var summary: String {
    switch self {
    case .start: "start"
    case .message(let message), .command(let message): message.name
    case .timerDue(let key): "timer \(key)"
    case .task(let key, let action, let actor, _):
      "\(action.summary) task \(key) by \(actor.user)"
    case .jobCompleted(let key, _), .jobFailed(let key, _, _), .jobThrewError(let key, _, _):
      "job \(key)"
    case .retryIncident(let key, _, _): "retry incident \(key)"
    case .terminate: "terminate"
    }
  }
}

extension TaskAction {
  fileprivate var summary: String {
    switch self {
    case .claim: "claim"
    case .release: "release"
    case .assign(let other): "assign to \(other.user)"
    case .delegate(let other): "delegate to \(other.user)"
    case .resolve: "resolve"
    case .comment: "comment on"
    case .reschedule: "reschedule"
    case .decide(let data, let effectiveAt):
      "decide \(data["decision"]?.string ?? "nothing") \(effectiveAt == nil ? "now on" : "later on")"
    case .undo: "undo"
    }
  }
}

extension JournalEntry {
  var summary: String {
    let sent = outgoing.map { " → \($0.name) \($0.sequence)" }.joined()
    return "\(number): step \(step) of …\(order.short)\(sent)"
  }
}
