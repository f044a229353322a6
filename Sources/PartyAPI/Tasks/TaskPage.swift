package import Exchange
package import FEEL
package import Participant
package import ProcessEngine

/// A task with all that is needed to decide it.
package struct TaskPage: Sendable {
  package let row: TaskRow
  package let order: Case
  /// Nil for a closed task, and for one without a form.
  package let form: Form?
  /// What the form begins with.
  package let defaults: Context
  /// What was done with the task, in order.
  package let activity: [TaskActivity]

  package var name: WorkName { WorkName(order: row.order, key: row.task.key) }
  package var comments: [TaskActivity] { activity.filter { $0.kind == .commented } }

  /// The strong entity tag (RFC 9110 §8.8.3) without its quotes.
  package var tag: String { Self.tag(row.task, state: row.state) }

  /// A closed task keeps the revision that it had last.
  static func tag(_ task: UserTask, state: TaskQuery.State) -> String {
    state == .open ? "\(task.revision)" : "\(task.revision)-\(state.rawValue)"
  }
}

/// One thing that was done with a task.
package struct TaskActivity: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case created, claimed, released, assigned, delegated, resolved, commented, rescheduled, decided
    case undone, completed, withdrawn, reminded, escalated
  }

  package let kind: Kind
  package let at: Timestamp
  /// Nil for what the process itself does.
  package let by: String?
  /// Whom it was given to, or which group it is shown to as well.
  package let to: String?
  /// A comment, a reminder, or why a decision did not hold.
  package let text: String?
  package let link: TaskLink?
  package let effectiveAt: Timestamp?

  private init(
    _ kind: Kind, at: Timestamp, by: String? = nil, to: String? = nil, text: String? = nil,
    link: TaskLink? = nil, effectiveAt: Timestamp? = nil
  ) {
    self.kind = kind
    self.at = at
    self.by = by
    self.to = to
    self.text = text
    self.link = link
    self.effectiveAt = effectiveAt
  }

  /// Everything that the history of an order says of one of its tasks.
  package static func all(of key: Key, in history: [JournalEntry]) -> [TaskActivity] {
    history.flatMap { entry in
      entry.events.compactMap { activity(of: key, $0, at: entry.at) }
    }
  }

  private static func activity(of task: Key, _ event: Event, at: Timestamp) -> TaskActivity? {
    switch event {
    case .taskCreated(let created) where created.key == task: Self(.created, at: at)
    case .taskClaimed(task, let user): Self(.claimed, at: at, by: user)
    case .taskReleased(task, let user): Self(.released, at: at, by: user)
    case .taskAssigned(task, let other, let user): Self(.assigned, at: at, by: user, to: other)
    case .taskDelegated(task, let other, let user): Self(.delegated, at: at, by: user, to: other)
    case .taskResolved(task, let user): Self(.resolved, at: at, by: user)
    case .taskCommented(task, let user, let text, let link):
      Self(.commented, at: at, by: user, text: text, link: link)
    case .taskRescheduled(task, let user, _, _, _): Self(.rescheduled, at: at, by: user)
    case .taskDecided(task, let user, _, let effectiveAt):
      Self(.decided, at: at, by: user, effectiveAt: effectiveAt)
    case .taskDecisionUndone(task, let user, let reason):
      Self(.undone, at: at, by: user == Actor.system ? nil : user, text: reason)
    case .taskCompleted(task, _, let user, _): Self(.completed, at: at, by: user)
    case .taskWithdrawn(task, _): Self(.withdrawn, at: at)
    case .taskReminded(task, let text): Self(.reminded, at: at, text: text)
    case .taskEscalated(task, let group, _, let text):
      Self(.escalated, at: at, to: group, text: text)
    default: nil
    }
  }
}

/// What became of a task by something that somebody did.
package struct TaskChange: Sendable {
  package let name: WorkName
  /// The order after it.
  package let order: Case
  /// Nil when the task is closed now.
  package var task: UserTask? { order.instance.tasks.first { $0.key == name.key } }
}
