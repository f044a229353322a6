/// So many of so many: the share of trials that had an outcome.
package struct Proportion: Hashable, Sendable {
  package let hits: Int
  package let trials: Int

  /// 0 ≤ hits ≤ trials.
  package init(_ hits: Int, of trials: Int) {
    precondition(0 <= hits && hits <= trials, "there are no more hits than trials")
    self.hits = hits
    self.trials = trials
  }

  /// Between 0 and 1; nil when nothing was tried.
  package var share: Double? { trials == 0 ? nil : Double(hits) / Double(trials) }

  /// The score interval (E. B. Wilson, 1927): right on average, also for few trials and near 0 or 1.
  package func wilson(confidence: Double = 0.95) -> ConfidenceInterval? {
    guard let share else { return nil }
    let n = Double(trials)
    let z = NormalDistribution.width(confidence: confidence)
    let factor = 1 / (1 + z * z / n)
    let centre = (share + z * z / (2 * n)) * factor
    let half = z * factor * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return ConfidenceInterval(
      low: hits == 0 ? 0 : centre - half, high: hits == trials ? 1 : centre + half,
      confidence: confidence)
  }
}
