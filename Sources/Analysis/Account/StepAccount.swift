import FEEL

/// The stays at one flow node, as far as they lie in the period; in microseconds, exactly.
struct StepAccount: Hashable, Sendable {
  /// A stay that was not seen from its beginning.
  struct Delayed: Hashable, Sendable {
    let entry: Int64
    let exit: Int64
    let ended: Bool
  }

  /// How long the stays were that came and went within the period.
  private(set) var whole: [Int64] = []
  /// How old those were at the end that came within it and had not gone.
  private(set) var open: [Int64] = []
  /// Those that had come before it.
  private(set) var delayed: [Delayed] = []
  /// Of tasks that went within the period: until they were claimed, and from then on.
  private(set) var waiting: [Int64] = []
  private(set) var working: [Int64] = []
  /// How many tasks were taken away from within the period.
  private(set) var withdrawn = 0
  /// Of tasks with a due date: how many went within the period in time, and by how much the others were late.
  private(set) var inTime = 0
  private(set) var lateness: [Int64] = []
  /// How many of those that had not gone have a due date, and of how many it had passed.
  private(set) var openWithDue = 0
  private(set) var overdue = 0
  /// The time within the period alone, of all stays, those that go on among them.
  private(set) var waitingWithin: Int64 = 0
  private(set) var workingWithin: Int64 = 0
  private(set) var stayingWithin: Int64 = 0

  /// - Precondition: the stay overlaps the period.
  mutating func add(_ stay: CaseRecord.Stay, _ kind: ProcessModel.Kind, in period: AnalysisPeriod) {
    let end = period.end
    let leftAt = stay.leftAt.flatMap { $0 < end ? $0 : nil }
    let exit = (leftAt ?? end).microseconds - stay.enteredAt.microseconds
    if stay.enteredAt < period.begin {
      delayed.append(
        Delayed(
          entry: period.begin.microseconds - stay.enteredAt.microseconds, exit: exit,
          ended: leftAt != nil))
    } else if leftAt != nil {
      whole.append(exit)
    } else {
      open.append(exit)
    }
    addTime(of: stay, kind, until: leftAt ?? end, period)
    if let due = stay.task?.due { addDue(due, leftAt: leftAt, in: period) }
    guard kind == .person, let leftAt else { return }
    let claimedAt = claim(of: stay, until: leftAt)
    waiting.append(claimedAt.microseconds - stay.enteredAt.microseconds)
    working.append(leftAt.microseconds - claimedAt.microseconds)
    if stay.task?.isWithdrawn == true { withdrawn += 1 }
  }

  private mutating func addDue(_ due: Timestamp, leftAt: Timestamp?, in period: AnalysisPeriod) {
    if let leftAt {
      if due < leftAt {
        lateness.append(leftAt.microseconds - due.microseconds)
      } else {
        inTime += 1
      }
    } else {
      openWithDue += 1
      if due < period.end { overdue += 1 }
    }
  }

  private mutating func addTime(
    of stay: CaseRecord.Stay, _ kind: ProcessModel.Kind, until end: Timestamp,
    _ period: AnalysisPeriod
  ) {
    let all = period.overlap(stay.enteredAt, end)
    stayingWithin += all
    switch kind {
    case .composite: break
    case .machine: workingWithin += all
    case .wait: waitingWithin += all
    case .person:
      let work = period.overlap(claim(of: stay, until: end), end)
      workingWithin += work
      waitingWithin += all - work
    }
  }

  /// When waiting became work; the end when it never did.
  private func claim(of stay: CaseRecord.Stay, until end: Timestamp) -> Timestamp {
    min(max(stay.task?.claimedAt ?? end, stay.enteredAt), end)
  }

  /// How many stays overlap the period.
  var count: Int { whole.count + open.count + delayed.count }
}
