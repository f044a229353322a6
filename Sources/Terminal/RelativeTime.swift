package import FEEL

/// How far away a time is, for people: `3 min ago`, `in 2 h`.
package enum RelativeTime {
  /// `time` as seen from `now`, in its largest whole unit.
  package static func text(of time: Timestamp, now: Timestamp) -> String {
    let distance = now - time
    if distance < .seconds(1) && distance > .seconds(-1) { return "now" }
    return distance > .zero ? "\(length(distance)) ago" : "in \(length(.zero - distance))"
  }

  /// A length in its largest whole unit: `850 ms`, `42 s`, `3 min`, `2 h`, `5 d`.
  package static func length(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    return switch seconds {
    case ..<1: "\(attoseconds / 1_000_000_000_000_000) ms"
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min"
    case ..<86_400: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }
}
