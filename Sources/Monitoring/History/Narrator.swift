package import Exchange
import FEEL
import FoundationEssentials
package import ProcessEngine

/// Tells what an entry of the journal means, in words for people.
package struct Narrator: Sendable {
  private let map: ProcessMap

  package init(_ map: ProcessMap) { self.map = map }

  /// One thing that happened in a step.
  package struct Happening: Hashable, Sendable {
    package let text: String
    /// The message that it is about, by id.
    package let message: String?
    /// The activation of a flow node that it is, by key.
    package let visit: Key?

    package init(_ text: String, message: String? = nil, visit: Key? = nil) {
      self.text = text
      self.message = message
      self.visit = visit
    }
  }

  /// What happened in a step, in order, without what only the engine cares for.
  package func happenings(of entry: JournalEntry) -> [Happening] {
    var messages = entry.messages[...]
    var names: [String: String] = [:]
    let refused = entry.quarantined.map {
      Happening("put \($0.name) into quarantine: \($0.reason)", message: $0.id)
    }
    let told: [Happening] = entry.events.compactMap { event in
      switch event {
      case .messageReceived(let message):
        names[message.id] = message.name
        return Happening("received \(message.name)", message: message.id)
      case .messageCorrelated(let id, _, let target):
        let name = names[id].map { "\($0) " } ?? "a message "
        return Happening("used \(name)at \(label(target))", message: id)
      case .messageDiscarded(let id, let name):
        return Happening("left \(name) unread", message: id)
      case .messageSent(let name, _, _, _):
        let sent = messages.popFirst()
        let to = sent.map { " to \($0.receiver)" } ?? ""
        return Happening("sent \(name)\(to)", message: sent?.id.uuidString.lowercased())
      default:
        return text(of: event).map { Happening($0, visit: event.activated) }
      }
    }
    return (refused.map { [$0] } ?? []) + told
  }

  /// The most telling thing of a step, for a list with one line for each.
  package func headline(of entry: JournalEntry) -> String {
    let happenings = happenings(of: entry)
    let isTelling: (Happening) -> Bool = { !$0.text.hasPrefix("reached") }
    if let end = happenings.last(where: { $0.text.hasPrefix("ended") }) { return end.text }
    let first = happenings.first(where: isTelling) ?? happenings.first
    guard let first else { return "went on" }
    let reached = happenings.last { $0.text.hasPrefix("reached") }
    if let reached, reached != first { return "\(first.text), \(reached.text)" }
    return first.text
  }

  private func text(of event: Event) -> String? {
    switch event {
    case .instanceStarted: "began"
    case .instanceEnded(let outcome): "ended: \(outcome)"
    case .elementActivated(_, let element, let scope):
      scope == nil ? nil : "reached \(label(element))"
    case .elementTerminated(_, let element): "broke off \(label(element))"
    case .timerFired(_, let target): "timer ran out: \(label(target))"
    case .timerScheduled(let timer): "timer set: \(label(timer.target)), \(timer.due)"
    case .taskCreated(let task):
      "task opened: \(task.name)" + (task.due.map { ", due \($0)" } ?? "")
    case .taskClaimed(_, let user): "task claimed by \(user)"
    case .taskReleased(_, let user): "task given back by \(user)"
    case .taskAssigned(_, let other, let user): "task handed to \(other) by \(user)"
    case .taskDelegated(_, let other, let user): "task delegated to \(other) by \(user)"
    case .taskResolved(_, let user): "task given back to its owner by \(user)"
    case .taskCommented(_, let user, _, _): "comment by \(user)"
    case .taskRescheduled(_, let user, let due, _, _):
      "task rescheduled by \(user)" + (due.map { ", due \($0)" } ?? "")
    case .taskDecided(_, let user, let data, let effectiveAt):
      "decided by \(user)" + decision(in: data) + ", in effect from \(effectiveAt)"
    case .taskDecisionUndone(_, let user, let reason):
      "decision undone by \(user)" + (reason.map { ": \($0)" } ?? "")
    case .taskCompleted(_, let element, let user, let data):
      "task done: \(label(element)) by \(user)" + decision(in: data)
    case .taskWithdrawn(_, let element): "task withdrawn: \(label(element))"
    case .taskReminded(_, let text): "reminded: \(text)"
    case .taskEscalated(_, let group, _, let text): "escalated to \(group): \(text)"
    case .jobCompleted(_, let element): "job done: \(label(element))"
    case .jobFailed(_, let retries, _, let reason): "job failed, \(retries) retries left: \(reason)"
    case .errorThrown(let element, let code): "error \(code) at \(label(element))"
    case .incidentRaised(let incident): "incident at \(label(incident.element)): \(incident.reason)"
    case .incidentResolved(_, let user): "incident resolved by \(user)"
    case .elementCompleted, .flowTaken, .joinArrived, .joinDiscarded, .variablesSet,
      .subscriptionOpened,
      .subscriptionClosed, .timerCanceled, .jobCreated, .messageReceived, .messageCorrelated,
      .messageDiscarded, .messageSent:
      nil
    }
  }

  private func decision(in data: Context) -> String {
    data["decision"]?.string.map { " (\($0))" } ?? ""
  }

  private func label(_ element: String) -> String { map.label(of: element) }
}

extension Event {
  /// The key of the flow node's activation that it is.
  fileprivate var activated: Key? {
    if case .elementActivated(let key, _, _) = self { key } else { nil }
  }
}
