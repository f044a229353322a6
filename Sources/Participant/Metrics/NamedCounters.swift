import Locks
import Metrics

/// Counters of one metric that differ by labels, each made when it is needed first.
final class NamedCounters: Sendable {
  private let metric: String
  private let labels: [String]
  private let counters = Locked<[[String]: Counter]>([:])

  /// - Parameter labels: the names of the values that `count` is given.
  init(_ metric: String, by labels: String...) {
    self.metric = metric
    self.labels = labels
  }

  func count(_ values: String..., by amount: Int = 1) {
    let counter = counters.withLock { counters in
      if let known = counters[values] { return known }
      let new = Counter(label: metric, dimensions: Array(zip(labels, values)))
      counters[values] = new
      return new
    }
    counter.increment(by: amount)
  }
}
