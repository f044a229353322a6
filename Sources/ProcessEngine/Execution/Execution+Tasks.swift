import FEEL

/// What people do with user tasks.
extension Execution {
  mutating func claim(_ key: Key, by actor: Actor) throws(Rejection) {
    let task = try task(key)
    if let assignee = task.assignee { throw .taskClaimed(by: assignee) }
    try checkMayDecide(task, actor)
    emit(.taskClaimed(key: key, by: actor.user))
  }

  mutating func release(_ key: Key, by actor: Actor) throws(Rejection) {
    let task = try task(key)
    guard task.assignee == actor.user else {
      throw .notAssignee(user: actor.user, assignee: task.assignee)
    }
    emit(.taskReleased(key: key, by: actor.user))
  }

  mutating func completeTask(_ key: Key, by actor: Actor, data: Context) throws(Rejection) {
    let task = try task(key)
    if let assignee = task.assignee, assignee != actor.user {
      throw .notAssignee(user: actor.user, assignee: assignee)
    }
    try checkMayDecide(task, actor)
    let filled = try filled(task, data: data)
    if task.assignee == nil { emit(.taskClaimed(key: key, by: actor.user)) }
    emit(.taskCompleted(key: key, element: task.element, by: actor.user, data: filled))
    var result = filled
    for field in task.form.flatMap({ process.forms[$0] })?.fields ?? []
    where result[field.name] == nil {
      result[field.name] = .null
    }
    result["decidedBy"] = .string(actor.user)
    result["decidedAt"] = .string(now.description)
    complete(task.owner, result: result)
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

  private func task(_ key: Key) throws(Rejection) -> UserTask {
    guard let task = instance.tasks.first(where: { $0.key == key }) else {
      throw .noSuchTask(key: key)
    }
    return task
  }

  private func checkMayDecide(_ task: UserTask, _ actor: Actor) throws(Rejection) {
    guard !task.excludedUsers.contains(actor.user) else { throw .excluded(user: actor.user) }
    guard task.admits(actor) else { throw .notCandidate(user: actor.user) }
  }

  private func filled(_ task: UserTask, data: Context) throws(Rejection) -> Context {
    guard let form = task.form.flatMap({ process.forms[$0] }) else { return data }
    let errors = form.errors(in: data, surroundings: surroundings(of: task.owner))
    guard errors.isEmpty else { throw .invalidForm(errors) }
    return data
  }
}

extension UserTask {
  /// Whether a person is among the candidates, or has the task already.
  public func admits(_ actor: Actor) -> Bool {
    if assignee == actor.user { return true }
    if candidateUsers.isEmpty && candidateGroups.isEmpty { return true }
    return candidateUsers.contains(actor.user)
      || candidateGroups.contains(where: actor.groups.contains)
  }
}
