import FEEL

extension UserTask {
  /// Lets one event happen that changes the open task; each makes another revision of it.
  mutating func apply(_ event: Event, at time: Timestamp) {
    revision += 1
    switch event {
    case .taskClaimed(_, let user):
      assignee = user
    case .taskReleased:
      assignee = nil
      delegatedBy = nil
    case .taskAssigned(_, let user, _):
      assignee = user
      delegatedBy = nil
    case .taskDelegated(_, let user, _):
      delegatedBy = assignee
      assignee = user
    case .taskResolved:
      assignee = delegatedBy
      delegatedBy = nil
    case .taskCommented:
      comments += 1
    case .taskRescheduled(_, _, let due, let followUp, let priority):
      self.due = due ?? self.due
      self.followUp = followUp ?? self.followUp
      self.priority = priority ?? self.priority
    case .taskDecided(_, let user, let data, let effectiveAt):
      decision = PendingDecision(by: user, data: data, decidedAt: time, effectiveAt: effectiveAt)
    case .taskDecisionUndone:
      decision = nil
    case .taskReminded:
      reminders += 1
    case .taskEscalated(_, let group, let priority, _):
      escalations += 1
      self.priority = max(self.priority, priority)
      if !group.isEmpty && !candidateGroups.contains(group) { candidateGroups.append(group) }
    default:
      preconditionFailure("not an event that changes an open task: \(event)")
    }
  }
}
