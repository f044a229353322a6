/// How old what is in progress is, held against how long the completed took: the bands of an ageing chart.
package struct AgeBands: Hashable, Sendable {
  /// A border between two bands.
  package struct Edge: Hashable, Sendable {
    package let probability: Double
    /// The age, or how many more completed ones it takes to tell it.
    package let age: Estimate
  }

  package let edges: [Edge]
  private let completed: Sample

  /// The borders are the quantiles of `completed` for these probabilities, ascending.
  package init(
    completed: Sample, probabilities: [Double] = [0.5, 0.85, 0.95], confidence: Double = 0.95
  ) {
    self.completed = completed
    edges = probabilities.map {
      Edge(probability: $0, age: completed.estimate(quantile: $0, confidence: confidence))
    }
  }

  /// How many of the known borders the age has passed: 0 for the youngest band.
  package func band(of age: Double) -> Int {
    edges.count { edge in edge.age.value.map { $0 < age } ?? false }
  }

  /// How many of these ages lie in each band.
  package func counts(of ages: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: edges.count + 1)
    for age in ages { counts[band(of: age)] += 1 }
    return counts
  }

  /// Of those completed, how many took at most this long.
  package func rank(of age: Double) -> Proportion {
    Proportion(completed.count(atMost: age), of: completed.count)
  }
}
