/// Numbers that were observed, in order; equal ones are kept once with how many there are.
package struct Sample: Hashable, Sendable {
  /// The distinct values, ascending.
  package let values: [Double]
  /// For each value how many observations are not greater.
  package let cumulativeCounts: [Int]

  /// All values must be finite.
  package init(_ observations: some Sequence<Double>) {
    var values: [Double] = []
    var counts: [Int] = []
    // An array of numbers is sorted many times faster than a sequence of which the compiler does not know the type.
    let sorted = [Double](observations).sorted()
    values.reserveCapacity(sorted.count)
    counts.reserveCapacity(sorted.count)
    for (index, value) in sorted.enumerated() {
      precondition(value.isFinite, "a sample is of finite values")
      if values.last == value {
        counts[counts.count - 1] = index + 1
      } else {
        values.append(value)
        counts.append(index + 1)
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
