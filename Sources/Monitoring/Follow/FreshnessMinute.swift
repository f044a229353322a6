/// How old events were when they became visible, over one minute.
package struct FreshnessMinute: Hashable, Sendable {
  /// The beginning of the minute in seconds since 1970, UTC.
  package let start: Int64
  package let entries: Int
  package let median: Duration
  package let p99: Duration
  package let longest: Duration

  package init(start: Int64, entries: Int, median: Duration, p99: Duration, longest: Duration) {
    self.start = start
    self.entries = entries
    self.median = median
    self.p99 = p99
    self.longest = longest
  }
}

/// Counts delays by whole milliseconds, rounded up: percentiles of it are exact to the millisecond.
package struct FreshnessCount: Hashable, Sendable {
  private var counts: [Int: Int] = [:]
  package private(set) var entries = 0

  package init() {}

  /// - Parameter delay: below zero where the clocks differ, which counts as zero.
  package mutating func add(_ delay: Duration) {
    let (seconds, attoseconds) = delay.components
    let milliseconds =
      Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    counts[max(0, milliseconds), default: 0] += 1
    entries += 1
  }

  /// The smallest delay that at least this part of all did not exceed (nearest rank); nil without any.
  package func percentile(_ part: Double) -> Duration? {
    let rank = max(1, Int((Double(entries) * part).rounded(.up)))
    var passed = 0
    for (milliseconds, count) in counts.sorted(by: { $0.key < $1.key }) {
      passed += count
      if passed >= rank { return .milliseconds(milliseconds) }
    }
    return nil
  }

  /// The minute's account; nil when nothing came.
  package func minute(_ start: Int64) -> FreshnessMinute? {
    guard let median = percentile(0.5), let p99 = percentile(0.99), let longest = percentile(1)
    else { return nil }
    return FreshnessMinute(
      start: start, entries: entries, median: median, p99: p99, longest: longest)
  }
}
