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

    mutating func add(_ waited: Int64, _ worked: Int64) {
      waiting.append(waited)
      working.append(worked)
    }

    mutating func merge(_ other: Tasks) {
      waiting += other.waiting
      working += other.working
    }
  }

  private(set) var people: [Member: Tasks] = [:]
  private(set) var groups: [Member: Tasks] = [:]
  private(set) var handovers: [Handover: Int] = [:]

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
    guard done.count > 1 else { return }
    done.sort { ($0.at, $0.worker) < ($1.at, $1.worker) }
    for (first, second) in zip(done, done.dropFirst()) where first.worker != second.worker {
      let handover = Handover(party: side.party, from: first.worker, to: second.worker)
      handovers[handover, default: 0] += 1
    }
  }

  mutating func merge(_ other: WorkAccount) {
    for (member, tasks) in other.people { people[member, default: Tasks()].merge(tasks) }
    for (member, tasks) in other.groups { groups[member, default: Tasks()].merge(tasks) }
    handovers.merge(other.handovers, uniquingKeysWith: +)
  }
}
