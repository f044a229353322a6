public import FEEL

/// Why a stimulus was refused. Nothing has changed then.
public enum Rejection: Error, Hashable, Sendable {
  case noSuchInstance
  case alreadyStarted
  /// The instance has ended; nothing can reach it any more.
  case ended(outcome: String)
  /// The process has no start event of that kind.
  case cannotStart(reason: String)
  /// The model has no event that catches this message.
  case unknownMessage(name: String)
  /// The command is not possible at this point of the process.
  case notExpected(message: String)
  /// More messages wait than an instance may hold.
  case mailboxFull(limit: Int)
  case noSuchTask(key: Key)
  case taskClaimed(by: String)
  case notCandidate(user: String)
  /// The user is the other pair of eyes: has decided before, where the model wants two people.
  case excluded(user: String)
  case notAssignee(user: String, assignee: String?)
  /// The task has changed since the person looked at it; `revision` is what it has now.
  case staleTask(key: Key, revision: Int)
  /// Somebody has decided, and until the decision takes effect nothing can be done but comment on it and undo it.
  case decisionPending(by: String, until: Timestamp)
  /// No decision is pending.
  case nothingToUndo(key: Key)
  /// The delegate prepares the decision and gives the task back; until then only that is possible.
  case delegated(by: String, to: String)
  case notDelegated
  /// The form's fields that are missing or wrong.
  case invalidForm([FormError])
  case noSuchTimer(key: Key)
  case notYetDue(key: Key, due: Timestamp)
  case noSuchJob(key: Key)
  case noSuchIncident(key: Key)
  /// The model took more steps in one go than `Execution.stepLimit`: it runs in circles.
  case stepLimit
}

/// What the engine makes of a stimulus.
public struct Decision: Hashable, Sendable {
  /// What happens, in order. Never empty.
  public let events: [Event]
  /// The instance after all of it.
  public let instance: Instance
}

extension Rejection: CustomStringConvertible {
  /// One sentence for whoever has to look into it.
  public var description: String {
    switch self {
    case .noSuchInstance: "there is no such order, and this begins none"
    case .alreadyStarted: "the order has begun already"
    case .ended(let outcome): "the order has ended (\(outcome))"
    case .cannotStart(let reason): reason
    case .unknownMessage(let name): "no event of the process catches \(name)"
    case .notExpected(let message): "nothing waits for \(message) now"
    case .mailboxFull(let limit): "\(limit) messages wait already, which is the limit"
    case .noSuchTask(let key): "task \(key) is not open"
    case .taskClaimed(let user): "the task is claimed by \(user)"
    case .notCandidate(let user): "\(user) is no candidate of the task"
    case .excluded(let user): "\(user) has decided before, and the process wants another person"
    case .notAssignee(let user, let assignee):
      "the task belongs to \(assignee ?? "nobody"), not to \(user)"
    case .staleTask(let key, let revision):
      "task \(key) has changed meanwhile: it is at revision \(revision)"
    case .decisionPending(let user, let until):
      "\(user) has decided; it takes effect at \(until) unless it is undone"
    case .nothingToUndo(let key): "no decision about task \(key) is pending"
    case .delegated(let owner, let delegate): "\(owner) has delegated the task to \(delegate)"
    case .notDelegated: "the task is not delegated"
    case .invalidForm(let errors): errors.map(\.message).joined(separator: "; ")
    case .noSuchTimer(let key): "timer \(key) does not run"
    case .notYetDue(let key, let due): "timer \(key) is due at \(due)"
    case .noSuchJob(let key): "job \(key) does not wait"
    case .noSuchIncident(let key): "incident \(key) is not open"
    case .stepLimit: "the process runs in circles"
    }
  }
}
