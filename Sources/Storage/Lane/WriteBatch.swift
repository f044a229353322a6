import Exchange
import FEEL
import FoundationEssentials
import Participant
import PostgreSQL
import ProcessEngine

/// Everything that a step writes, as statements: one for each table and kind of change, however many rows.
struct WriteBatch {
  private(set) var queries: [Query] = []
  /// The number of the last entry.
  let last: Int
  /// Tells later whether the batch was committed; nil when it may as well be written twice.
  let evidence: CommitEvidence?

  /// - Parameter number: the lane's last number so far.
  /// - Throws: `StoreError.broken` when the writes do not fit what was loaded.
  init(
    _ writes: StepWrites, of loaded: LoadedCases, lane: Int, after number: Int
  ) throws(StoreError) {
    try Self.check(writes, of: loaded, lane: lane, after: number)
    let quarantined = writes.quarantined.map { QuarantineRow(id: UUID(), message: $0) }
    last = writes.entries.last?.number ?? number
    if let first = writes.entries.first {
      evidence = .entry(
        lane: lane, number: first.number, order: first.order, step: first.step, at: first.at)
    } else {
      evidence = quarantined.first.map { .quarantined($0.id) }
    }
    addInstances(writes)
    if !writes.entries.isEmpty { queries.append(JournalRow.insert(writes.entries)) }
    addTasks(writes.cases)
    addTimersAndJobs(writes.cases)
    addIncidents(writes.cases)
    // Sorted, because two steps may park the same messages of an order that has no row to lock.
    let parked = writes.parked.sorted { ($0.order, $0.sequence) < ($1.order, $1.sequence) }
    if !parked.isEmpty { queries.append(ParkedTable.insert(parked)) }
    if !writes.unparked.isEmpty { queries.append(ParkedTable.delete(writes.unparked)) }
    if !quarantined.isEmpty { queries.append(QuarantineTable.insert(quarantined)) }
    if !writes.released.isEmpty { queries.append(QuarantineTable.delete(writes.released)) }
    if !writes.audit.isEmpty { queries.append(AuditTable.insert(writes.audit)) }
  }

  private mutating func addInstances(_ writes: StepWrites) {
    var times: [InstanceID: Timestamp] = [:]
    for entry in writes.entries { times[entry.order] = entry.at }
    // Sorted like the locks on instances: inserting can wait for another transaction, too.
    let cases = writes.cases.sorted { $0.after.instance.id < $1.after.instance.id }
    let begun = cases.filter { $0.before == nil }.map { InstanceRow($0.after) }
    let changed = cases.filter { $0.before != nil }.map { InstanceRow($0.after) }
    if !begun.isEmpty { queries.append(InstanceRow.insert(begun)) }
    if !changed.isEmpty { queries.append(InstanceRow.update(changed)) }
    let progress = cases.compactMap { ProgressTable.Row($0, at: times[$0.after.instance.id]) }
    if !progress.isEmpty { queries.append(ProgressTable.write(progress)) }
    let ended = cases.filter(\.isEnd).map(\.after.instance.id)
    if !ended.isEmpty { queries.append(ProgressTable.delete(ended)) }
    let listings = cases.compactMap { ListingTable.Row($0, at: times[$0.after.instance.id]) }
    if !listings.isEmpty { queries.append(ListingTable.write(listings)) }
    let searches = cases.compactMap(SearchTable.Row.init)
    if !searches.isEmpty { queries.append(SearchTable.write(searches)) }
  }

  private mutating func addTasks(_ cases: [CaseWrite]) {
    var written: [Owned<UserTask>] = []
    var closed: [Owned<CaseWrite.ClosedTask>] = []
    for write in cases {
      let order = write.after.instance.id
      written += write.tasks.written.map { Owned(order, $0) }
      closed += write.closedTasks.map { Owned(order, $0) }
    }
    if !written.isEmpty { queries.append(TaskTable.write(written)) }
    if !closed.isEmpty { queries.append(TaskTable.close(closed)) }
  }

  private mutating func addTimersAndJobs(_ cases: [CaseWrite]) {
    var timers: [Owned<ScheduledTimer>] = []
    var jobs: [Owned<Job>] = []
    var goneTimers: [Owned<Key>] = []
    var goneJobs: [Owned<Key>] = []
    for write in cases {
      let order = write.after.instance.id
      let (timerChanges, jobChanges) = (write.timers, write.jobs)
      timers += timerChanges.written.map { Owned(order, $0) }
      goneTimers += timerChanges.removed.map { Owned(order, $0) }
      jobs += jobChanges.written.filter { $0.retries > 0 }.map { Owned(order, $0) }
      goneJobs += jobChanges.removed.map { Owned(order, $0) }
      goneJobs += jobChanges.written.filter { $0.retries <= 0 }.map { Owned(order, $0.key) }
    }
    if !timers.isEmpty { queries.append(TimerRow.write(timers)) }
    if !goneTimers.isEmpty { queries.append(TimerRow.delete(goneTimers)) }
    if !jobs.isEmpty { queries.append(JobRow.write(jobs)) }
    if !goneJobs.isEmpty { queries.append(JobRow.delete(goneJobs)) }
  }

  private mutating func addIncidents(_ cases: [CaseWrite]) {
    var raised: [Owned<Incident>] = []
    var resolved: [Owned<Key>] = []
    for write in cases {
      let order = write.after.instance.id
      let changes = write.incidents
      raised += changes.written.map { Owned(order, $0) }
      resolved += changes.removed.map { Owned(order, $0) }
    }
    if !raised.isEmpty { queries.append(IncidentTable.write(raised)) }
    if !resolved.isEmpty { queries.append(IncidentTable.delete(resolved)) }
  }
}

// MARK: - What the caller promised

extension WriteBatch {
  private static func check(
    _ writes: StepWrites, of loaded: LoadedCases, lane: Int, after number: Int
  ) throws(StoreError) {
    for (index, entry) in writes.entries.enumerated() {
      guard entry.lane == lane, entry.number == number + index + 1 else {
        throw .broken(
          "entry \(entry.lane)/\(entry.number) was to be written where \(lane)/\(number + index + 1) is due"
        )
      }
    }
    var seen: Set<InstanceID> = []
    for write in writes.cases {
      let order = write.after.instance.id
      guard seen.insert(order).inserted else {
        throw .broken("order \(order) was to be written twice in one step")
      }
      guard (write.before == nil) == (loaded.cases[order] == nil) else {
        throw .broken("order \(order) was to be written without having been loaded")
      }
      let closed = Set(write.closedTasks.map(\.key))
      guard write.tasks.removed.allSatisfy(closed.contains) else {
        throw .broken("a task of order \(order) has gone without being closed")
      }
    }
  }
}
