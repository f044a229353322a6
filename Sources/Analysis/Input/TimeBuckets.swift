package import FEEL

/// A period cut at the whole hours, days or weeks of UTC.
package struct TimeBuckets: Hashable, Sendable {
  package enum Width: String, Hashable, Sendable, CaseIterable {
    case hour, day, week

    package var seconds: Int64 {
      switch self {
      case .hour: 3_600
      case .day: 86_400
      case .week: 604_800
      }
    }

    /// The width that makes a few dozen to a few hundred buckets of a period.
    package init(for length: Double) {
      self = length <= 4 * 86_400 ? .hour : length <= 400 * 86_400 ? .day : .week
    }
  }

  package struct Bucket: Hashable, Sendable {
    package let begin: Timestamp
    package let end: Timestamp
    /// Whether the period cuts it off or it is not over: its counts are not to be held against the others'.
    package let isPartial: Bool

    /// In seconds.
    package var length: Double { (end.microseconds - begin.microseconds).seconds }
  }

  package let width: Width
  package let buckets: [Bucket]

  package init(_ period: AnalysisPeriod, width: Width) {
    self.width = width
    let length = width.seconds * 1_000_000
    var buckets: [Bucket] = []
    var start = period.begin
    while start < period.end {
      let whole = Self.floor(start.microseconds, length, width)
      let next = Timestamp(microseconds: whole + length)
      let end = min(next, period.end)
      buckets.append(
        Bucket(begin: start, end: end, isPartial: start.microseconds != whole || end != next))
      start = end
    }
    self.buckets = buckets
  }

  /// The bucket that a time lies in; nil outside.
  package func index(of time: Timestamp) -> Int? {
    guard let first = buckets.first, let last = buckets.last, first.begin <= time, time < last.end
    else { return nil }
    let length = width.seconds * 1_000_000
    let origin = Self.floor(first.begin.microseconds, length, width)
    return Int((time.microseconds - origin) / length)
  }

  /// Weeks begin on Monday: 1970 began on a Thursday.
  private static func floor(_ time: Int64, _ length: Int64, _ width: Width) -> Int64 {
    let shift: Int64 = width == .week ? 3 * 86_400 * 1_000_000 : 0
    let rest = (time + shift) % length
    return time - (rest < 0 ? rest + length : rest)
  }
}
