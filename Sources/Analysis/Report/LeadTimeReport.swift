import Statistics

/// From an order's placing to its end at the last party.
package struct LeadTimeReport: Hashable, Sendable {
  /// Of the orders that ended within the period, as they are mostly told: those that still run are left out.
  package let completed: Percentiles
  /// Of all orders: those that run have lasted at least as long as they have, and those that were there before the
  /// period were seen from the age that they had when it began.
  package let all: SurvivalCurve
  /// What one would think if what runs were left out.
  package let withoutRunning: SurvivalCurve
  /// How many had not ended by the period's end.
  package let running: Int
  /// How many were there before the period.
  package let delayed: Int
  /// By how many seconds the median of the completed differs from that of all; nil when one of them is not told.
  package let bias: Double?
  /// Bins of equal width for the completed ones, each with what is longer than `from` and not longer than `to`, but the
  /// first with its beginning; the last has all above. Their ends are whole microseconds.
  package let histogram: [Bin]

  package struct Bin: Hashable, Sendable {
    package let from: Double
    package let to: Double
    package let count: Int
  }

  init(_ life: OrderLife, _ survival: KaplanMeier) {
    completed = Percentiles(life.completed)
    let curve = SurvivalCurve(survival, ended: life.completed)
    all = curve
    withoutRunning = SurvivalCurve(
      KaplanMeier(
        zip(life.completed.values, life.completed.cumulativeCounts.differences).map {
          Lifetime(exit: $0, ended: true, count: $1)
        }), ended: life.completed)
    running = life.sojourns.count { $0.departure == nil }
    delayed = life.sojourns.count { $0.arrival < 0 }
    bias = completed.median.value.flatMap { median in curve.median.age.map { median - $0 } }
    histogram = Self.bins(of: life.completed, most: 30)
  }

  /// Up to the 99th percentile: a few extraordinary orders do not press all others into one bin.
  private static func bins(of sample: Sample, most: Int) -> [Bin] {
    guard let least = sample.minimum, let greatest = sample.maximum,
      let high = sample.quantile(0.99), high > least
    else {
      return sample.minimum.map { [Bin(from: $0, to: $0, count: sample.count)] } ?? []
    }
    let width = (high - least) / Double(most)
    func edge(_ index: Int) -> Double {
      ((least + width * Double(index)) * 1_000_000).rounded() / 1_000_000
    }
    var counted = 0
    return (0..<most).map { index in
      let isLast = index == most - 1
      let below = isLast ? sample.count : sample.count(atMost: edge(index + 1))
      defer { counted = below }
      return Bin(
        from: edge(index), to: isLast ? greatest : edge(index + 1), count: below - counted)
    }
  }
}

extension [Int] {
  /// By how much each is more than the one before; the first as it is.
  fileprivate var differences: [Int] { zip(self, [0] + dropLast()).map { $0 - $1 } }
}
