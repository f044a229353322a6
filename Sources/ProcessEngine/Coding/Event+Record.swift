public import FEEL

extension Event {
  /// The name of the kind of event, as it is stored and sent: `taskCreated`, …
  public var name: String { record["event"]?.string ?? "" }

  /// The event as it is stored and sent: an object whose `event` names the kind.
  public var record: Context {
    switch self {
    case .instanceStarted(let id, let process, let definition):
      Self.record(
        "instanceStarted",
        [
          ("id", .string(id.description)), ("process", .string(process)),
          ("definition", .string(definition.text)),
        ])
    case .instanceEnded(let outcome):
      Self.record("instanceEnded", [("outcome", .string(outcome))])
    case .elementActivated(let key, let element, let scope):
      if let scope {
        [
          "element": .string(element), "event": "elementActivated", "key": .number(key),
          "scope": .number(scope),
        ]
      } else {
        Self.record("elementActivated", key, element)
      }
    case .elementCompleted(let key, let element):
      Self.record("elementCompleted", key, element)
    case .elementTerminated(let key, let element):
      Self.record("elementTerminated", key, element)
    case .flowTaken(let flow):
      ["event": "flowTaken", "flow": .string(flow)]
    case .joinArrived(let element, let scope, let flow):
      Self.record(
        "joinArrived",
        [
          ("element", .string(element)), ("scope", .number(scope)), ("flow", .string(flow)),
        ])
    case .joinDiscarded(let element, let scope):
      Self.record(
        "joinDiscarded", [("element", .string(element)), ("scope", .number(scope))])
    case .variablesSet(let scope, let variables):
      Self.record("variablesSet", [("scope", .number(scope)), ("variables", .context(variables))])
    case .errorThrown(let element, let code):
      Self.record("errorThrown", [("element", .string(element)), ("code", .string(code))])
    case .subscriptionOpened, .subscriptionClosed, .timerScheduled, .timerFired, .timerCanceled,
      .messageReceived, .messageCorrelated, .messageDiscarded, .messageSent:
      waitRecord
    case .taskCreated, .taskClaimed, .taskReleased, .taskAssigned, .taskDelegated, .taskResolved,
      .taskCommented, .taskRescheduled, .taskDecided, .taskDecisionUndone, .taskCompleted,
      .taskWithdrawn, .taskReminded, .taskEscalated:
      taskRecord
    case .jobCreated, .jobCompleted, .jobFailed, .incidentRaised, .incidentResolved:
      workRecord
    }
  }

  private var waitRecord: Context {
    switch self {
    case .subscriptionOpened(let subscription):
      Self.record("subscriptionOpened", merging: subscription.record)
    case .subscriptionClosed(let key):
      Self.record("subscriptionClosed", [("key", .number(key))])
    case .timerScheduled(let timer):
      Self.record("timerScheduled", merging: timer.record)
    case .timerFired(let key, let target):
      Self.record("timerFired", [("key", .number(key)), ("target", .string(target))])
    case .timerCanceled(let key):
      Self.record("timerCanceled", [("key", .number(key))])
    case .messageReceived(let message):
      Self.record("messageReceived", merging: message.record)
    case .messageCorrelated(let id, let subscription, let target):
      Self.record(
        "messageCorrelated",
        [
          ("id", .string(id)), ("subscription", .number(subscription)), ("target", .string(target)),
        ])
    case .messageDiscarded(let id, let name):
      Self.record("messageDiscarded", [("id", .string(id)), ("name", .string(name))])
    case .messageSent(let name, let correlationKey, let payload, let element):
      Self.record(
        "messageSent",
        [
          ("name", .string(name)), ("correlationKey", .string(correlationKey)),
          ("payload", .context(payload)), ("element", .string(element)),
        ])
    default: preconditionFailure("not an event of waits: \(self)")
    }
  }

  private var workRecord: Context {
    switch self {
    case .jobCreated(let job): Self.record("jobCreated", merging: job.record)
    case .jobCompleted(let key, let element): Self.record("jobCompleted", key, element)
    case .jobFailed(let key, let retries, let notBefore, let reason):
      Self.record(
        "jobFailed",
        [
          ("key", .number(key)), ("retries", .number(retries)), ("notBefore", .time(notBefore)),
          ("reason", .string(reason)),
        ])
    case .incidentRaised(let incident): Self.record("incidentRaised", merging: incident.record)
    case .incidentResolved(let key, let user):
      Self.record("incidentResolved", [("key", .number(key)), ("by", .string(user))])
    default: preconditionFailure("not an event of work: \(self)")
    }
  }

  static func record(_ name: String, _ entries: [(String, Value?)]) -> Context {
    var record = Context(compact: entries)
    record["event"] = .string(name)
    return record
  }

  static func record(_ name: String, _ key: Key, _ element: String) -> Context {
    ["element": .string(element), "event": .string(name), "key": .number(key)]
  }

  static func record(_ name: String, merging record: Context) -> Context {
    var named = record
    named["event"] = .string(name)
    return named
  }
}
