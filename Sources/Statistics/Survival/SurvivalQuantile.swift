/// The age by which a share of all will have ended, or the reason why nobody can say.
package enum SurvivalQuantile: Hashable, Sendable {
  /// Reached at this age. An end of the confidence interval is nil when the data do not reach it.
  case reached(at: Double, from: Double?, to: Double?)
  /// At the greatest observed age this share still lasts, which is more than what would have to be left.
  case notReached(until: Double, survival: Double)
  /// So many ended, and `needed` would do: see ``KaplanMeier/estimate(quantile:confidence:)``.
  case tooFew(ended: Int, needed: Int)

  package var age: Double? {
    guard case .reached(let age, _, _) = self else { return nil }
    return age
  }
}
