package import FEEL

/// What one party did in one stretch of time.
package struct Activity: Hashable, Sendable {
  /// How long a stretch is. Each begins at a whole multiple of its length since 1970, UTC.
  package enum Span: Int, Hashable, Sendable, CaseIterable {
    case second = 1
    case minute = 60
    case hour = 3_600
    case day = 86_400
  }

  /// Names a stretch of time of one party.
  package struct Stretch: Hashable, Sendable {
    package let party: String
    package let span: Span
    /// The beginning in seconds since 1970, UTC.
    package let start: Int64

    package init(party: String, span: Span, at time: Timestamp) {
      self.init(party: party, span: span, second: time.wholeSeconds)
    }

    package init(party: String, span: Span, second: Int64) {
      self.party = party
      self.span = span
      let length = Int64(span.rawValue)
      start = second - ((second % length) + length) % length
    }
  }

  package var steps = 0
  package var started = 0
  package var ended = 0
  /// Orders that began here as the first party's, and orders that ended here as the last party's.
  package var placed = 0
  package var closed = 0
  package var sent = 0
  package var received = 0
  /// By how much the party's counts changed, by kind and name. Tokens that came and went within one step are left out.
  package var changes: [Tally.Name: Int] = [:]

  package init() {}

  package mutating func add(_ other: Activity) {
    steps += other.steps
    started += other.started
    ended += other.ended
    placed += other.placed
    closed += other.closed
    sent += other.sent
    received += other.received
    changes.merge(other.changes, uniquingKeysWith: +)
  }

  /// The same by seconds, minutes, hours and days: sums that need not be made again for each look.
  package static func rollUp(_ seconds: [Stretch: Activity]) -> [Stretch: Activity] {
    var all = seconds
    for (second, activity) in seconds {
      for span in Span.allCases where span != .second {
        let stretch = Stretch(party: second.party, span: span, second: second.start)
        all[stretch, default: Activity()].add(activity)
      }
    }
    return all
  }
}

extension Timestamp {
  /// Whole seconds since 1970, rounded down.
  package var wholeSeconds: Int64 {
    let rest = microseconds % 1_000_000
    return (microseconds - (rest < 0 ? rest + 1_000_000 : rest)) / 1_000_000
  }
}
