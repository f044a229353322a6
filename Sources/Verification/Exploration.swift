import BPMN
import FEEL
import ProcessEngine

/// Looks at every joint state once, the nearest first, so that each trace is a shortest one.
struct Exploration {
  private let stage: Stage
  private let limit: Int
  private var known: [String: Int] = [:]
  private var visits: [Visit] = []
  private var frontier: [(visit: Int, state: JointState)] = []
  private var coverage = Coverage()
  private var findings: [Finding] = []
  private var problems: Set<Finding.Problem> = []
  private var outcomes: [String: Int] = [:]
  private var moves = 0
  private var maximumInFlight = 0

  /// One joint state, without what it was like.
  private struct Visit {
    /// The state that it was first reached from; nil for a beginning.
    let previous: Int?
    /// What happened then.
    let text: String
    /// The states from which it is reached.
    var sources: [Int] = []
    /// Whether nothing follows, for good or bad.
    var isLast = false
  }

  init(_ stage: Stage, limit: Int) {
    self.stage = stage
    self.limit = limit
  }

  mutating func run() {
    for beginning in stage.beginnings() { follow(beginning, from: nil) }
    var next = 0
    while next < frontier.count, visits.count < limit {
      let (visit, state) = frontier[next]
      expand(visit, state)
      next += 1
      if next > 4_096 {
        frontier.removeFirst(next)
        next = 0
      }
    }
    frontier.removeFirst(next)
    if frontier.isEmpty { findStatesWithoutWayOut() }
  }

  private mutating func expand(_ visit: Int, _ state: JointState) {
    if state.isOver { return finish(visit, state) }
    var canMove = false
    for move in stage.moves(from: state) {
      moves += 1
      if move.isUnfilled {
        coverage.unfilled.insert(move.text)
      } else {
        canMove = true
        follow(move, from: visit)
      }
    }
    if !canMove {
      visits[visit].isLast = true
      note(.deadlock(waiting: stage.describe(state)), at: visit)
    }
  }

  private mutating func follow(_ move: Stage.Move, from source: Int?) {
    coverage.note(move)
    maximumInFlight = max(maximumInFlight, move.state.flights.count)
    let signature = move.state.signature
    let target: Int
    if let visit = known[signature] {
      target = visit
    } else {
      target = visits.count
      known[signature] = target
      visits.append(Visit(previous: source, text: move.text))
      if !stumbles(move) { frontier.append((target, move.state)) }
    }
    if let source { visits[target].sources.append(source) }
    if stumbles(move) { visits[target].isLast = true }
    for problem in stage.problems(of: move) { note(problem, after: move.text, at: source) }
  }

  /// After an incident nothing goes on as the model says.
  private func stumbles(_ move: Stage.Move) -> Bool {
    move.state.instances.contains { $0?.incidents.isEmpty == false }
  }

  private mutating func finish(_ visit: Int, _ state: JointState) {
    visits[visit].isLast = true
    let ends = state.instances.compactMap { $0?.outcome }
    outcomes[Set(ends).sorted().joined(separator: " / "), default: 0] += 1
    if Set(ends).count > 1 {
      let words = zip(stage.pools, state.instances).compactMap { pool, instance in
        instance?.outcome.map { "\(pool.name) \($0)" }
      }
      note(.differentOutcomes(words), at: visit)
    }
  }

  // MARK: What was found

  private mutating func note(_ problem: Finding.Problem, at visit: Int) {
    guard problems.insert(problem).inserted else { return }
    findings.append(Finding(problem: problem, trace: trace(to: visit)))
  }

  private mutating func note(_ problem: Finding.Problem, after text: String, at visit: Int?) {
    guard problems.insert(problem).inserted else { return }
    let before = visit.map { trace(to: $0) } ?? []
    findings.append(Finding(problem: problem, trace: before + [text]))
  }

  private func trace(to visit: Int) -> [String] {
    var steps: [String] = []
    var current: Int? = visit
    while let visit = current {
      steps.append(visits[visit].text)
      current = visits[visit].previous
    }
    return steps.reversed()
  }

  /// Every state must lead to one where nothing follows; of those that do not, the nearest is reported.
  private mutating func findStatesWithoutWayOut() {
    var leads = visits.map(\.isLast)
    var fresh = visits.indices.filter { leads[$0] }
    while let visit = fresh.popLast() {
      for source in visits[visit].sources where !leads[source] {
        leads[source] = true
        fresh.append(source)
      }
    }
    if let lost = leads.firstIndex(of: false) { note(.noWayOut, at: lost) }
  }

  func report(on definitions: Definitions) -> Report {
    let unreached = coverage.unreached(in: definitions, pools: stage.pools)
    return Report(
      collaboration: definitions.collaboration?.name ?? definitions.id, delivery: stage.delivery,
      states: visits.count, moves: moves, isComplete: frontier.isEmpty,
      maximumInFlight: maximumInFlight, outcomes: outcomes, findings: findings,
      unreachedElements: unreached.elements, unreachedMessageFlows: unreached.messageFlows,
      unfilledForms: coverage.unfilled.subtracting(coverage.moves).sorted())
  }
}
