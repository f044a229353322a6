package import Exchange
package import FEEL
package import Participant
package import ProcessEngine

/// What one party's store holds, as a value: the tables of the database and what a transaction does to them.
package struct MemoryDatabase: Sendable {
  /// A lane and its part of the journal.
  package struct LaneRow: Sendable {
    /// The last committed number.
    package internal(set) var last = 0
    package internal(set) var confirmed = 0
    package internal(set) var entries: [JournalEntry] = []
    /// Tells this holding of the lane from earlier ones; nil when nobody holds it.
    var holder: Int?
  }

  /// A message that waits for those before it.
  package struct ParkedRow: Sendable {
    package let message: OrderMessage
    package let since: Timestamp
  }

  package internal(set) var cases: [InstanceID: Case] = [:]
  package internal(set) var tasks: [WorkReference: TaskRow] = [:]
  package internal(set) var timers: [WorkReference: ScheduledTimer] = [:]
  package internal(set) var jobs: [WorkReference: Job] = [:]
  package internal(set) var incidents: [WorkReference: Incident] = [:]
  package internal(set) var parked: [ParkedRow] = []
  package internal(set) var quarantine: [QuarantineRow] = []
  /// In the order of the commits.
  package internal(set) var journal: [JournalEntry] = []
  package internal(set) var lanes: [Int: LaneRow] = [:]
  /// The orders of every case write, in the order of the commits.
  package internal(set) var written: [InstanceID] = []
  var definitions: [DefinitionID: StoredDefinition] = [:]
  /// Whether a lane that skips a number is refused.
  private let refusesGaps: Bool
  private var steps: Set<WorkReference> = []
  private var holdings = 0

  init(refusesGaps: Bool) { self.refusesGaps = refusesGaps }

  // MARK: Lanes

  /// Takes a lane; nil when there is no such lane or somebody holds it.
  mutating func hold(_ lane: Int) -> Int? {
    guard let row = lanes[lane], row.holder == nil else { return nil }
    holdings += 1
    lanes[lane]?.holder = holdings
    return holdings
  }

  /// The lowest lane that nobody holds, or else a new one.
  mutating func holdAny() -> (lane: Int, holder: Int) {
    let free = lanes.filter { $0.value.holder == nil }.keys.min()
    let lane = free ?? (lanes.keys.max() ?? 0) + 1
    if free == nil { lanes[lane] = LaneRow() }
    guard let holder = hold(lane) else { preconditionFailure("the lane is free") }
    return (lane, holder)
  }

  func holds(_ lane: Int, _ holder: Int) -> Bool { lanes[lane]?.holder == holder }

  // MARK: Transactions

  func load(_ orders: [InstanceID]) -> LoadedCases {
    let wanted = Set(orders)
    var parked: [InstanceID: [OrderMessage]] = [:]
    for row in self.parked where wanted.contains(row.message.order) {
      parked[row.message.order, default: []].append(row.message)
    }
    parked = parked.mapValues { $0.sorted { $0.sequence < $1.sequence } }
    return LoadedCases(cases: cases.filter { wanted.contains($0.key) }, parked: parked)
  }

  /// Writes everything or, when it throws, nothing. The unique keys are those of the tables: lane and number, order and
  /// step, order and sequence of what is parked.
  mutating func commit(
    _ writes: StepWrites, lane: Int, holder: Int, ids: any IDSource, now: Timestamp
  ) throws(StoreError) {
    guard holds(lane, holder) else { throw .laneLost }
    try checkKeys(of: writes, lane: lane)
    for entry in writes.entries {
      steps.insert(WorkReference(order: entry.order, key: entry.step))
      lanes[lane]?.entries.append(entry)
      lanes[lane]?.last = entry.number
      journal.append(entry)
    }
    for write in writes.cases { apply(write) }
    let taken = Set(writes.unparked.map(ParkedKey.init))
    parked.removeAll { taken.contains(ParkedKey($0.message)) }
    let known = Set(parked.map { ParkedKey($0.message) })
    parked += writes.parked.filter { !known.contains(ParkedKey($0)) }
      .map { ParkedRow(message: $0, since: now) }
    quarantine.removeAll { writes.released.contains($0.id) }
    quarantine += writes.quarantined.map { QuarantineRow(id: ids.next(at: now), message: $0) }
  }

  private struct ParkedKey: Hashable {
    let order: InstanceID
    let sequence: Int

    init(_ message: OrderMessage) {
      order = message.order
      sequence = message.sequence
    }
  }

  private func checkKeys(of writes: StepWrites, lane: Int) throws(StoreError) {
    var last = lanes[lane]?.last ?? 0
    for entry in writes.entries {
      guard entry.lane == lane, entry.number == last + 1 || (!refusesGaps && entry.number > last)
      else {
        throw .broken("entry \(entry.number) of lane \(entry.lane) does not follow \(last)")
      }
      last = entry.number
      guard !steps.contains(WorkReference(order: entry.order, key: entry.step)) else {
        throw .broken("step \(entry.step) of order \(entry.order) is there already")
      }
    }
    for write in writes.cases where write.before == nil && cases[write.after.instance.id] != nil {
      throw .broken("order \(write.after.instance.id) is there already")
    }
  }

  private mutating func apply(_ write: CaseWrite) {
    let order = write.after.instance.id
    func reference(_ key: Key) -> WorkReference { WorkReference(order: order, key: key) }
    cases[order] = write.after
    written.append(order)
    let summary = OrderSummary(write.after.instance.variables)
    if let before = write.before, OrderSummary(before.variables) != summary {
      for (reference, row) in tasks where reference.order == order {
        tasks[reference] = row.showing(summary)
      }
    }
    for task in write.tasks.written {
      tasks[reference(task.key)] = TaskRow(
        order: order, summary: summary, task: task, state: .open, decidedBy: nil, closedAt: nil,
        data: Context())
    }
    for closed in write.closedTasks {
      guard let row = tasks[reference(closed.key)] else { continue }
      tasks[reference(closed.key)] = TaskRow(
        order: order, summary: summary, task: row.task,
        state: closed.decidedBy == nil ? .withdrawn : .completed, decidedBy: closed.decidedBy,
        closedAt: closed.at, data: closed.data)
    }
    for timer in write.timers.written { timers[reference(timer.key)] = timer }
    for key in write.timers.removed { timers[reference(key)] = nil }
    for job in write.jobs.written { jobs[reference(job.key)] = job }
    for key in write.jobs.removed { jobs[reference(key)] = nil }
    for incident in write.incidents.written { incidents[reference(incident.key)] = incident }
    for key in write.incidents.removed { incidents[reference(key)] = nil }
  }

  // MARK: Housekeeping

  mutating func expireParked(before time: Timestamp, now: Timestamp, ids: any IDSource) -> Int {
    let expired = parked.filter { $0.since < time }
    parked.removeAll { $0.since < time }
    quarantine += expired.map { row in
      QuarantineRow(
        id: ids.next(at: now),
        message: QuarantinedMessage(
          row.message, reason: .gapNeverClosed,
          detail: "the messages before number \(row.message.sequence) did not come in time",
          receivedAt: now))
    }
    return expired.count
  }
}

extension TaskRow {
  /// The same task of an order whose summary has changed, as a join with the order shows it.
  fileprivate func showing(_ summary: OrderSummary) -> TaskRow {
    TaskRow(
      order: order, summary: summary, task: task, state: state, decidedBy: decidedBy,
      closedAt: closedAt, data: data)
  }
}
