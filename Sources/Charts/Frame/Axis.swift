/// What one direction of a chart means.
package struct Axis: Hashable, Sendable {
  package enum Unit: Hashable, Sendable {
    case number
    /// Whole numbers: no tick stands between them.
    case count
    /// Of fractions of 1.
    case percent
    /// Of seconds.
    case duration
    /// Of seconds since 1970, in UTC.
    case time
  }

  package let label: String
  package let unit: Unit
  /// What is shown at least; nil for what the data need.
  package let range: ClosedRange<Double>?

  package init(_ label: String, _ unit: Unit = .number, range: ClosedRange<Double>? = nil) {
    self.label = label
    self.unit = unit
    self.range = range
  }

  /// The ends of the axis for these values: nice numbers, except of times, which end with the data.
  ///
  /// - Parameter fromZero: Whether zero is shown, as under bars and areas.
  func extent(of values: some Sequence<Double>, fromZero: Bool) -> ClosedRange<Double> {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    if let range { (low, high) = (min(low, range.lowerBound), max(high, range.upperBound)) }
    if low > high { (low, high) = (0, 1) }
    if fromZero { (low, high) = (min(low, 0), max(high, 0)) }
    if low == high { high = low + (unit == .percent ? 0.1 : 1) }
    guard unit != .time, range?.upperBound != high || range?.lowerBound != low else {
      return low...high
    }
    let step = Ticks.step(from: low, to: high, unit: unit)
    return (low / step).rounded(.down) * step...(high / step).rounded(.up) * step
  }
}
