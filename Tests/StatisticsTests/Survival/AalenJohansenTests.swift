import Statistics
import Testing

@Suite struct AalenJohansenTests {
  @Test(arguments: 1...20)
  func `the outcomes and survival add up to 1 at every age`(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    let lifetimes = inputs.lifetimes(150, ties: seed % 2 == 0, late: true)
    let curves = AalenJohansen(lifetimes, outcomes: 3)
    for index in curves.ages.indices {
      let sum = curves.incidence.reduce(curves.survival[index]) { $0 + $1[index] }
      #expect(isClose(sum, 1, within: 1e-13))
    }
    let curve = KaplanMeier(lifetimes)
    #expect(curves.survival == curve.steps.map(\.survival))
    #expect(AalenJohansen(inputs.shuffled(lifetimes), outcomes: 3) == curves)
  }

  @Test func `without censoring the incidences are the shares of the outcomes`() {
    let curves = AalenJohansen(
      [0, 1, 0, 2].enumerated().map { Lifetime(exit: Double($0 + 1), outcome: $1) }, outcomes: 3)
    #expect((0..<3).map { curves.incidence(of: $0, at: 4) } == [0.5, 0.25, 0.25])
    #expect(curves.incidence(of: 0, at: 0.5) == 0)
    #expect(curves.interval(of: 2, at: 1) == nil)
  }

  @Test(arguments: 1...60)
  func `what has come about for all has no interval, though the sum be a rounding error off`(
    count: Int
  ) {
    let curves = AalenJohansen(
      (1...count).map { Lifetime(exit: Double($0), outcome: 0) }, outcomes: 1)
    #expect(curves.interval(of: 0, at: Double(count)) == nil)
  }

  /// Of one outcome alone, the incidence is what is missing to 1 in the Kaplan–Meier curve, and has its variance.
  @Test func `with one outcome it is Kaplan and Meier's complement`() {
    var inputs = RandomInputs(seed: 4)
    let lifetimes = inputs.lifetimes(80).map {
      Lifetime(entry: $0.entry, exit: $0.exit, ended: $0.outcome != nil)
    }
    let curves = AalenJohansen(lifetimes, outcomes: 1)
    let curve = KaplanMeier(lifetimes)
    for (index, step) in curve.steps.enumerated() where step.survival > 0 {
      #expect(isClose(curves.incidence[0][index], 1 - step.survival, within: 1e-12))
      #expect(isClose(curves.variance[0][index], curve.variance(at: step.age), within: 1e-8))
    }
  }

  @Test func `groups of which one is empty cannot be compared`() {
    #expect(LogRank([], [Lifetime(exit: 1, ended: true)]) == nil)
    #expect(LogRank([], []) == nil)
  }

  @Test func `the log-rank test does not care which group comes first`() throws {
    var inputs = RandomInputs(seed: 5)
    let first = inputs.lifetimes(50)
    let second = inputs.lifetimes(70, late: true).map {
      Lifetime(entry: $0.entry * 3, exit: $0.exit * 3, outcome: $0.outcome)
    }
    let forth = try #require(LogRank(first, second))
    let back = try #require(LogRank(second, first))
    #expect(isClose(forth.statistic, back.statistic))
    #expect(forth.p < 0.001)
  }
}
