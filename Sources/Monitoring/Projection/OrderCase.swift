package import FEEL
package import ProcessEngine

/// One order as both parties together have it: what lists show, and what orders are found and sorted by.
package struct OrderCase: Hashable, Sendable {
  package let order: InstanceID
  package let facts: OrderFacts
  /// When the first party began, as far as it is known.
  package let placedAt: Timestamp
  /// When the last step was made.
  package let updatedAt: Timestamp
  /// When the last party ended; nil while one runs, has not been heard of, or misses a step.
  package let endedAt: Timestamp?
  /// How it ended, by party; those that run are missing.
  package let outcomes: [String: String]
  package let tokens: [Token]
  package let nextTimerDue: Timestamp?
  /// How many steps are waiting because an earlier one has not been heard.
  package let waitingSteps: Int

  /// A token at a flow node, with what holds it up there.
  package struct Token: Hashable, Sendable {
    package let party: String
    package let element: String
    package let enteredAt: Timestamp
    /// When the task is due that is open there.
    package let due: Timestamp?
    package let hasIncident: Bool

    package func isOverdue(at time: Timestamp) -> Bool { due.map { $0 < time } ?? false }

    /// Whether three quarters of the time until the due date have gone, but not all.
    package func isDueSoon(at time: Timestamp) -> Bool {
      guard let due, time <= due else { return false }
      return 4 * (time.microseconds - enteredAt.microseconds)
        >= 3 * (due.microseconds - enteredAt.microseconds)
    }

    package init(
      party: String, element: String, enteredAt: Timestamp, due: Timestamp? = nil,
      hasIncident: Bool = false
    ) {
      self.party = party
      self.element = element
      self.enteredAt = enteredAt
      self.due = due
      self.hasIncident = hasIncident
    }
  }

  package init(
    order: InstanceID, facts: OrderFacts, placedAt: Timestamp, updatedAt: Timestamp,
    endedAt: Timestamp?, outcomes: [String: String], tokens: [Token] = [],
    nextTimerDue: Timestamp? = nil, waitingSteps: Int = 0
  ) {
    self.order = order
    self.facts = facts
    self.placedAt = placedAt
    self.updatedAt = updatedAt
    self.endedAt = endedAt
    self.outcomes = outcomes
    self.tokens = tokens
    self.nextTimerDue = nextTimerDue
    self.waitingSteps = waitingSteps
  }

  /// The outcome on which all that have ended agree; nil when none has, and when they disagree.
  package var outcome: String? {
    let all = Set(outcomes.values)
    return all.count == 1 ? all.first : nil
  }
  package var isDisputed: Bool { Set(outcomes.values).count > 1 }
  package var incidents: Int { tokens.count { $0.hasIncident } }
  package var nextTaskDue: Timestamp? { tokens.compactMap(\.due).min() }
  /// From the first step to the last; nil while it runs.
  package var leadTime: Duration? { endedAt.map { $0 - placedAt } }
}

extension OrderCase {
  /// Puts the sides of one order together; nil when there is none.
  package init?(of unordered: some Collection<OrderSide>) {
    let sides = unordered.sorted { $0.id.party < $1.id.party }
    guard let first = sides.first else { return nil }
    let span = OrderSpan(of: sides)
    var outcomes: [String: String] = [:]
    for side in sides { outcomes[side.id.party] = side.outcome }
    self.init(
      order: first.id.order,
      facts: OrderFacts(joining: sides.map { (facts: $0.facts, updatedAt: $0.updatedAt) }),
      placedAt: span.placed?.at ?? first.startedAt,
      updatedAt: sides.map(\.updatedAt).max() ?? first.updatedAt,
      endedAt: span.ended?.at, outcomes: outcomes,
      tokens: sides.flatMap(Self.tokens), nextTimerDue: sides.compactMap(\.nextTimerDue).min(),
      waitingSteps: sides.reduce(0) { $0 + $1.waiting.count })
  }

  private static func tokens(of side: OrderSide) -> [Token] {
    let dues = (side.instance?.tasks ?? []).reduce(into: [Key: Timestamp]()) { dues, task in
      dues[task.owner] = task.due
    }
    let faulty = Set(side.incidents.map(\.owner))
    return side.tokens.map { token in
      Token(
        party: side.id.party, element: token.element, enteredAt: token.activatedAt,
        due: dues[token.key], hasIncident: faulty.contains(token.key))
    }
  }
}
