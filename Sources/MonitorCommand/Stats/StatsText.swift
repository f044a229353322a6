import Analysis
import FoundationEssentials
import Statistics

/// Numbers of an analysis in words of the terminal.
enum StatsText {
  /// To three digits: `12.3 s`, `25.1 min`, `3.4 h`, `2.1 d`.
  static func duration(_ seconds: Double?) -> String {
    guard let figure = seconds.flatMap(Figure.duration) else { return "–" }
    return "\(text(figure.amount)) \(symbol(figure.unit))"
  }

  private static func symbol(_ unit: Figure.Unit) -> String {
    switch unit {
    case .millisecond: "ms"
    case .second: "s"
    case .minute: "min"
    case .hour: "h"
    case .day: "d"
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
    case .tooFew(let count, let needed): tooFew(count, needed)
    }
  }

  static func quantile(_ quantile: SurvivalQuantile) -> String {
    switch quantile {
    case .reached(let age, let from, let to):
      "\(duration(age)) [\(duration(from)), \(duration(to))]"
    case .notReached(let until, _): "> \(duration(until))"
    case .tooFew(let ended, let needed): tooFew(ended, needed)
    }
  }

  static func difference(_ difference: MedianDifference) -> String {
    switch difference {
    case .value(let value, let interval): "\(duration(value)) \(range(interval))"
    case .tooFew(let count, let needed): tooFew(count, needed)
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

  private static func tooFew(_ count: Int, _ needed: Int) -> String { "– (\(count) of \(needed))" }

  private static func range(_ interval: ConfidenceInterval) -> String {
    "[\(duration(interval.low)), \(duration(interval.high))]"
  }

  private static func digits(_ value: Double) -> String { Figure.number(value).map(text) ?? "–" }

  private static func text(_ figure: Decimal) -> String {
    figure < 0 ? "−\(0 - figure)" : "\(figure)"
  }
}
