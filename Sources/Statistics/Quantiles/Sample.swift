/// Numbers that were observed, in order; equal ones are kept once with how many there are.
///
/// So a sample is made alike from single values and from rollups of (value, count).
package struct Sample: Hashable, Sendable {
  /// The distinct values, ascending.
  package let values: [Double]
  /// For each value how many observations are not greater.
  package let cumulativeCounts: [Int]

  /// All values must be finite.
  package init(_ observations: some Sequence<Double>) {
    // An array of numbers is sorted many times faster than a sequence of which the compiler does not know the type.
    self.init(sorted: [Double](observations).sorted()) { ($0, 1) }
  }

  /// All values must be finite and the counts not negative; a value may come more than once.
  package init(counted observations: some Sequence<(value: Double, count: Int)>) {
    let pairs = [(value: Double, count: Int)](observations)
    self.init(sorted: pairs.sorted { $0.value < $1.value }) { ($0.value, $0.count) }
  }

  private init<Item>(sorted: [Item], _ reading: (Item) -> (Double, Int)) {
    var values: [Double] = []
    var counts: [Int] = []
    values.reserveCapacity(sorted.count)
    counts.reserveCapacity(sorted.count)
    var total = 0
    for item in sorted {
      let (value, count) = reading(item)
      precondition(value.isFinite && count >= 0, "a sample is of finite values")
      guard count > 0 else { continue }
      total += count
      if values.last == value {
        counts[counts.count - 1] = total
      } else {
        values.append(value)
        counts.append(total)
      }
    }
    self.values = values
    cumulativeCounts = counts
  }

  /// How many observations there are.
  package var count: Int { cumulativeCounts.last ?? 0 }
  package var isEmpty: Bool { values.isEmpty }
  package var minimum: Double? { values.first }
  package var maximum: Double? { values.last }

  /// The observation of this rank: 0 for the smallest, `count` − 1 for the greatest.
  package func observation(rank: Int) -> Double {
    if values.count == count { return values[rank] }
    return values[cumulativeCounts.partitioningIndex { $0 > rank }]
  }

  /// How many observations are not greater than `limit`.
  package func count(atMost limit: Double) -> Int {
    let index = values.partitioningIndex { $0 > limit }
    return index == 0 ? 0 : cumulativeCounts[index - 1]
  }
}
