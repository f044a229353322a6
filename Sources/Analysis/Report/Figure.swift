package import FoundationEssentials

/// A number as people are told it: to three digits.
package enum Figure {
  /// Without zeros at its end; nil for what is not finite or has more than 15 digits.
  package static func number(_ value: Double) -> Decimal? {
    guard value.isFinite, value.magnitude < 1e15 else { return nil }
    let scale = value.magnitude < 9.995 ? 100.0 : value.magnitude < 99.95 ? 10 : 1
    return Decimal(Int64((value * scale).rounded())) / Decimal(Int(scale))
  }

  /// The units of durations, by the names that catalogues have for them.
  package enum Unit: String, Hashable, Sendable {
    case millisecond, second, minute, hour, day

    var seconds: Double {
      switch self {
      case .millisecond: 0.001
      case .second: 1
      case .minute: 60
      case .hour: 3_600
      case .day: 86_400
      }
    }
  }

  /// A duration of so many seconds in the largest unit of which it has one, but in hours up to two days; nil for what
  /// ``number(_:)`` does not tell.
  package static func duration(_ seconds: Double) -> (amount: Decimal, unit: Unit)? {
    // What would be rounded to a whole of the next unit is told in that.
    let unit: Unit =
      switch seconds.magnitude {
      case 0: .second
      case ..<0.9995: .millisecond
      case ..<59.95: .second
      case ..<3_597: .minute
      case ..<172_620: .hour
      default: .day
      }
    return number(seconds / unit.seconds).map { ($0, unit) }
  }
}
