/// The running product of 1 − d/n, and the variance of its logarithm.
struct RiskProduct {
  private(set) var survival = 1.0
  /// Σ d/(n(n−d))
  private(set) var logVariance = 0.0
  /// The product up to the last change of those at risk by anything but ends, and how many there were after it.
  private var anchor: (survival: Double, atRisk: Int)?
  private var expectedAtRisk = 0

  /// `ended` of `atRisk`, which is greater than 0.
  mutating func append(ended: Int, of atRisk: Int) {
    var anchor = self.anchor ?? (1, atRisk)
    // Between ends only, (1 − d₁/n)(1 − d₂/(n−d₁)) is (n−d₁−d₂)/n, with one rounding instead of many.
    if atRisk != expectedAtRisk { anchor = (survival, atRisk) }
    let left = atRisk - ended
    survival = anchor.survival * (Double(left) / Double(anchor.atRisk))
    logVariance += Double(ended) / (Double(atRisk) * Double(left))
    self.anchor = anchor
    expectedAtRisk = left
  }
}
