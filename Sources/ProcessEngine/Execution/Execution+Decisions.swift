import FEEL

/// How people decide user tasks, at once or with time to think better of it.
extension Execution {
  /// Nothing changes before the person and the form's data are found right.
  mutating func decide(
    _ task: UserTask, data: Context, effectiveAt: Timestamp?, by actor: Actor
  ) throws(Rejection) {
    if let owner = task.delegatedBy, let delegate = task.assignee {
      throw .delegated(by: owner, to: delegate)
    }
    if let assignee = task.assignee, assignee != actor.user {
      throw .notAssignee(user: actor.user, assignee: assignee)
    }
    try task.checkMayDecide(actor)
    let errors = errors(in: data, for: task)
    guard errors.isEmpty else { throw .invalidForm(errors) }
    if task.assignee == nil { emit(.taskClaimed(key: task.key, by: actor.user)) }
    guard let effectiveAt, effectiveAt > now else {
      return complete(task, data: data, by: actor.user, decidedAt: now)
    }
    emit(.taskDecided(key: task.key, by: actor.user, data: data, effectiveAt: effectiveAt))
    emit(
      .timerScheduled(
        ScheduledTimer(
          key: nextKey, owner: task.owner, target: task.element, due: effectiveAt, repetitions: 0,
          interval: nil)))
  }

  mutating func undo(_ task: UserTask, by actor: Actor) throws(Rejection) {
    guard let decision = task.decision else { throw .nothingToUndo(key: task.key) }
    // The timer may be late, but what was promised to hold from a time on holds from then on.
    guard now < decision.effectiveAt else { throw .nothingToUndo(key: task.key) }
    guard decision.by == actor.user || actor.isSupervisor else {
      throw .decisionPending(by: decision.by, until: decision.effectiveAt)
    }
    undoDecision(about: task, by: actor.user)
  }

  mutating func undoDecision(about task: UserTask, by user: String, reason: String? = nil) {
    emit(.taskDecisionUndone(key: task.key, by: user, reason: reason))
    for timer in instance.timers where timer.owner == task.owner && timer.target == task.element {
      emit(.timerCanceled(key: timer.key))
    }
  }

  /// The time in which the decision could be undone is over.
  ///
  /// The form is validated again, because what it is validated against may have changed since: a message may have brought
  /// a new deadline or another quantity. A decision that would be refused now is void, and the task goes on: its assignee
  /// can decide anew, where an incident would need an operator, who cannot decide for them.
  mutating func decisionTakesEffect(of owner: Key) {
    guard let task = instance.tasks.first(where: { $0.owner == owner }),
      let decision = task.decision
    else { preconditionFailure("the timer of a decision runs only while the decision is pending") }
    let errors = errors(in: decision.data, for: task)
    guard errors.isEmpty else {
      let reason = errors.map(\.message).joined(separator: "; ")
      return undoDecision(
        about: task, by: Actor.system, reason: "it is not possible any more: \(reason)")
    }
    complete(task, data: decision.data, by: decision.by, decidedAt: decision.decidedAt)
  }

  private mutating func complete(
    _ task: UserTask, data: Context, by user: String, decidedAt: Timestamp
  ) {
    emit(.taskCompleted(key: task.key, element: task.element, by: user, data: data))
    var result = data
    for field in task.form.flatMap({ process.forms[$0] })?.inputs ?? []
    where result[field.name] == nil {
      result[field.name] = .null
    }
    result["decidedBy"] = .string(user)
    result["decidedAt"] = .string(decidedAt.description)
    complete(task.owner, result: result)
  }

  private func errors(in data: Context, for task: UserTask) -> [FormError] {
    guard let form = task.form.flatMap({ process.forms[$0] }) else { return [] }
    return form.errors(in: data, surroundings: surroundings(of: task.owner))
  }
}
