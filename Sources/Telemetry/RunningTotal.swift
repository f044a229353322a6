package import CoreMetrics
import Locks

/// A counter that follows a total which is kept elsewhere, such as by the operating system or a driver.
package final class RunningTotal: Sendable {
  private let counter: FloatingPointCounter
  private let known = Locked(0.0)

  /// - Parameter label: of a described counter.
  package init(
    label: String, dimensions: [(String, String)] = [], factory: any MetricsFactory
  ) {
    counter = FloatingPointCounter(label: label, dimensions: dimensions, factory: factory)
  }

  /// Tells what the total is now. One that is not known, or smaller than before, changes nothing.
  package func follow(_ total: Double) {
    known.withLock { known in
      guard total > known else { return }
      counter.increment(by: total - known)
      known = total
    }
  }
}
