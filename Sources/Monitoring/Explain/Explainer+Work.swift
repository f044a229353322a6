import FEEL
import ProcessEngine

/// What a party itself can do.
extension Explainer {
  mutating func explain(
    _ task: TaskStory, _ open: UserTask?, of lane: Swimlane, _ depth: Int
  ) {
    let holder = BallInCourt.Holder.party(lane.party)
    var parameters: [String: Statement.Parameter] = [
      "task": .element(id: task.element, label: task.name), "party": .text(lane.party),
    ]
    let key: StatementKey
    if let decision = task.pendingDecision {
      key = .taskDecided
      parameters["user"] = .text(decision.by)
      parameters["at"] = .time(decision.at)
      parameters["due"] = .time(decision.effectiveAt)
    } else if let user = task.assignee {
      key = open?.delegatedBy == nil ? .taskClaimed : .taskDelegated
      parameters["owner"] = open?.delegatedBy.map { .text($0) }
      parameters["user"] = .text(user)
      let taken = task.happenings.last { [.claimed, .assigned, .delegated].contains($0.kind) }
      parameters["since"] = .time(taken?.at ?? task.createdAt)
    } else {
      let candidates = task.candidateGroups + task.candidateUsers
      key = candidates.isEmpty ? .taskOpenToAll : .taskOpen
      parameters["since"] = .time(task.createdAt)
      if !candidates.isEmpty { parameters["candidates"] = .choice(candidates) }
    }
    explanation.add(key, parameters, depth: depth, holder: holder, part: task.id)
    guard task.pendingDecision == nil, let due = task.due else { return }
    explanation.add(
      task.isOverdue(at: story.now) ? .taskOverdue : .taskDue, ["due": .time(due)], depth: depth,
      holder: holder, part: task.id)
  }

  mutating func explain(_ incident: IncidentStory, of lane: Swimlane, _ depth: Int) {
    explanation.add(
      .incident,
      [
        "element": label(incident.element), "party": .text(lane.party),
        "at": .time(incident.raisedAt), "reason": .text(incident.reason),
      ], depth: depth, holder: .party(lane.party), part: incident.id)
  }

  mutating func explain(_ job: JobStory, of lane: Swimlane, _ depth: Int) {
    var parameters: [String: Statement.Parameter] = [
      "element": label(job.element), "party": .text(lane.party),
    ]
    let key: StatementKey
    if let failure = job.failures.last {
      key = .jobRetry
      parameters["at"] = .time(failure.at)
      parameters["reason"] = .text(failure.reason)
      parameters["due"] = .time(failure.notBefore)
      parameters["retries"] = .number(failure.retries)
    } else {
      key = .jobRunning
      parameters["since"] = .time(job.createdAt)
    }
    explanation.add(key, parameters, depth: depth, holder: .party(lane.party), part: job.id)
  }
}
