import Statistics
import Testing

@Suite struct ComparisonOracleTests {
  @Test(arguments: OracleFiles.cases(\.mannWhitneys))
  func `the Mann–Whitney test is that of scipy`(expected: OracleCase<MannWhitneyCase>) {
    let test = MannWhitney(Sample(expected.first), Sample(expected.second))
    guard let p = expected.p else { return #expect(test == nil) }
    #expect(test?.u == expected.u)
    #expect(isClose(test?.p, p))
  }

  /// Both are drawn by chance, so this compares within what chance explains (see comparison_oracles.py).
  @Test(arguments: OracleFiles.cases(\.medianDifferences))
  func `the bootstrap interval of a difference of medians is that of scipy`(
    expected: OracleCase<MedianDifferenceCase>
  ) {
    let difference = MedianDifference.between(
      Sample(expected.first), Sample(expected.second), seed: 11)
    guard case .value(let value, let interval) = difference else {
      Issue.record("there is no difference: \(difference)")
      return
    }
    #expect(isClose(value, expected.value))
    #expect(expected.low[0] <= interval.low && interval.low <= expected.low[1])
    #expect(expected.high[0] <= interval.high && interval.high <= expected.high[1])
  }

  /// The oracle's distribution is exact, ours is drawn: the quantile of a probability that is 0.02 off at most.
  @Test(arguments: OracleFiles.cases(\.backlogs))
  func `the forecast of a backlog agrees with the exact distribution`(
    expected: OracleCase<BacklogCase>
  ) throws {
    let forecast = try #require(
      BacklogForecast(backlog: expected.backlog, completed: expected.completed, seed: 5))
    for (index, probability) in expected.probabilities.enumerated() {
      let periods = forecast.periods(probability: probability)
      #expect(expected.low[index]...expected.high[index] ~= periods)
    }
  }
}
