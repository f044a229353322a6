import FoundationEssentials
import Statistics

/// Numbers of an analysis in words of the terminal.
enum StatsText {
  /// To three digits: `12.3 s`, `25.1 min`, `3.4 h`, `2.1 d`.
  static func duration(_ seconds: Double?) -> String {
    guard let seconds else { return "–" }
    let sign = seconds < 0 ? "−" : ""
    let size = abs(seconds)
    switch size {
    case ..<1: return "\(sign)\(digits(size * 1_000)) ms"
    case ..<60: return "\(sign)\(digits(size)) s"
    case ..<3_600: return "\(sign)\(digits(size / 60)) min"
    case ..<172_800: return "\(sign)\(digits(size / 3_600)) h"
    default: return "\(sign)\(digits(size / 86_400)) d"
    }
  }

  static func percent(_ share: Double?) -> String {
    share.map { "\(digits($0 * 100))%" } ?? "–"
  }

  static func number(_ number: Double?) -> String { number.map(digits) ?? "–" }

  /// `2.1 h [1.9 h, 2.4 h]`, or how many there are and would be needed.
  static func estimate(_ estimate: Estimate) -> String {
    switch estimate {
    case .value(let value, let interval): "\(duration(value)) \(range(interval))"
    case .tooFew(let count, let needed): "– (\(count) of \(needed))"
    }
  }

  static func quantile(_ quantile: SurvivalQuantile) -> String {
    switch quantile {
    case .reached(let age, let from, let to):
      "\(duration(age)) [\(duration(from)), \(duration(to))]"
    case .notReached(let until, _): "> \(duration(until))"
    }
  }

  static func difference(_ difference: MedianDifference) -> String {
    switch difference {
    case .value(let value, let interval): "\(duration(value)) \(range(interval))"
    case .tooFew(let count, let needed): "– (\(count) of \(needed))"
    }
  }

  /// `12.5% [10.1%, 15.3%]`
  static func proportion(_ proportion: Proportion) -> String {
    guard let interval = proportion.wilson() else { return "–" }
    return
      "\(percent(proportion.share)) [\(percent(interval.low)), \(percent(interval.high))]"
  }

  /// Per hour.
  static func rate(_ rate: PoissonRate) -> String {
    let interval = rate.interval()
    return
      "\(digits(rate.rate * 3_600))/h [\(digits(interval.low * 3_600)), \(digits(interval.high * 3_600))]"
  }

  static func permille(_ permille: Int) -> String { "\(permille / 10).\(permille % 10)%" }

  private static func range(_ interval: ConfidenceInterval) -> String {
    "[\(duration(interval.low)), \(duration(interval.high))]"
  }

  private static func digits(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "–" }
    let scale = value.magnitude < 9.995 ? 100.0 : value.magnitude < 99.95 ? 10 : 1
    return "\(Decimal(Int64((value * scale).rounded())) / Decimal(Int(scale)))"
  }
}
