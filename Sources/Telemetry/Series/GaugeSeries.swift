import CoreMetrics

/// A number that goes up and down. One that cannot be known at the moment is NaN.
final class GaugeSeries: MetricSeries, RecorderHandler, MeterHandler {
  private let number: AtomicDouble

  init(_ value: Double = 0) { number = AtomicDouble(value) }

  var value: MetricValue { .number(number.value) }

  func set(_ value: Int64) { number.set(Double(value)) }
  func set(_ value: Double) { number.set(value) }
  func record(_ value: Int64) { number.set(Double(value)) }
  func record(_ value: Double) { number.set(value) }
  func increment(by amount: Double) { number.add(amount) }
  func decrement(by amount: Double) { number.add(-amount) }
}
