extension Sample {
  /// With Neumaier's compensation, so that the order of magnitude of the values does not eat the small ones.
  package var sum: Double { total { $0 } }

  /// Nil for an empty sample.
  package var mean: Double? { isEmpty ? nil : sum / Double(count) }

  /// The square root of Σ(x − mean)² / (n − 1); nil for fewer than two observations.
  package var standardDeviation: Double? {
    guard count > 1, let mean else { return nil }
    return (total { ($0 - mean) * ($0 - mean) } / Double(count - 1)).squareRoot()
  }

  private func total(_ term: (Double) -> Double) -> Double {
    var sum = 0.0
    var lost = 0.0
    var before = 0
    for index in values.indices {
      let next = term(values[index]) * Double(cumulativeCounts[index] - before)
      before = cumulativeCounts[index]
      let added = sum + next
      lost += abs(sum) >= abs(next) ? (sum - added) + next : (next - added) + sum
      sum = added
    }
    return sum + lost
  }
}
