import Foundation
import Simulation
import Testing

@Suite struct WorldTests {
  /// How many worlds are run; `simulate`, a release build, runs a thousand of them in the same time.
  private static var count: UInt64 {
    ProcessInfo.processInfo.environment["DUET_TEST_WORLDS"].flatMap { UInt64($0) } ?? 300
  }

  @Test func `hundreds of worlds keep every invariant`() async throws {
    var outcomes: [String: Int] = [:]
    let seeds = 1..<(1 + Self.count)
    let failures = try await Worlds.simulator().run(seeds: seeds, width: 2) { report in
      outcomes.merge(report.outcomes, uniquingKeysWith: +)
    }
    for failure in failures {
      let violation = failure.violation?.description ?? ""
      Issue.record(
        "seed \(failure.seed): \(violation) (replay: simulate --seed \(failure.seed) --trace)")
    }
    let ends: Set = ["Completed", "Rejected", "Declined", "Expired", "Cancelled", "Unfulfilled"]
    #expect(Set(outcomes.keys) == ends)
  }

  @Test func `the same seed makes the same world`() async throws {
    let simulator = try Worlds.simulator()
    for seed in UInt64(1)...5 {
      let first = try await simulator.run(seed: seed, isTraced: true)
      let second = try await simulator.run(seed: seed, isTraced: true)
      #expect(!first.trace.isEmpty && first.trace == second.trace)
    }
  }

  @Test func `a trace changes nothing`() async throws {
    let simulator = try Worlds.simulator()
    let (told, silent) = (
      try await simulator.run(seed: 7, isTraced: true), try await simulator.run(seed: 7)
    )
    #expect(told.actions == silent.actions && told.outcomes == silent.outcomes)
    #expect(silent.trace.isEmpty)
  }

  @Test func `without faults every order ends as people decide`() async throws {
    let simulator = try Worlds.simulator(.init(plan: FaultPlan([]), orders: 5))
    for seed in UInt64(1)...20 {
      let report = try await simulator.run(seed: seed)
      #expect(report.violation == nil)
      #expect(report.outcomes.values.reduce(0, +) == 5)
    }
  }

  @Test(arguments: Fault.allCases)
  func `each kind of fault happens, and is survived`(_ fault: Fault) async throws {
    let simulator = try Worlds.simulator(.init(plan: FaultPlan([fault], rate: 3), orders: 4))
    let perfect = try Worlds.simulator(.init(plan: FaultPlan([]), orders: 4))
    var differences = 0
    for seed in UInt64(1)...10 {
      let report = try await simulator.run(seed: seed, isTraced: true)
      #expect(report.violation == nil)
      if try await perfect.run(seed: seed, isTraced: true).trace.dropFirst()
        != report.trace.dropFirst()
      {
        differences += 1
      }
    }
    #expect(differences > 0)
  }
}
