import FEEL
import ProcessEngine

extension Event {
  /// The event on one line, so that a test can show a whole decision as a text.
  var line: String {
    switch self {
    case .instanceStarted(_, let process, let definition): "started \(process) \(definition)"
    case .instanceEnded(let outcome): "ended: \(outcome)"
    case .elementActivated(let key, let element, let scope):
      "activated \(element)#\(key)" + (scope.map { " in #\($0)" } ?? "")
    case .elementCompleted(let key, let element): "completed \(element)#\(key)"
    case .elementTerminated(let key, let element): "terminated \(element)#\(key)"
    case .flowTaken(let flow): "took \(flow)"
    case .joinArrived(let element, let scope, let flow):
      "arrived at \(element) in #\(scope) by \(flow)"
    case .joinDiscarded(let element, let scope): "discarded join \(element) in #\(scope)"
    case .variablesSet(let scope, let variables): "set #\(scope) \(variables.text)"
    case .errorThrown(let element, let code): "error \(code) at \(element)"
    case .subscriptionOpened(let wait):
      "subscribed #\(wait.key) of #\(wait.owner): \(wait.message)(\(wait.correlationKey)) -> \(wait.target)"
    case .subscriptionClosed(let key): "unsubscribed #\(key)"
    case .timerScheduled(let timer):
      "timer #\(timer.key) of #\(timer.owner) at \(timer.due.offset)\(timer.cycle) -> \(timer.target)"
    case .timerFired(let key, let target): "fired #\(key) -> \(target)"
    case .timerCanceled(let key): "canceled timer #\(key)"
    case .messageReceived(let message):
      "received \(message.id) \(message.name)(\(message.correlationKey)) \(message.payload.text)"
    case .messageCorrelated(let id, let subscription, let target):
      "correlated \(id) with #\(subscription) -> \(target)"
    case .messageDiscarded(let id, let name): "discarded \(id) \(name)"
    case .messageSent(let name, let key, let payload, let element):
      "sent \(name)(\(key)) \(payload.text) from \(element)"
    default: workLine
    }
  }

  private var workLine: String {
    switch self {
    case .taskCreated(let task): "task #\(task.key) of #\(task.owner): \(task.name)"
    case .taskClaimed(let key, let user): "\(user) claimed #\(key)"
    case .taskReleased(let key, let user): "\(user) released #\(key)"
    case .taskAssigned(let key, let other, let user): "\(user) assigned #\(key) to \(other)"
    case .taskDelegated(let key, let other, let user): "\(user) delegated #\(key) to \(other)"
    case .taskResolved(let key, let user): "\(user) resolved task #\(key)"
    case .taskCommented(let key, let user, let text, let link):
      "\(user) commented on #\(key): \(text)" + (link.map { " (\($0.url))" } ?? "")
    case .taskRescheduled(let key, let user, let due, let followUp, let priority):
      "\(user) rescheduled #\(key) \(due?.offset ?? "-") \(followUp?.offset ?? "-") \(priority ?? -1)"
    case .taskDecided(let key, let user, let data, let effectiveAt):
      "\(user) will have decided #\(key) at \(effectiveAt.offset) \(data.text)"
    case .taskDecisionUndone(let key, let user, let reason):
      "\(user) undid #\(key)" + (reason.map { ": \($0)" } ?? "")
    case .taskCompleted(let key, let element, let user, let data):
      "\(user) decided \(element)#\(key) \(data.text)"
    case .taskWithdrawn(let key, let element): "withdrew \(element)#\(key)"
    case .taskReminded(let key, let text): "reminded of #\(key): \(text)"
    case .taskEscalated(let key, let group, let priority, let text):
      "escalated #\(key) to \(group) with \(priority): \(text)"
    case .jobCreated(let job):
      "job #\(job.key) of #\(job.owner): \(job.type) \(job.input.text) retries \(job.retries)"
    case .jobCompleted(let key, let element): "job done \(element)#\(key)"
    case .jobFailed(let key, let retries, let notBefore, let reason):
      "job #\(key) failed: \(reason); \(retries) left, not before \(notBefore.offset)"
    case .incidentRaised(let incident):
      "incident #\(incident.key) of \(incident.element)#\(incident.owner) \(incident.phase): \(incident.reason)"
    case .incidentResolved(let key, let user): "\(user) resolved #\(key)"
    default: "\(self)"
    }
  }
}

extension Context {
  /// As JSON.
  var text: String { Value.context(self).jsonString }
}

extension Timestamp {
  /// The distance from the beginning of the test, in seconds: `+3600s`.
  fileprivate var offset: String { "+\((microseconds - Course.begin.microseconds) / 1_000_000)s" }
}

extension ScheduledTimer {
  fileprivate var cycle: String {
    interval.map { " then \(repetitions.map(String.init) ?? "ever")x \($0)" } ?? ""
  }
}
