import Simulation
import Testing

/// Mistakes that are built into the store or the broker around the parties: the audit must find each, and call it by name.
@Suite struct MutationTests {
  private static let expected: [(Mutation, Invariant)] = [
    (.acknowledgeBeforeCommit, .acknowledgedIsCommitted),
    (.publishBeforeCommit, .publishedIsCommitted),
    (.noDuplicateCheck, .appliedOnceInOrder),
    (.mailboxDropped, .storedStateIsReplay),
    (.timerFiredTwice, .timerFiresOnce),
    (.watermarkBeforeConfirm, .watermarkIsConfirmed),
    (.sequenceReused, .sequenceIsGapFree),
    (.laneNumberSkipped, .laneIsGapFree),
  ]

  @Test(arguments: expected)
  func `a mistake is found and named`(_ mutation: Mutation, _ invariant: Invariant) async throws {
    let simulator = try Worlds.simulator()
    var found: Simulator.Report?
    for seed in UInt64(1)...100 where found == nil {
      let report = try await simulator.run(seed: seed, mutation: mutation, isTraced: true)
      if report.violation != nil { found = report }
    }
    let report = try #require(found, "no seed found it")
    #expect(report.violation?.invariant == invariant)
    #expect(report.trace.last?.contains("VIOLATED: \(invariant.rawValue)") == true)
  }

  @Test func `every mistake is tried`() {
    #expect(Set(Self.expected.map(\.0)) == Set(Mutation.allCases))
  }
}
