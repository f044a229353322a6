package import FEEL
package import ProcessEngine

/// One activation of a flow node at one party: from the token's coming to its going.
///
/// Flow nodes that are entered and left in one step take no time and have no visit; the path has them (`Variant`).
package struct Visit: Hashable, Sendable {
  /// The element instance's key: no two visits of a side have the same.
  package let key: Key
  package let element: String
  package let enteredAt: Timestamp
  /// nil while the token is there.
  package let leftAt: Timestamp?
  /// What a person had to do there; nil where nobody has a task.
  package let work: TaskWork?
  /// Whether the token was taken away, by a boundary event, say, instead of going on.
  package let isTerminated: Bool

  package init(
    key: Key, element: String, enteredAt: Timestamp, leftAt: Timestamp?, work: TaskWork? = nil,
    isTerminated: Bool = false
  ) {
    self.key = key
    self.element = element
    self.enteredAt = enteredAt
    self.leftAt = leftAt
    self.work = work
    self.isTerminated = isTerminated
  }
}

/// What a person had to do in a visit: between coming and claim somebody was waited for, after it somebody worked.
package struct TaskWork: Hashable, Sendable {
  /// When the task got the holder that it has or had last, coming from nobody; nil when nobody held it.
  package var claimedAt: Timestamp?
  /// Who holds it, or completed it.
  package var worker: String?
  /// The first group that may do it: whose work it is.
  package var group: String?
  /// `decision` of what the task was completed with.
  package var decision: String?
  /// When the task was to be done, as it was planned last; nil when it was not said.
  package var due: Timestamp?

  package init(
    claimedAt: Timestamp? = nil, worker: String? = nil, group: String? = nil,
    decision: String? = nil, due: Timestamp? = nil
  ) {
    self.claimedAt = claimedAt
    self.worker = worker
    self.group = group
    self.decision = decision
    self.due = due
  }

  /// Lets one event of the task happen; others leave it as it is.
  mutating func apply(_ event: Event, at time: Timestamp) {
    switch event {
    case .taskClaimed(_, let user), .taskAssigned(_, let user, _), .taskDelegated(_, let user, _):
      claimedAt = claimedAt ?? time
      worker = user
    case .taskReleased:
      claimedAt = nil
      worker = nil
    case .taskRescheduled(_, _, let due, _, _):
      self.due = due ?? self.due
    case .taskCompleted(_, _, let user, let data):
      worker = user
      decision = data["decision"]?.string
    default:
      break
    }
  }
}
