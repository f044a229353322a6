import Participant
import ProcessEngine

/// Runs simulated worlds: one for each seed.
package struct Simulator: Sendable {
  let model: SimulationModel
  let settings: Settings

  package init(_ model: SimulationModel, settings: Settings = .init()) {
    self.model = model
    self.settings = settings
  }

  /// What worlds are like, where the seed is not to decide.
  package struct Settings: Sendable {
    /// nil: drawn from the seed.
    package var plan: FaultPlan?
    /// nil: drawn from the seed, 3 to 10.
    package var orders: Int?

    package init(plan: FaultPlan? = nil, orders: Int? = nil) {
      self.plan = plan
      self.orders = orders
    }
  }

  /// What became of one world.
  package struct Report: Sendable {
    package let seed: UInt64
    /// nil when everything held.
    package let violation: Violation?
    package let faults: [Fault]
    package let orders: Int
    package let actions: Int
    /// How many orders ended how, at the buyer.
    package let outcomes: [String: Int]
    /// Empty unless it was asked for.
    package let trace: [String]
  }

  /// Runs the world of a seed. The same seed gives the same report.
  ///
  /// - Parameters:
  ///   - mutation: a mistake to build in, to see that it is found.
  ///   - isTraced: whether the report tells everything that happened.
  /// - Throws: when the world cannot be made.
  package func run(
    seed: UInt64, mutation: Mutation? = nil, isTraced: Bool = false
  ) async throws -> Report {
    let world = try await World(
      seed: seed, model: model, settings: settings, mutation: mutation, isTraced: isTraced)
    await world.live()
    return await world.report(seed: seed)
  }

  /// Runs the worlds of many seeds, several at a time.
  ///
  /// - Parameter progress: is told each report, in no particular order.
  /// - Returns: the reports of the seeds at which something did not hold, by seed.
  package func run(
    seeds: Range<UInt64>, width: Int, progress: (Report) -> Void = { _ in }
  ) async throws -> [Report] {
    var failures: [Report] = []
    var next = seeds.lowerBound
    try await withThrowingTaskGroup(of: Report.self) { group in
      while next < seeds.upperBound && next < seeds.lowerBound + UInt64(width) {
        let seed = next
        group.addTask { try await run(seed: seed) }
        next += 1
      }
      while let report = try await group.next() {
        progress(report)
        if report.violation != nil { failures.append(report) }
        guard next < seeds.upperBound else { continue }
        let seed = next
        group.addTask { try await run(seed: seed) }
        next += 1
      }
    }
    return failures.sorted { $0.seed < $1.seed }
  }

  /// The smallest world of a failing seed in which the same invariant does not hold: with as few kinds of faults and
  /// orders as simple attempts find. The report is traced.
  package func shrink(_ failure: Report) async throws -> Report {
    guard let invariant = failure.violation?.invariant else { return failure }
    var smallest = settings
    smallest.plan = smallest.plan ?? FaultPlan.drawn(bySeed: failure.seed)
    smallest.orders = failure.orders
    for fault in failure.faults {
      var attempt = smallest
      attempt.plan = smallest.plan?.without(fault)
      if try await fails(attempt, failure.seed, invariant) { smallest = attempt }
    }
    for orders in 1..<max(2, failure.orders) {
      var attempt = smallest
      attempt.orders = orders
      guard try await fails(attempt, failure.seed, invariant) else { continue }
      smallest = attempt
      break
    }
    return try await Simulator(model, settings: smallest).run(seed: failure.seed, isTraced: true)
  }

  private func fails(
    _ settings: Settings, _ seed: UInt64, _ invariant: Invariant
  ) async throws -> Bool {
    let report = try await Simulator(model, settings: settings).run(seed: seed)
    return report.violation?.invariant == invariant
  }
}

extension World {
  func report(seed: UInt64) -> Simulator.Report {
    let outcomes = client.store.read { database in
      database.cases.values.compactMap(\.instance.outcome)
        .reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    }
    return Simulator.Report(
      seed: seed, violation: audit.violation,
      faults: Fault.allCases.filter(plan.faults.contains), orders: orders.count, actions: actions,
      outcomes: outcomes, trace: trace.lines)
  }
}
