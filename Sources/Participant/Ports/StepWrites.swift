package import Exchange
package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// An instance with what the party keeps beside it.
package struct Case: Hashable, Sendable {
  package var instance: Instance
  package var conversation: Conversation
  /// How many steps the instance has made.
  package var step: Int
  /// A digest of the request that placed the order under an idempotency key.
  package let requestDigest: String?

  package init(
    instance: Instance, conversation: Conversation = Conversation(), step: Int = 0,
    requestDigest: String? = nil
  ) {
    self.instance = instance
    self.conversation = conversation
    self.step = step
    self.requestDigest = requestDigest
  }
}

/// What a step found of its orders, locked until it commits.
package struct LoadedCases: Sendable {
  /// Orders without an instance are missing.
  package let cases: [InstanceID: Case]
  /// Messages of the partner that wait for the gap before them to close.
  package let parked: [InstanceID: [OrderMessage]]

  package init(cases: [InstanceID: Case], parked: [InstanceID: [OrderMessage]]) {
    self.cases = cases
    self.parked = parked
  }
}

/// Everything that one transaction writes.
package struct StepWrites: Sendable {
  /// Numbered from the lane's `last` on, without gaps.
  package var entries: [JournalEntry] = []
  package var cases: [CaseWrite] = []
  package var parked: [OrderMessage] = []
  /// Messages that are parked no longer, because they were taken in.
  package var unparked: [OrderMessage] = []
  package var quarantined: [QuarantinedMessage] = []
  /// The ids of quarantined messages that were put through again.
  package var released: [UUID] = []
  /// What people did, for the audit trail.
  package var audit: [AuditRecord] = []

  package init() {}

  package var isEmpty: Bool {
    entries.isEmpty && cases.isEmpty && parked.isEmpty && unparked.isEmpty && quarantined.isEmpty
      && released.isEmpty && audit.isEmpty
  }
}

/// One instance's change in a step.
package struct CaseWrite: Sendable {
  /// The instance before, nil when the step began it.
  package let before: Instance?
  package let after: Case
  /// How the tasks that are open no longer were closed.
  package let closedTasks: [ClosedTask]

  package init(before: Instance?, after: Case, closedTasks: [ClosedTask]) {
    self.before = before
    self.after = after
    self.closedTasks = closedTasks
  }

  package struct ClosedTask: Hashable, Sendable {
    package let key: Key
    /// nil for a task that was withdrawn.
    package let decidedBy: String?
    package let data: Context
    package let at: Timestamp

    package init(key: Key, decidedBy: String?, data: Context, at: Timestamp) {
      self.key = key
      self.decidedBy = decidedBy
      self.data = data
      self.at = at
    }
  }
}

/// What of the open work the step changed, for stores that keep it in tables of its own.
package struct WorkChanges<Work: Sendable>: Sendable {
  /// New, or changed since.
  package let written: [Work]
  /// The keys of those that are gone.
  package let removed: [Key]
}

extension CaseWrite {
  package var tasks: WorkChanges<UserTask> { changes(\.tasks, key: \.key) }
  package var timers: WorkChanges<ScheduledTimer> { changes(\.timers, key: \.key) }
  package var jobs: WorkChanges<Job> { changes(\.jobs, key: \.key) }
  package var incidents: WorkChanges<Incident> { changes(\.incidents, key: \.key) }

  private func changes<Work: Hashable & Sendable>(
    _ items: KeyPath<Instance, [Work]>, key: KeyPath<Work, Key>
  ) -> WorkChanges<Work> {
    let old = before?[keyPath: items] ?? []
    let new = after.instance[keyPath: items]
    let keys = Set(new.map { $0[keyPath: key] })
    return WorkChanges(
      written: new.filter { !old.contains($0) },
      removed: old.map { $0[keyPath: key] }.filter { !keys.contains($0) })
  }
}
