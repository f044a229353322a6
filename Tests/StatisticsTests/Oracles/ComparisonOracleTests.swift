import Statistics
import Testing

@Suite struct ComparisonOracleTests {
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
}
