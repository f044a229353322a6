import FEEL
package import Statistics

/// What came, what went, and how much was there.
package struct FlowReport: Hashable, Sendable {
  /// One hour, day or week.
  package struct Stretch: Hashable, Sendable {
    package let bucket: TimeBuckets.Bucket
    package let arrived: PoissonRate
    package let departed: PoissonRate
    /// How many were there at its end.
    package let present: Int
    /// Up to its end, since the period's beginning; those that were there already are among the arrived.
    package let arrivedInAll: Int
    package let departedInAll: Int
  }

  package let width: TimeBuckets.Width
  package let stretches: [Stretch]
  /// Per second, over the whole period.
  package let arrivals: PoissonRate
  package let departures: PoissonRate
  package let law: LittlesLaw

  init(_ account: CaseAccount, _ life: OrderLife) {
    let period = account.period
    let buckets = TimeBuckets(period, width: TimeBuckets.Width(for: period.length))
    var arrived = [Int](repeating: 0, count: buckets.buckets.count)
    var departed = arrived
    var before = 0
    for line in account.lines {
      if let index = buckets.index(of: .init(microseconds: line.placed)) {
        arrived[index] += 1
      } else {
        before += 1
      }
      if let index = line.ended.flatMap({ buckets.index(of: .init(microseconds: $0)) }) {
        departed[index] += 1
      }
    }
    width = buckets.width
    arrivals = PoissonRate(count: arrived.reduce(0, +), exposure: period.length)
    departures = PoissonRate(count: departed.reduce(0, +), exposure: period.length)
    law = LittlesLaw(life.sojourns, from: 0, until: period.length)
    var (come, gone) = (before, 0)
    var stretches: [Stretch] = []
    for (index, bucket) in buckets.buckets.enumerated() {
      come += arrived[index]
      gone += departed[index]
      stretches.append(
        Stretch(
          bucket: bucket, arrived: PoissonRate(count: arrived[index], exposure: bucket.length),
          departed: PoissonRate(count: departed[index], exposure: bucket.length),
          present: come - gone, arrivedInAll: come, departedInAll: gone))
    }
    self.stretches = stretches
  }
}
