package import Statistics

/// A Kaplan–Meier curve as it is drawn: at most so many of its steps.
package struct SurvivalCurve: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// In seconds.
    package let age: Double
    /// How many were under observation just before: few of them make the curve unsteady.
    package let atRisk: Int
    /// The probability of lasting longer.
    package let survival: Double
    package let interval: ConfidenceInterval?
    /// How many ended within the period and were not older.
    package let ended: Int
  }

  /// By age; the first is the beginning, where all last.
  package let points: [Point]
  /// How many were observed, and how many of them to their end.
  package let count: Int
  package let ended: Int
  package let median: SurvivalQuantile
  package let p85: SurvivalQuantile
  package let p95: SurvivalQuantile
  package let followedUntil: Double

  init(_ curve: KaplanMeier, ended: Sample, points most: Int = 200) {
    let steps = curve.steps
    let places =
      steps.count <= most
      ? Array(steps.indices) : (0..<most).map { $0 * (steps.count - 1) / (most - 1) }
    points =
      [Point(age: 0, atRisk: steps.first?.atRisk ?? 0, survival: 1, interval: nil, ended: 0)]
      + places.map { place in
        let step = steps[place]
        return Point(
          age: step.age, atRisk: step.atRisk, survival: step.survival,
          interval: curve.interval(at: step.age), ended: ended.count(atMost: step.age))
      }
    count = curve.count
    self.ended = curve.ended
    median = curve.estimate(quantile: 0.5)
    p85 = curve.estimate(quantile: 0.85)
    p95 = curve.estimate(quantile: 0.95)
    followedUntil = curve.followedUntil
  }
}
