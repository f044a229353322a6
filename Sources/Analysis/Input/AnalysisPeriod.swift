package import FEEL

/// The stretch of time that an analysis is about, and until when it could be observed.
package struct AnalysisPeriod: Hashable, Sendable {
  package let begin: Timestamp
  /// Where the period ends, which may be still to come.
  package let until: Timestamp
  package let now: Timestamp

  /// - Precondition: `begin` < `until` and `begin` < `now`.
  package init(from begin: Timestamp, until: Timestamp, now: Timestamp) {
    precondition(begin < until && begin < now, "a period has a length and has begun")
    self.begin = begin
    self.until = until
    self.now = now
  }

  /// What happened at `begin` ≤ t < `end` was observed.
  package var end: Timestamp { min(until, now) }
  /// In seconds, of what was observed.
  package var length: Double { seconds(end) }
  /// Whether the present is its end, so that what ran at the end runs.
  package var isOpen: Bool { now <= until }

  /// Seconds after the beginning, negative before it.
  package func seconds(_ time: Timestamp) -> Double {
    (time.microseconds - begin.microseconds).seconds
  }

  /// The time that is so many seconds after the beginning.
  package func time(_ seconds: Double) -> Timestamp {
    Timestamp(microseconds: begin.microseconds + Int64((seconds * 1_000_000).rounded()))
  }

  func contains(_ time: Timestamp) -> Bool { begin <= time && time < end }

  /// How much of a stretch of time lies within the period, in microseconds.
  func overlap(_ from: Timestamp, _ to: Timestamp) -> Int64 {
    max(0, min(to, end).microseconds - max(from, begin).microseconds)
  }
}

extension Int64 {
  /// Of microseconds.
  var seconds: Double { Double(self) / 1_000_000 }
}
