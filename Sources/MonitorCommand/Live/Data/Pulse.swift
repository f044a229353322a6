import FEEL
import Monitoring

/// How orders came, went and piled up lately: what the sparklines show.
struct Pulse: Hashable, Sendable {
  let span: Activity.Span
  /// By stretches of the span, the oldest first; the last one is not over.
  let started: [Int]
  let ended: [Int]
  /// Orders that ran at the end of each stretch.
  let running: [Int]

  static let stretches = 60

  /// The stretch of time of which enough go by while somebody looks on.
  ///
  /// - Parameter speed: how much faster than the machine's the parties' clock runs.
  static func span(speed: Double) -> Activity.Span {
    switch speed {
    case ...120: .minute
    case ...20_000: .hour
    default: .day
    }
  }

  static func period(until now: Timestamp, _ span: Activity.Span) -> Range<Timestamp> {
    let last = Activity.Stretch(party: "", span: span, at: now).start
    let length = Int64(span.rawValue)
    return Timestamp(
      microseconds: (last - length * Int64(stretches - 1)) * 1_000_000)..<Timestamp(
        microseconds: (last + length) * 1_000_000)
  }

  /// - Parameters:
  ///   - activity: of the period before `now`.
  ///   - party: where orders come from.
  ///   - running: how many run there now.
  init(
    _ activity: [(stretch: Activity.Stretch, activity: Activity)], of party: String, running: Int,
    now: Timestamp, span: Activity.Span
  ) {
    let last = Activity.Stretch(party: "", span: span, at: now).start
    let length = Int64(span.rawValue)
    var (started, ended) = (Array(repeating: 0, count: Self.stretches), [Int]())
    ended = started
    for (stretch, activity) in activity where stretch.party == party && stretch.span == span {
      let index = Self.stretches - 1 - Int((last - stretch.start) / length)
      guard started.indices.contains(index) else { continue }
      started[index] += activity.started
      ended[index] += activity.ended
    }
    var levels = Array(repeating: running, count: Self.stretches)
    for index in (0..<Self.stretches - 1).reversed() {
      levels[index] = max(0, levels[index + 1] - started[index + 1] + ended[index + 1])
    }
    self.span = span
    self.started = started
    self.ended = ended
    self.running = levels
  }
}
