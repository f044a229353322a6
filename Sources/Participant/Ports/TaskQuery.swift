package import FEEL
package import ProcessEngine

/// Which tasks are listed, and in which order. Everything that is given has to hold.
package struct TaskQuery: Hashable, Sendable {
  package enum State: String, Sendable, CaseIterable { case open, completed, withdrawn }

  /// What a list is sorted by; equals are sorted by order and key, in the same direction.
  package enum Sort: String, Sendable, CaseIterable {
    /// No due date is later than any.
    case due
    case priority, created
    /// When it was decided or withdrawn. Lists without open tasks are always sorted by it.
    case closed
  }

  /// Tasks in one of these states.
  package var states: Set<State> = [.open]
  package var order: InstanceID?
  package var element: String?
  package var assignee: String?
  /// Tasks that this person has, or may claim.
  package var candidate: Actor?
  /// Only tasks that nobody has.
  package var unassigned = false
  /// Tasks that are for one of these groups, or for everybody.
  package var groups: [String] = []
  /// Tasks that this person has delegated.
  package var delegatedBy: String?
  /// Tasks that this person has decided.
  package var decidedBy: String?
  /// Tasks that were due at this time or before.
  package var overdue: Timestamp?
  /// Tasks that are due before this time.
  package var dueBefore: Timestamp?
  package var minimumPriority: Int?
  /// How the order's reference begins.
  package var reference: String?
  /// The whole SKU of a line of the order.
  package var sku: String?
  /// As in `OrderQuery`.
  package var text: String?
  package var sort = Sort.due
  package var descending = false
  /// What an earlier page of the same list gave as `next`.
  package var cursor: String?
  /// From 1 to 500.
  package var limit = 50
  /// How far each count goes.
  package var countLimit = BoundedCount.limit

  package init() {}

  /// What the list is in fact sorted by.
  package var effectiveSort: Sort { states.contains(.open) ? sort : .closed }
}

extension TaskQuery {
  /// What a person looks at.
  package enum View: String, Sendable, CaseIterable {
    /// Open tasks that the person has.
    case mine
    /// Open tasks that nobody has and the person may claim.
    case groups
    /// All open tasks.
    case all
    /// Completed tasks, the newest decision first unless the filter is sorted by `closed` itself.
    case done
  }

  /// The same filter within a view.
  package func within(_ view: View, of actor: Actor) -> TaskQuery {
    var query = self
    query.states = view == .done ? [.completed] : [.open]
    switch view {
    case .mine: query.assignee = actor.user
    case .groups:
      query.candidate = actor
      query.unassigned = true
    case .all: break
    case .done:
      if query.sort != .closed {
        query.sort = .closed
        query.descending = true
      }
    }
    return query
  }
}
