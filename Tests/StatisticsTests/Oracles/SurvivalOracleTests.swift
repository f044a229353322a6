import Statistics
import Testing

@Suite struct SurvivalOracleTests {
  @Test(arguments: OracleFiles.cases(\.survivals))
  func `Kaplan–Meier curves and bands are those of lifelines`(expected: OracleCase<SurvivalCase>) {
    let curve = KaplanMeier(expected.content.lifetimes)
    #expect(curve.steps.map(\.age) == expected.ages)
    expectClose(curve.steps.map(\.survival), expected.survival, "survival")
    let bands = expected.ages.map { curve.interval(at: $0, confidence: expected.confidence) }
    expectClose(bands.map { $0?.low }, expected.low, "lower band")
    expectClose(bands.map { $0?.high }, expected.high, "upper band")
  }

  @Test(arguments: OracleFiles.cases(\.survivals))
  func `Greenwood's standard errors are those of statsmodels`(expected: OracleCase<SurvivalCase>) {
    let curve = KaplanMeier(expected.content.lifetimes)
    expectClose(
      expected.ages.map { curve.variance(at: $0)?.squareRoot() }, expected.errors, "error")
  }

  @Test(arguments: OracleFiles.cases(\.survivals))
  func `quantiles are where lifelines' curve and bands reach them`(
    expected: OracleCase<SurvivalCase>
  ) {
    let curve = KaplanMeier(expected.content.lifetimes)
    let quantile = curve.quantile(expected.probability, confidence: expected.confidence)
    guard let age = expected.quantile else {
      let left = curve.steps.last?.survival ?? 1
      return #expect(quantile == .notReached(until: curve.followedUntil, survival: left))
    }
    #expect(quantile == .reached(at: age, from: expected.from, to: expected.to))
  }

  @Test(arguments: OracleFiles.cases(\.survivals))
  func `conditional survival is lifelines' curve of those who got that old`(
    expected: OracleCase<SurvivalCase>
  ) {
    let curve = KaplanMeier(expected.content.lifetimes).conditional(onSurviving: expected.age)
    let steps = curve?.steps ?? []
    expectClose(steps.map { $0.age + expected.age }, expected.conditionalAges, "age")
    expectClose(steps.map(\.survival), expected.conditionalSurvival, "survival")
    let bands = steps.map { curve?.interval(at: $0.age, confidence: expected.confidence) }
    expectClose(bands.map { $0?.low }, expected.conditionalLow, "lower band")
    expectClose(bands.map { $0?.high }, expected.conditionalHigh, "upper band")
  }

  @Test(arguments: OracleFiles.cases(\.competing))
  func `cumulative incidence is that of lifelines, and of statsmodels where outcomes are tied`(
    expected: OracleCase<CompetingCase>
  ) {
    let curves = AalenJohansen(expected.content.lifetimes, outcomes: 3)
    #expect(curves.ages == expected.ages)
    for outcome in 0..<3 {
      expectClose(curves.incidence[outcome], expected.incidence[outcome], "incidence")
      let isKnown = expected.variance[outcome].map { $0 != nil }
      expectClose(
        zip(curves.variance[outcome], isKnown).map { $1 ? $0 : nil }, expected.variance[outcome],
        "variance")
      guard let low = expected.low?[outcome], let high = expected.high?[outcome] else { continue }
      // The variances are differences too, and near 0 the bands magnify their last digits.
      for (index, age) in expected.ages.enumerated() where low[index] != nil {
        let interval = curves.interval(of: outcome, at: age, confidence: expected.confidence)
        #expect(isClose(interval?.low, low[index], floor: 1e-9))
        #expect(isClose(interval?.high, high[index], floor: 1e-9))
      }
    }
  }

  @Test(arguments: OracleFiles.cases(\.logRanks))
  func `the log-rank test is that of lifelines, and of statsmodels with delayed entry`(
    expected: OracleCase<LogRankCase>
  ) {
    let test = LogRank(expected.first.lifetimes, expected.second.lifetimes)
    guard let statistic = expected.statistic else { return #expect(test == nil) }
    #expect(isClose(test?.statistic, statistic))
    // The oracles take the tail as 1 minus the rest, which has fewer digits when it is small.
    #expect(isClose(test?.p, expected.p, within: 1e-8))
  }
}

extension LifetimeColumns {
  var lifetimes: [Lifetime] {
    exits.indices.map { Lifetime(entry: entries[$0], exit: exits[$0], ended: ended[$0]) }
  }
}

extension SurvivalCase {
  var lifetimes: [Lifetime] {
    LifetimeColumns(entries: entries, exits: exits, ended: ended).lifetimes
  }
}

extension CompetingCase {
  var lifetimes: [Lifetime] {
    exits.indices.map {
      Lifetime(
        entry: entries[$0], exit: exits[$0], outcome: outcomes[$0] < 0 ? nil : outcomes[$0])
    }
  }
}
