import FEEL

/// What people do with user tasks. What they decide is in `Execution+Decisions`.
extension Execution {
  mutating func act(
    on key: Key, _ action: TaskAction, by actor: Actor, ifRevision revision: Int?
  ) throws(Rejection) {
    guard let task = instance.tasks.first(where: { $0.key == key }) else {
      throw .noSuchTask(key: key)
    }
    if let revision, revision != task.revision {
      throw .staleTask(key: key, revision: task.revision)
    }
    switch action {
    case .comment(let text, let link): return try comment(on: task, text, link, by: actor)
    case .undo: return try undo(task, by: actor)
    default: break
    }
    if let decision = task.decision {
      throw .decisionPending(by: decision.by, until: decision.effectiveAt)
    }
    switch action {
    case .claim: try claim(task, by: actor)
    case .release: try release(task, by: actor)
    case .assign(let other): try assign(task, to: other, by: actor)
    case .delegate(let other): try delegate(task, to: other, by: actor)
    case .resolve: try resolve(task, by: actor)
    case .reschedule(let due, let followUp, let priority):
      try reschedule(task, due, followUp, priority, by: actor)
    case .decide(let data, let effectiveAt):
      try decide(task, data: data, effectiveAt: effectiveAt, by: actor)
    case .comment, .undo: break
    }
  }

  private mutating func claim(_ task: UserTask, by actor: Actor) throws(Rejection) {
    if let assignee = task.assignee { throw .taskClaimed(by: assignee) }
    try task.checkMayDecide(actor)
    emit(.taskClaimed(key: task.key, by: actor.user))
  }

  private mutating func release(_ task: UserTask, by actor: Actor) throws(Rejection) {
    try task.checkDisposes(actor)
    emit(.taskReleased(key: task.key, by: actor.user))
  }

  private mutating func assign(
    _ task: UserTask, to other: Actor, by actor: Actor
  ) throws(Rejection) {
    if task.assignee == nil {
      if !actor.isSupervisor { try task.checkMayDecide(actor) }
    } else {
      try task.checkDisposes(actor)
    }
    guard task.assignee != other.user else { throw .taskClaimed(by: other.user) }
    try task.checkMayDecide(other)
    emit(.taskAssigned(key: task.key, to: other.user, by: actor.user))
  }

  private mutating func delegate(
    _ task: UserTask, to other: Actor, by actor: Actor
  ) throws(Rejection) {
    if let owner = task.delegatedBy {
      throw .delegated(by: owner, to: task.assignee ?? "")
    }
    guard task.assignee == actor.user else {
      throw .notAssignee(user: actor.user, assignee: task.assignee)
    }
    guard other.user != actor.user else { throw .taskClaimed(by: actor.user) }
    // Whoever prepares a decision has a say in it, so four eyes hold for the delegate too.
    guard !task.excludedUsers.contains(other.user) else { throw .excluded(user: other.user) }
    emit(.taskDelegated(key: task.key, to: other.user, by: actor.user))
  }

  /// By the delegate, or by the owner, who would otherwise depend on a delegate who is away.
  private mutating func resolve(_ task: UserTask, by actor: Actor) throws(Rejection) {
    guard let owner = task.delegatedBy else { throw .notDelegated }
    guard actor.user == task.assignee || actor.user == owner || actor.isSupervisor else {
      throw .notAssignee(user: actor.user, assignee: task.assignee)
    }
    emit(.taskResolved(key: task.key, by: actor.user))
  }

  private mutating func comment(
    on task: UserTask, _ text: String, _ link: TaskLink?, by actor: Actor
  ) throws(Rejection) {
    guard task.admits(actor) || task.delegatedBy == actor.user || actor.isSupervisor else {
      throw .notCandidate(user: actor.user)
    }
    var errors: [FormError] = []
    // Scalars, because one character of a text may be made of thousands of them.
    if text.allSatisfy(\.isWhitespace) || text.unicodeScalars.count > UserTask.commentLimit {
      errors.append(
        FormError(field: "text", message: "must have 1 to \(UserTask.commentLimit) characters"))
    }
    errors += link?.errors ?? []
    guard errors.isEmpty else { throw .invalidForm(errors) }
    emit(.taskCommented(key: task.key, by: actor.user, text: text, link: link))
  }

  private mutating func reschedule(
    _ task: UserTask, _ due: Timestamp?, _ followUp: Timestamp?, _ priority: Int?, by actor: Actor
  ) throws(Rejection) {
    guard actor.isSupervisor || task.assignee == actor.user else {
      throw .notAssignee(user: actor.user, assignee: task.assignee)
    }
    if due == nil && followUp == nil && priority == nil {
      throw .invalidForm([
        FormError(field: nil, message: "one of due, followUp and priority must be given")
      ])
    }
    if let priority, !(0...100).contains(priority) {
      throw .invalidForm([FormError(field: "priority", message: "must be from 0 to 100")])
    }
    emit(
      .taskRescheduled(
        key: task.key, by: actor.user, due: due, followUp: followUp, priority: priority))
  }

  /// What handlers do about open tasks.
  mutating func notify(_ notices: [TaskNotice]) {
    for notice in notices {
      switch notice {
      case .remind(let element, let text):
        for task in instance.tasks where task.element == element {
          emit(.taskReminded(key: task.key, text: text))
        }
      case .escalate(let element, let group, let priority, let text):
        for task in instance.tasks where task.element == element {
          emit(.taskEscalated(key: task.key, group: group, priority: priority, text: text))
        }
      }
    }
  }
}
