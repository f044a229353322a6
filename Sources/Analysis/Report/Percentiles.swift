package import Statistics

/// How durations are spread, in seconds: exact percentiles with their intervals, or the reason why there are none.
package struct Percentiles: Hashable, Sendable {
  package let count: Int
  package let mean: Double?
  package let median: Estimate
  package let p85: Estimate
  package let p95: Estimate

  package init(_ sample: Sample) {
    count = sample.count
    mean = sample.mean
    median = sample.estimate(quantile: 0.5)
    p85 = sample.estimate(quantile: 0.85)
    p95 = sample.estimate(quantile: 0.95)
  }

  init(microseconds: some Sequence<Int64>) { self.init(Sample(microseconds.map(\.seconds))) }
}
