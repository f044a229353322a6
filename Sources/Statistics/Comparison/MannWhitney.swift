/// Whether the values of one sample tend to be greater than those of another (Mann and Whitney, 1947), by the normal
/// approximation with the corrections for ties and for continuity.
package struct MannWhitney: Hashable, Sendable {
  /// U of the first sample: the number of pairs in which its value is the greater one, equal ones counting half.
  package let u: Double
  /// The probability that a value of the first sample is greater than one of the second, equal ones counting half.
  package let probabilityOfGreater: Double
  /// The probability of at least this difference, in either direction, if there were none.
  package let p: Double

  /// Nil when a sample is empty or all values are the same.
  package init?(_ first: Sample, _ second: Sample) {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let n = Double(first.count)
    let m = Double(second.count)
    var halves = 0
    var ties = 0.0
    for value in Sample(first.values + second.values).values {
      let inFirst = first.count(of: value)
      let inSecond = second.count(atMost: value)
      let equal = second.count(of: value)
      halves += inFirst * (2 * inSecond - equal)
      let tied = Double(inFirst + equal)
      ties += tied * tied * tied - tied
    }
    let all = n + m
    let variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)))
    guard variance > 0 else { return nil }
    u = Double(halves) / 2
    probabilityOfGreater = u / (n * m)
    let distance = max(abs(u - n * m / 2) - 0.5, 0)
    p = min(2 * NormalDistribution.above(distance / variance.squareRoot()), 1)
  }
}

extension Sample {
  /// How many observations are this value.
  func count(of value: Double) -> Int {
    let index = values.partitioningIndex { $0 >= value }
    guard index < values.count, values[index] == value else { return 0 }
    return cumulativeCounts[index] - (index == 0 ? 0 : cumulativeCounts[index - 1])
  }
}
