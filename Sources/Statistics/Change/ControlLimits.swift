/// The natural limits of a process: what its values keep to as long as nothing changes.
package struct ControlLimits: Hashable, Sendable {
  /// How the centre and the spread are taken from the values and their moving ranges.
  package enum Method: Hashable, Sendable {
    /// mean ± 2.66 · mean moving range
    case mean
    /// median ± 3.145 · median moving range: a few extraordinary values do not widen it
    case median
  }

  package let centre: Double
  package let lower: Double
  package let upper: Double

  /// From at least two values, in the order in which they came (W. A. Shewhart; D. J. Wheeler: Understanding
  /// Variation, 1993: 2.66 = 3/1.128 and 3.145 = 3/0.954). Nil for fewer.
  ///
  /// The method takes values that are spread evenly about their centre: use it on daily medians or on logarithms,
  /// not on single durations.
  package init?(_ values: some Collection<Double>, method: Method) {
    guard values.count > 1 else { return nil }
    let sample = Sample(values)
    let ranges = Sample(zip(values, values.dropFirst()).map { abs($0 - $1) })
    let centre: Double?
    let spread: Double?
    switch method {
    case .mean:
      centre = sample.mean
      spread = ranges.mean.map { 2.66 * $0 }
    case .median:
      centre = sample.median
      spread = ranges.median.map { 3.145 * $0 }
    }
    guard let centre, let spread else { return nil }
    self.centre = centre
    lower = centre - spread
    upper = centre + spread
  }

  func isOutside(_ value: Double) -> Bool { value < lower || value > upper }

  /// 1 above the centre, −1 below, 0 on it.
  func side(_ value: Double) -> Int { value > centre ? 1 : value < centre ? -1 : 0 }

  /// 1 when nearer to the upper limit than to the centre, −1 when to the lower one, else 0.
  func outerSide(_ value: Double) -> Int {
    let isOuter = abs(value - centre) > (upper - centre) / 2
    return isOuter ? side(value) : 0
  }
}
