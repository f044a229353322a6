import FEEL
package import FoundationEssentials

/// A length of time in the largest unit of which it is a whole number, two at least: `60 s`, `90 min`, `60 h`. That is how
/// limits are written.
package struct RoundLength: Hashable, Sendable {
  package enum Unit: String, Hashable, Sendable, CaseIterable {
    case second, minute, hour
  }

  package let count: Decimal
  package let unit: Unit

  /// To the microsecond.
  package init(_ duration: Duration) {
    let microseconds = DayTimeDuration(duration)?.microseconds ?? .max
    func whole(_ size: Int64) -> Int64? {
      let (count, rest) = microseconds.quotientAndRemainder(dividingBy: size * 1_000_000)
      return rest == 0 && count > 1 ? count : nil
    }
    if let hours = whole(3_600) {
      (count, unit) = (Decimal(hours), .hour)
    } else if let minutes = whole(60) {
      (count, unit) = (Decimal(minutes), .minute)
    } else {
      (count, unit) = (Decimal(microseconds) / 1_000_000, .second)
    }
  }

  /// As English has it.
  package var english: String {
    switch unit {
    case .second: "\(count) s"
    case .minute: "\(count) min"
    case .hour: "\(count) h"
    }
  }
}
