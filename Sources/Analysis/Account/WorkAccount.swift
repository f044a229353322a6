import FEEL

/// What people did in the period.
struct WorkAccount: Hashable, Sendable {
  struct Member: Hashable, Sendable {
    let party: String
    let name: String
  }

  /// From whom an order went on to whom.
  struct Handover: Hashable, Sendable {
    let party: String
    let from: String
    let to: String
  }

  /// The tasks of one person, or of one group; in microseconds.
  struct Tasks: Hashable, Sendable {
    var waiting: [Int64] = []
    var working: [Int64] = []
    /// The orders that ended within the period and had a task of them completed, whenever that was.
    var orders = 0

    mutating func add(_ waited: Int64, _ worked: Int64) {
      waiting.append(waited)
      working.append(worked)
    }
  }

  private(set) var people: [Member: Tasks] = [:]
  private(set) var groups: [Member: Tasks] = [:]
  private(set) var handovers: [Handover: Int] = [:]
  /// How many orders that ended within the period went so, whenever that was.
  private(set) var handoverOrders: [Handover: Int] = [:]
  /// How many orders that ended within the period had a task at a flow node that was open at its due date; under nil
  /// those that had one anywhere.
  private(set) var lateOrders: [String?: Int] = [:]

  /// Takes in the tasks that somebody at one party completed within the period.
  mutating func add(_ side: CaseRecord.Side, in period: AnalysisPeriod) {
    var done: [(at: Timestamp, worker: String)] = []
    for stay in side.stays {
      guard let task = stay.task, !task.isWithdrawn, let leftAt = stay.leftAt,
        period.contains(leftAt)
      else { continue }
      let claimedAt = min(max(task.claimedAt ?? leftAt, stay.enteredAt), leftAt)
      let waiting = claimedAt.microseconds - stay.enteredAt.microseconds
      let working = leftAt.microseconds - claimedAt.microseconds
      if let worker = task.worker {
        done.append((leftAt, worker))
        let member = Member(party: side.party, name: worker)
        people[member, default: Tasks()].add(waiting, working)
      }
      if let group = task.group {
        let member = Member(party: side.party, name: group)
        groups[member, default: Tasks()].add(waiting, working)
      }
    }
    for handover in Self.handovers(&done, at: side.party) {
      handovers[handover, default: 0] += 1
    }
  }

  /// Takes in an order that ended within the period, for how many orders were of whom.
  mutating func addWhole(_ record: CaseRecord) {
    var late: Set<String?> = []
    for side in record.sides {
      var (workers, groups): (Set<String>, Set<String>) = ([], [])
      var done: [(at: Timestamp, worker: String)] = []
      for stay in side.stays {
        guard let task = stay.task, let leftAt = stay.leftAt else { continue }
        if let due = task.due, due < leftAt { late.formUnion([stay.element, nil]) }
        guard !task.isWithdrawn else { continue }
        if let group = task.group { groups.insert(group) }
        guard let worker = task.worker else { continue }
        workers.insert(worker)
        done.append((leftAt, worker))
      }
      for name in workers {
        people[Member(party: side.party, name: name), default: Tasks()].orders += 1
      }
      for name in groups {
        self.groups[Member(party: side.party, name: name), default: Tasks()].orders += 1
      }
      for handover in Set(Self.handovers(&done, at: side.party)) {
        handoverOrders[handover, default: 0] += 1
      }
    }
    for element in late { lateOrders[element, default: 0] += 1 }
  }

  private static func handovers(
    _ done: inout [(at: Timestamp, worker: String)], at party: String
  ) -> [Handover] {
    guard done.count > 1 else { return [] }
    done.sort { ($0.at, $0.worker) < ($1.at, $1.worker) }
    return zip(done, done.dropFirst()).filter { $0.worker != $1.worker }
      .map { Handover(party: party, from: $0.worker, to: $1.worker) }
  }
}
