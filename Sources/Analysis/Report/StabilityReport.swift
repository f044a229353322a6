import FEEL
package import Statistics

/// Whether the process has changed: the chart of the median lead times of hours, days or weeks.
package struct StabilityReport: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    package let bucket: TimeBuckets.Bucket
    /// How many orders ended in it.
    package let count: Int
    package let median: Double
  }

  package let width: TimeBuckets.Width
  /// The whole buckets in which orders ended.
  package let points: [Point]
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
    points = zip(buckets.buckets, durations).compactMap { bucket, durations in
      Sample(durations).median.map {
        Point(bucket: bucket, count: durations.count, median: $0)
      }
    }
    chart = ProcessBehaviourChart(points.map(\.median))
  }
}
