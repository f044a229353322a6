/// From values to places on one axis of a picture.
struct Scale: Hashable, Sendable {
  let values: ClosedRange<Double>
  /// Where the ends of `values` are; the second is smaller on an axis that grows upwards.
  let start: Double
  let end: Double

  func callAsFunction(_ value: Double) -> Double {
    let span = values.upperBound - values.lowerBound
    guard span > 0, value.isFinite else { return start }
    let clamped = min(max(value, values.lowerBound), values.upperBound)
    return start + (clamped - values.lowerBound) / span * (end - start)
  }
}
