import FEEL
package import Statistics

/// Whether the process has changed: the chart of the median lead times of hours, days or weeks.
///
/// A stretch of time has a median when as many orders ended in it as an interval of the median takes; limits from medians
/// of one or two orders would be those of single orders.
package struct StabilityReport: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    package let bucket: TimeBuckets.Bucket
    /// How many orders ended in it.
    package let count: Int
    package let median: Double
  }

  /// A whole bucket in which too few orders ended.
  package struct Sparse: Hashable, Sendable {
    package let bucket: TimeBuckets.Bucket
    /// The lead times of its orders, ascending.
    package let leadTimes: [Double]
  }

  /// How many orders have to end in a bucket for it to have a median.
  package static let needed = QuantileRanks.needed(probability: 0.5)

  package let width: TimeBuckets.Width
  /// The whole buckets in which enough orders ended.
  package let points: [Point]
  /// Those in which some did.
  package let sparse: [Sparse]
  /// Of the medians, in the same order.
  package let chart: ProcessBehaviourChart

  init(_ account: CaseAccount, _ life: OrderLife) {
    let period = account.period
    let buckets = TimeBuckets(period, width: TimeBuckets.Width(for: period.length))
    var durations = [[Double]](repeating: [], count: buckets.buckets.count)
    for line in account.lines {
      guard let ended = line.ended,
        let index = buckets.index(of: Timestamp(microseconds: ended)),
        !buckets.buckets[index].isPartial
      else { continue }
      durations[index].append(max(0, ended - line.placed).seconds)
    }
    width = buckets.width
    var (points, sparse): ([Point], [Sparse]) = ([], [])
    for (bucket, durations) in zip(buckets.buckets, durations) {
      if let median = Sample(durations).estimate(quantile: 0.5).value {
        points.append(Point(bucket: bucket, count: durations.count, median: median))
      } else if !durations.isEmpty {
        sparse.append(Sparse(bucket: bucket, leadTimes: durations.sorted()))
      }
    }
    self.points = points
    self.sparse = sparse
    chart = ProcessBehaviourChart(points.map(\.median))
  }
}
