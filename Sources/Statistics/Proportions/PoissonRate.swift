/// How often something happened in a stretch of time, as events that do not wait for each other happen.
package struct PoissonRate: Hashable, Sendable {
  package let count: Int
  /// For how long it was counted, in any unit; the rate is per that unit.
  package let exposure: Double

  /// `count` is not negative and `exposure` greater than 0.
  package init(count: Int, exposure: Double) {
    precondition(count >= 0 && exposure > 0, "a rate is a count in a stretch of time")
    self.count = count
    self.exposure = exposure
  }

  package var rate: Double { Double(count) / exposure }

  /// The exact interval (F. Garwood, 1936), from the quantiles of χ² with 2·count and 2·count + 2 degrees of freedom.
  package func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    precondition(0 < confidence && confidence < 1, "a confidence lies between 0 and 1")
    let tail = (1 - confidence) / 2
    let low = count == 0 ? 0 : IncompleteGamma.quantile(shape: Double(count), lower: tail)
    let high = IncompleteGamma.quantile(shape: Double(count + 1), upper: tail)
    return ConfidenceInterval(low: low / exposure, high: high / exposure, confidence: confidence)
  }
}
