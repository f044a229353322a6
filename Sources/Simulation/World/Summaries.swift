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
    case .replay(let message, _, _): "replay \(message.summary)"
    case .begin(let order, _, _, _): "begin …\(order.short)"
    case .command(let order, let stimulus, _): "\(stimulus.summary) of …\(order.short)"
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
    case .claimTask(let key, let actor): "claim task \(key) by \(actor.user)"
    case .releaseTask(let key, let actor): "release task \(key) by \(actor.user)"
    case .completeTask(let key, let actor, let data):
      "complete task \(key) by \(actor.user) with \(data["decision"]?.string ?? "nothing")"
    case .jobCompleted(let key, _), .jobFailed(let key, _, _), .jobThrewError(let key, _, _):
      "job \(key)"
    case .retryIncident(let key, _, _): "retry incident \(key)"
    case .terminate: "terminate"
    }
  }
}

extension JournalEntry {
  var summary: String {
    let sent = outgoing.map { " → \($0.name) \($0.sequence)" }.joined()
    return "\(number): step \(step) of …\(order.short)\(sent)"
  }
}
