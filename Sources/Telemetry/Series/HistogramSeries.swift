import CoreMetrics
import Locks

/// How many values lie between fixed bounds. One short lock keeps the counts and the sum of one piece.
final class HistogramSeries: MetricSeries, RecorderHandler, TimerHandler {
  private struct State {
    var counts: [Int]
    var sum = 0.0
  }

  private let bounds: [Double]
  private let state: Locked<State>

  /// - Parameter bounds: ascending; a bucket above the last one is added.
  init(_ bounds: [Double]) {
    self.bounds = bounds
    state = Locked(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  var value: MetricValue {
    let state = state.withLock { $0 }
    return .distribution(counts: state.counts, sum: state.sum)
  }

  func record(_ value: Int64) { record(Double(value)) }

  /// What is no number is left out: it would make the sum useless for ever.
  func record(_ value: Double) {
    guard value.isFinite else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  /// Timers are kept in seconds, the base unit.
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
