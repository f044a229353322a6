package import Exchange
package import FEEL
package import ProcessEngine

/// Names one party's side of one order.
package struct SideID: Hashable, Sendable {
  package let order: InstanceID
  package let party: String

  package init(order: InstanceID, party: String) {
    self.order = order
    self.party = party
  }
}

/// Where one party is with one order, as far as it has reported, and how it came there.
package struct OrderSide: Hashable, Sendable {
  package let id: SideID
  /// Every step up to this one is part of it; 0 while the first has not been heard.
  package internal(set) var step: Int
  /// Tokens, tasks, timers, incidents and mailbox, without the variables and payloads, which the journal has.
  package internal(set) var instance: Instance?
  package internal(set) var facts: OrderFacts
  package internal(set) var course: Course
  /// When the first of the steps heard was made, and the last of those that are part of it.
  package internal(set) var startedAt: Timestamp
  package internal(set) var updatedAt: Timestamp
  /// Steps that were heard before the one that precedes them, by number.
  package internal(set) var waiting: [Int: JournalEntry]
  /// How many entries claimed a step that another entry had claimed: a mistake of the party.
  package internal(set) var conflicts: Int

  /// How a side has come to where it is.
  package struct Course: Hashable, Sendable {
    package var variant: VariantID
    /// The visits that are over, as they ended.
    package var visits: [Visit]
    /// What is known of open tasks, by the key of the element instance that waits for each.
    package var work: [Key: TaskWork]
    /// The highest number of the partner's messages that it took in.
    package var receivedSequence: Int

    package init(
      variant: VariantID, visits: [Visit] = [], work: [Key: TaskWork] = [:],
      receivedSequence: Int = 0
    ) {
      self.variant = variant
      self.visits = visits
      self.work = work
      self.receivedSequence = receivedSequence
    }
  }

  package init(
    id: SideID, step: Int = 0, instance: Instance? = nil, facts: OrderFacts = OrderFacts(),
    course: Course? = nil, startedAt: Timestamp, updatedAt: Timestamp,
    waiting: [Int: JournalEntry] = [:], conflicts: Int = 0
  ) {
    self.id = id
    self.step = step
    self.instance = instance
    self.facts = facts
    self.course = course ?? Course(variant: VariantID(beginning: id.party))
    self.startedAt = startedAt
    self.updatedAt = updatedAt
    self.waiting = waiting
    self.conflicts = conflicts
  }

  package var outcome: String? { instance?.outcome }
  package var endedAt: Timestamp? { instance?.endedAt }
  /// The flow nodes that hold a token, one entry for each token; without the process itself.
  package var elements: [String] { tokens.map(\.element) }
  /// When the first open task is due.
  package var nextTaskDue: Timestamp? { instance?.tasks.compactMap(\.due).min() }
  package var nextTimerDue: Timestamp? { instance?.timers.map(\.due).min() }
  package var incidents: [Incident] { instance?.incidents ?? [] }
  /// The visits that are not over, one for each token.
  package var openVisits: [Visit] {
    tokens.map { token in
      Visit(
        key: token.key, element: token.element, enteredAt: token.activatedAt, leftAt: nil,
        work: course.work[token.key])
    }
  }

  var tokens: [ElementInstance] { (instance?.elements ?? []).filter { $0.scope != nil } }
}

extension OrderSide {
  /// Puts a stored entry back that waits for an earlier step; of two that claim the same step the first stays.
  package mutating func wait(for entry: JournalEntry) {
    if entry.step > step, waiting[entry.step] == nil { waiting[entry.step] = entry }
  }
}
