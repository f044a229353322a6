import FEEL
import HTTPTypes
import Participant
import ProcessEngine

/// What a request was about, for the members of a problem.
struct Subject: Sendable {
  var order: InstanceID?
  var key: Key?

  var members: Context {
    Context(compact: [
      ("orderId", order.map { .string($0.description) }),
      (
        "taskId",
        order.flatMap { order in key.map { .string(WorkName(order: order, key: $0).description) } }
      ),
    ])
  }
}

extension Problem {
  init(_ failure: CommandFailure, about subject: Subject) {
    switch failure {
    case .rejected(let rejection): self.init(rejection, about: subject)
    case .keyReused:
      self.init(
        .keyReused,
        "The Idempotency-Key was used before with another body. Send the same body, or take a new key."
      )
    case .unavailable(let reason, let retryAfter):
      self.init(unavailable: reason, retryAfter: retryAfter)
    }
  }

  init(_ error: StoreError) {
    switch error {
    case .unavailable, .laneLost:
      self.init(unavailable: "The database cannot be reached. Try again.", retryAfter: .seconds(2))
    case .outcomeUnknown:
      self.init(
        unavailable:
          "The connection to the database was lost. It may have been done: look before you ask again.",
        retryAfter: .seconds(2))
    case .invalidCursor:
      self.init(.invalidQuery, "The cursor is not one that this list gave.")
    case .broken:
      self.init(
        .internalError, "The store could not do it. The operator finds the reason in the log.")
    }
  }

  private init(unavailable reason: String, retryAfter: Duration) {
    let seconds = max(1, retryAfter.components.seconds)
    self.init(.unavailable, reason, headers: [.retryAfter: "\(seconds)"])
  }

  init(_ rejection: Rejection, about subject: Subject) {
    self = Self.problem(of: rejection)
    members.merge(subject.members)
  }

  private static func problem(of rejection: Rejection) -> Problem {
    switch rejection {
    case .noSuchInstance: Problem(.orderNotFound, "There is no order with this id.")
    case .ended(let outcome):
      Problem(
        .orderEnded, "The order has ended: \(outcome). Nothing about it can be changed any more.",
        members: ["outcome": .string(outcome)])
    case .alreadyStarted: Problem(.notExpected, "There is an order with this id already.")
    case .cannotStart(let reason):
      Problem(.cannotStart, "This party's process does not begin by hand: \(reason).")
    case .unknownMessage(let name):
      Problem(.notExpected, "This party's process knows no \(name).")
    case .notExpected(let message):
      Problem(
        .notExpected, "The order is not at a point of the process where \(message) is possible.")
    case .mailboxFull(let limit):
      Problem(.notExpected, "\(limit) messages wait for this order already; it takes no more.")
    case .noSuchTimer(let key), .notYetDue(let key, _), .noSuchJob(let key):
      Problem(.notExpected, "There is nothing to be done about \(key).")
    case .noSuchIncident(let key):
      Problem(
        .incidentNotFound, "The order has no open incident \(key): it was resolved, or never was.")
    case .stepLimit:
      Problem(.internalError, "The process runs in circles: the model has to be corrected.")
    case .noSuchTask, .taskClaimed, .notCandidate, .excluded, .notAssignee, .invalidForm,
      .staleTask,
      .decisionPending, .nothingToUndo, .delegated, .notDelegated:
      taskProblem(of: rejection)
    }
  }

  private static func taskProblem(of rejection: Rejection) -> Problem {
    switch rejection {
    case .noSuchTask(let key): Problem(.taskNotFound, "The order has no open task \(key).")
    case .taskClaimed(let user), .notAssignee(_, .some(let user)):
      Problem(
        .taskClaimed, "\(user) has claimed this task. Ask \(user) to release it.",
        members: ["claimedBy": .string(user)])
    case .notAssignee(_, .none):
      Problem(.taskNotClaimed, "Nobody has claimed this task, so there is nothing to release.")
    case .notCandidate(let user):
      Problem(.notCandidate, "\(user) is not among those who may decide this task.")
    case .excluded(let user):
      Problem(
        .excluded, "\(user) has decided before in this order; this decision needs somebody else.")
    case .staleTask(_, let revision):
      Problem(
        .staleTask, "The task has changed since you looked at it. Look again, then decide.",
        members: ["revision": .number(revision)])
    case .decisionPending(let user, let until):
      Problem(
        .decisionPending,
        "\(user) has decided this task. It takes effect at \(until), unless it is undone.",
        members: ["decidedBy": .string(user), "effectiveAt": .time(until)])
    case .nothingToUndo:
      Problem(.nothingToUndo, "No decision waits to take effect, so there is nothing to undo.")
    case .delegated(let owner, let delegate):
      Problem(
        .taskDelegated,
        "\(owner) has delegated this task to \(delegate), who has to resolve it first.",
        members: ["delegatedBy": .string(owner), "claimedBy": .string(delegate)])
    case .notDelegated:
      Problem(.taskNotDelegated, "The task is not delegated, so there is nothing to resolve.")
    case .invalidForm(let errors):
      Problem(
        .invalidForm, "The decision was not taken: see the errors of each field.", errors: errors)
    default: preconditionFailure("not a rejection about tasks: \(rejection)")
    }
  }
}
