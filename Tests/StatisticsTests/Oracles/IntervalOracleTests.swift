import Statistics
import Testing

@Suite struct IntervalOracleTests {
  @Test(arguments: OracleFiles.cases(\.quantiles))
  func `quantiles are those of numpy and their intervals those of scipy`(
    expected: OracleCase<QuantileCase>
  ) {
    let sample = Sample(expected.values)
    let quantile = sample.quantile(expected.probability)
    #expect(isClose(quantile, expected.value, within: 1e-14))
    let estimate = sample.estimate(
      quantile: expected.probability, confidence: expected.confidence)
    if let low = expected.low, let high = expected.high, let quantile {
      let interval = ConfidenceInterval(low: low, high: high, confidence: expected.confidence)
      #expect(estimate == .value(quantile, interval))
    } else {
      #expect(estimate == .tooFew(count: expected.values.count, needed: expected.needed))
    }
    let needed = QuantileRanks.needed(
      probability: expected.probability, confidence: expected.confidence)
    #expect(needed == expected.needed)
  }

  @Test(arguments: OracleFiles.cases(\.quantiles))
  func `moments are those of pandas`(
    expected: OracleCase<QuantileCase>
  ) {
    let sample = Sample(expected.values)
    #expect(isClose(sample.sum, expected.sum, within: 1e-15))
    #expect(isClose(sample.mean, expected.mean, within: 1e-14))
    #expect(sample.minimum == expected.minimum)
    #expect(sample.maximum == expected.maximum)
  }

  @Test(arguments: OracleFiles.cases(\.proportions))
  func `intervals of proportions are those of scipy`(expected: OracleCase<ProportionCase>) {
    let proportion = Proportion(expected.hits, of: expected.trials)
    let wilson = proportion.wilson(confidence: expected.confidence)
    expectClose([wilson?.low, wilson?.high], expected.wilson, "Wilson")
  }

  @Test(arguments: OracleFiles.cases(\.rates))
  func `intervals of rates are those of scipy's chi-square distribution`(
    expected: OracleCase<RateCase>
  ) {
    let interval = PoissonRate(count: expected.count, exposure: expected.exposure)
      .interval(confidence: expected.confidence)
    expectClose([interval.low, interval.high], [expected.low, expected.high], "Garwood")
  }
}
