import CoreMetrics
import Synchronization

/// A number that only grows: whole steps and fractions apart, so that the usual addition is one instruction.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
  private let whole = Atomic<Int64>(0)
  private let fraction = AtomicDouble(0)

  var value: MetricValue {
    .number(Double(whole.load(ordering: .relaxed)) + fraction.value)
  }

  func increment(by amount: Int64) { whole.wrappingAdd(amount, ordering: .relaxed) }

  func increment(by amount: Double) {
    precondition(amount >= 0, "a counter does not go down")
    fraction.add(amount)
  }

  /// Nothing: whoever scrapes would take it for a restart.
  func reset() {}
}
