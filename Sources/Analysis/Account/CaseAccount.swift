import FEEL
import ProcessEngine

/// What remains of the cases of a period once they have been taken in: numbers for a report, not the cases.
///
/// A case takes about a hundred bytes and some twenty for each of its stays. Accounts of different cases of one period can
/// be merged; neither the order of the cases nor how they were divided makes a difference to the report.
package struct CaseAccount: Sendable {
  /// One case without its stays, in microseconds.
  struct Line: Hashable, Sendable {
    let placed: Int64
    /// nil when it had not ended within the period.
    let ended: Int64?
    /// Names its outcome in `outcomes`.
    let outcome: Int32
  }

  /// An order that runs, for lists.
  struct Running: Hashable, Sendable {
    let order: InstanceID
    let reference: String?
    let placedAt: Timestamp
    /// Where its tokens are, the longest first.
    let elements: [String]
    /// Its open tasks with a due date, the one that is due first before the others.
    let tasks: [Task]

    struct Task: Hashable, Sendable {
      let element: String
      let enteredAt: Timestamp
      let due: Timestamp
    }
  }

  package private(set) var period: AnalysisPeriod
  let model: ProcessModel
  private(set) var lines: [Line] = []
  private(set) var outcomes: [String] = []
  private var outcomeNumbers: [String: Int32] = [:]
  /// How long the cases took that ended in the period, in microseconds, by the ways that they went.
  private(set) var routes: [[CaseRecord.PathID]: [Int64]] = [:]
  /// How many of the others there are, by how far they have gone.
  private(set) var openRoutes: [[CaseRecord.PathID]: Int] = [:]
  /// Who went which way.
  private(set) var parties: [CaseRecord.PathID: String] = [:]
  private(set) var steps: [String: StepAccount] = [:]
  private(set) var work = WorkAccount()
  private(set) var running: [Running] = []

  package init(_ period: AnalysisPeriod, model: ProcessModel) {
    self.period = period
    self.model = model
  }

  /// How many cases overlap the period.
  package var count: Int { lines.count }

  /// Whether a case was there at some time of the period.
  package func concerns(_ record: CaseRecord) -> Bool {
    record.placedAt < period.end && record.endedAt.map { $0 >= period.begin } ?? true
  }

  /// Takes a case in, once; one that is not of the period changes nothing.
  package mutating func add(_ record: CaseRecord) {
    guard concerns(record) else { return }
    let endedAt = record.endedAt.flatMap { $0 < period.end ? $0 : nil }
    lines.append(
      Line(
        placed: record.placedAt.microseconds, ended: endedAt?.microseconds,
        outcome: endedAt == nil ? -1 : number(of: record.outcome ?? Self.disputed)))
    for side in record.sides { parties[side.path] = side.party }
    if let endedAt {
      routes[record.route, default: []].append(
        endedAt.microseconds - record.placedAt.microseconds)
    } else {
      openRoutes[record.route, default: 0] += 1
      if record.endedAt == nil, period.isOpen { running.append(self.running(record)) }
    }
    for side in record.sides {
      for stay in side.stays where overlaps(stay) {
        let kind = model.kind(of: stay.element, hasTask: stay.task != nil)
        steps[stay.element, default: StepAccount()].add(stay, kind, in: period)
      }
      work.add(side, in: period)
    }
    if endedAt != nil { work.addWhole(record) }
  }

  /// The same cases in the same period as it is seen later.
  ///
  /// - Precondition: the period has the same beginning, all cases have ended, and no stay is open: nothing changes for them
  ///   when time goes by.
  package func continued(until later: AnalysisPeriod) -> CaseAccount {
    precondition(later.begin == period.begin, "one question")
    var account = self
    account.period = later
    return account
  }

  /// The names of all ways that were gone.
  package var paths: some Sequence<CaseRecord.PathID> { parties.keys }

  /// The outcome of those on which the parties do not agree.
  package static let disputed = "disputed"

  private mutating func number(of outcome: String) -> Int32 {
    if let known = outcomeNumbers[outcome] { return known }
    let number = Int32(outcomes.count)
    outcomes.append(outcome)
    outcomeNumbers[outcome] = number
    return number
  }

  private func overlaps(_ stay: CaseRecord.Stay) -> Bool {
    stay.enteredAt < period.end && stay.leftAt.map { $0 >= period.begin } ?? true
  }

  private func running(_ record: CaseRecord) -> Running {
    let open = record.sides.flatMap(\.stays).filter {
      $0.leftAt == nil && model.kind(of: $0.element, hasTask: $0.task != nil) != .composite
    }
    return Running(
      order: record.order, reference: record.reference, placedAt: record.placedAt,
      elements: open.sorted { ($0.enteredAt, $0.element) < ($1.enteredAt, $1.element) }
        .map(\.element),
      tasks: open.compactMap { stay in
        stay.task?.due.map { .init(element: stay.element, enteredAt: stay.enteredAt, due: $0) }
      }
      .sorted { ($0.due, $0.element) < ($1.due, $1.element) })
  }
}
