/// An estimated number that cannot be had without knowing how sure it is, or the reason why there is none.
package enum Estimate: Hashable, Sendable {
  /// The estimate and its confidence interval.
  case value(Double, ConfidenceInterval)
  /// No interval with the confidence asked for exists for so few values; `needed` would do.
  case tooFew(count: Int, needed: Int)

  package var value: Double? {
    guard case .value(let value, _) = self else { return nil }
    return value
  }

  package var interval: ConfidenceInterval? {
    guard case .value(_, let interval) = self else { return nil }
    return interval
  }
}
