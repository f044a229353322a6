extension Sample {
  /// With Neumaier's compensation, so that the order of magnitude of the values does not eat the small ones.
  package var sum: Double {
    var sum = 0.0
    var lost = 0.0
    var before = 0
    for index in values.indices {
      let next = values[index] * Double(cumulativeCounts[index] - before)
      before = cumulativeCounts[index]
      let added = sum + next
      lost += abs(sum) >= abs(next) ? (sum - added) + next : (next - added) + sum
      sum = added
    }
    return sum + lost
  }

  /// Nil for an empty sample.
  package var mean: Double? { isEmpty ? nil : sum / Double(count) }
}
