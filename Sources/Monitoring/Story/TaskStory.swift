package import FEEL
package import ProcessEngine

/// A human task from its opening to its end.
package struct TaskStory: Hashable, Sendable, Identifiable {
  package let id: String
  package let key: Key
  package let element: String
  package let name: String
  /// The activation of the flow node that waits for it.
  package let visit: Key
  package let createdAt: Timestamp
  /// When it was due last; it may have been rescheduled.
  package internal(set) var due: Timestamp?
  package internal(set) var candidateUsers: [String]
  package internal(set) var candidateGroups: [String]
  /// Who has it, or had it last.
  package internal(set) var assignee: String?
  /// What happened to it, in order.
  package internal(set) var happenings: [Happening] = []
  package internal(set) var decisions: [Decision] = []
  package internal(set) var endedAt: Timestamp?
  package internal(set) var ending: Ending?

  package enum Ending: String, Hashable, Sendable, CaseIterable { case completed, withdrawn }

  /// One thing that somebody, or the process, did with the task.
  package struct Happening: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      case claimed, released, assigned, delegated, resolved, commented, rescheduled, decided, undone
      case reminded, escalated, completed, withdrawn
    }

    package let at: Timestamp
    package let kind: Kind
    /// The person; nil for what the process did by itself.
    package let by: String?
    /// The comment, the reminder, the other person, or the group.
    package let text: String?
  }

  /// One decision, also one that was undone.
  package struct Decision: Hashable, Sendable {
    package let task: Key
    package let element: String
    package let by: String
    /// The form's field `decision`; nil when the form has none.
    package let what: String?
    package let at: Timestamp
    /// From when on it holds.
    package let effectiveAt: Timestamp
    package internal(set) var undoneAt: Timestamp?
  }

  package var isOpen: Bool { endedAt == nil }
  /// When it got the holder that it has or had last, coming from nobody; nil while nobody holds it.
  package var claimedAt: Timestamp? {
    happenings.reduce(nil) { claimedAt, happening in
      switch happening.kind {
      case .claimed, .assigned, .delegated: claimedAt ?? happening.at
      case .released: nil
      case .resolved, .commented, .rescheduled, .decided, .undone, .reminded, .escalated,
        .completed, .withdrawn:
        claimedAt
      }
    }
  }
  /// The decision that can still be undone.
  package var pendingDecision: Decision? {
    isOpen ? decisions.last.flatMap { $0.undoneAt == nil ? $0 : nil } : nil
  }

  package func isOverdue(at now: Timestamp) -> Bool { isOpen && due.map { $0 < now } ?? false }
}

extension TaskStory {
  init(_ task: UserTask, id: String) {
    self.init(
      id: id, key: task.key, element: task.element, name: task.name, visit: task.owner,
      createdAt: task.createdAt, due: task.due, candidateUsers: task.candidateUsers,
      candidateGroups: task.candidateGroups, assignee: task.assignee)
  }

  /// Takes one of the events that concern this task in.
  mutating func take(_ event: Event, at time: Timestamp) {
    func note(_ kind: Happening.Kind, by user: String? = nil, _ text: String? = nil) {
      happenings.append(Happening(at: time, kind: kind, by: user, text: text))
    }
    switch event {
    case .taskClaimed(_, let user): note(.claimed, by: user)
    case .taskReleased(_, let user): note(.released, by: user)
    case .taskAssigned(_, let other, let user): note(.assigned, by: user, other)
    case .taskDelegated(_, let other, let user): note(.delegated, by: user, other)
    case .taskResolved(_, let user): note(.resolved, by: user)
    case .taskCommented(_, let user, let text, _): note(.commented, by: user, text)
    case .taskRescheduled(_, let user, let due, _, _):
      note(.rescheduled, by: user, due?.description)
    case .taskReminded(_, let text): note(.reminded, text)
    case .taskEscalated(_, let group, _, _): note(.escalated, group)
    case .taskDecided(_, let user, let data, let effectiveAt):
      note(.decided, by: user, data["decision"]?.string)
      decide(data, by: user, at: time, effectiveAt: effectiveAt)
    case .taskDecisionUndone(_, let user, let reason):
      note(.undone, by: user, reason)
      if !decisions.isEmpty { decisions[decisions.count - 1].undoneAt = time }
    case .taskCompleted(_, _, let user, let data):
      if pendingDecision == nil { decide(data, by: user, at: time, effectiveAt: time) }
      note(.completed, by: user, data["decision"]?.string)
      assignee = user
      end(.completed, at: time)
    case .taskWithdrawn:
      note(.withdrawn)
      end(.withdrawn, at: time)
    default: break
    }
  }

  private mutating func decide(
    _ data: Context, by user: String, at time: Timestamp, effectiveAt: Timestamp
  ) {
    decisions.append(
      Decision(
        task: key, element: element, by: user, what: data["decision"]?.string, at: time,
        effectiveAt: effectiveAt))
  }

  private mutating func end(_ ending: Ending, at time: Timestamp) {
    self.ending = ending
    endedAt = time
  }

  /// Who has the task and until when, as the process knows it.
  mutating func follow(_ task: UserTask) {
    due = task.due
    candidateGroups = task.candidateGroups
    assignee = task.assignee
  }
}
