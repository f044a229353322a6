import Simulation
import Testing

/// Decisions that can be undone, in worlds whose processes crash.
@Suite struct GracePeriodTests {
  @Test func `a decision whose party crashes in the grace period takes effect once, or was undone`()
    async throws
  {
    let simulator = try Worlds.simulator(.init(plan: FaultPlan([.crash], rate: 3), orders: 4))
    var survivals = 0
    for seed in UInt64(1)...20 {
      let report = try await simulator.run(seed: seed, isTraced: true)
      // The auditor replays every step: no decision is taken twice, before its time, or after it was undone.
      #expect(report.violation == nil)
      survivals += Self.survivals(in: report.trace)
    }
    #expect(survivals > 0)
  }

  /// How often a party crashes between a decision with a grace period and the timer that ends it.
  private static func survivals(in trace: [String]) -> Int {
    var survivals = 0
    // Which orders wait for a decision to take effect, by party, and whether the party has crashed since.
    var pending: [String: Bool] = [:]
    for line in trace {
      for begun in line.matches(
        of: #/(Client|Supplier)#.* begins .*decide \w+ later on task \d+ by \w+ of (…\w+)/#)
      { pending["\(begun.1) \(begun.2)"] = false }
      for crash in line.matches(of: #/(Client|Supplier)#\d+ CRASHES/#) {
        for key in pending.keys where key.hasPrefix(crash.1) { pending[key] = true }
      }
      for fired in line.matches(of: #/(Client|Supplier)#.* begins .*timer \d+ of (…\w+)/#)
      where pending.removeValue(forKey: "\(fired.1) \(fired.2)") == true {
        survivals += 1
      }
    }
    return survivals
  }
}
