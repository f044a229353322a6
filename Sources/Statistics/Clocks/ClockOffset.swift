/// How far another party's clock is ahead of ours, from messages that went both ways.
///
/// A message takes some time, never less than none. So what passes between sending by our clock and receiving by
/// theirs is at least the offset, and what passes between their sending and our receiving at least its opposite: the
/// fastest message of each direction gives one bound (D. L. Mills: Internet time synchronization, 1991). Nothing is
/// assumed about the two directions being alike. The offset must not change meanwhile: estimate it period by period.
package enum ClockOffset: Hashable, Sendable {
  /// It lies between the two, however the messages' times split.
  case between(Double, Double)
  /// Messages were only seen going to the other party.
  case atMost(Double)
  /// Messages were only seen coming from the other party.
  case atLeast(Double)
  /// No constant offset explains the messages: a clock was set or drifted. The bounds that contradict each other.
  case contradiction(lower: Double, upper: Double)
  case unknown

  /// `forth` are receiving time by their clock minus sending time by ours, `back` receiving time by ours minus sending
  /// time by theirs; `minimum` is what a message is known to take at least.
  package init(forth: some Sequence<Double>, back: some Sequence<Double>, minimum: Double = 0) {
    let upper = forth.min().map { $0 - minimum }
    let lower = back.min().map { minimum - $0 }
    self =
      switch (lower, upper) {
      case (let lower?, let upper?) where lower <= upper: .between(lower, upper)
      case (let lower?, let upper?): .contradiction(lower: lower, upper: upper)
      case (let lower?, nil): .atLeast(lower)
      case (nil, let upper?): .atMost(upper)
      case (nil, nil): .unknown
      }
  }

  /// The middle, which is right when the fastest messages took equally long both ways; nil when there is no interval.
  package var estimate: Double? {
    guard case .between(let lower, let upper) = self else { return nil }
    return lower + (upper - lower) / 2
  }

  /// Whether clocks that show the same time would explain what was seen.
  package var allowsEqualClocks: Bool {
    switch self {
    case .between(let lower, let upper): lower <= 0 && 0 <= upper
    case .atMost(let upper): upper >= 0
    case .atLeast(let lower): lower <= 0
    case .contradiction: false
    case .unknown: true
    }
  }
}
