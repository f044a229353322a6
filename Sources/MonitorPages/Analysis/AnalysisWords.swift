import Analysis
import Charts
import FEEL
import FoundationEssentials
import Statistics
import WebPages

/// Numbers of an analysis in the reader's language.
struct AnalysisWords {
  let texts: Catalogue
  private let formats: Formats

  init(_ page: PageRequest) {
    texts = page.texts
    formats = page.formats
  }

  static let nothing = "–"

  func number(_ number: Int) -> String { formats.number(number) }

  /// To three digits.
  func number(_ number: Double?) -> String {
    number.flatMap(Figure.number).map(formats.number) ?? Self.nothing
  }

  func percent(_ share: Double?) -> String {
    guard let share else { return Self.nothing }
    return formats.percent(Decimal(Int((share * 1_000).rounded())) / 1_000)
  }

  /// One that was rounded so that all of them add up.
  func permille(_ permille: Int) -> String { formats.percent(Decimal(permille) / 1_000) }

  /// To three digits: `1.99 d`.
  func duration(_ seconds: Double?) -> String {
    seconds.flatMap(formats.figure) ?? Self.nothing
  }

  /// Charts write durations as the tables do.
  var charts: ChartText {
    var text = ChartText(formats)
    text.duration = { [formats] in formats.figure(seconds: $0) ?? Self.nothing }
    return text
  }

  func tooFew(_ needed: Int) -> String {
    texts("analysis.tooFew", ["needed": number(needed)])
  }

  /// `2.1 h (1.9 h to 2.4 h)`, or that there are too few.
  func estimate(_ estimate: Estimate) -> String {
    switch estimate {
    case .value(let value, let interval): "\(duration(value)) \(range(interval))"
    case .tooFew(_, let needed): tooFew(needed)
    }
  }

  func difference(_ difference: MedianDifference) -> String {
    switch difference {
    case .value(let value, let interval): "\(duration(value)) \(range(interval))"
    case .tooFew(_, let needed): tooFew(needed)
    }
  }

  /// - Parameter bare: without its interval, or without how many it would take.
  func quantile(_ quantile: SurvivalQuantile, bare: Bool = false) -> String {
    switch quantile {
    case .notReached(let until, _): "> \(duration(until))"
    case .tooFew where bare: Self.nothing
    case .tooFew(_, let needed): tooFew(needed)
    case .reached(let age, _, _) where bare: duration(age)
    case .reached(let age, let from, let to):
      "\(duration(age)) (\(texts("analysis.range", ["from": duration(from), "to": duration(to)])))"
    }
  }

  private func range(_ interval: ConfidenceInterval) -> String {
    let ends = ["from": duration(interval.low), "to": duration(interval.high)]
    return "(\(texts("analysis.range", ends)))"
  }

  /// Where the true share lies.
  func interval(_ proportion: Proportion) -> String {
    guard let interval = proportion.wilson() else { return Self.nothing }
    return texts(
      "analysis.range", ["from": percent(interval.low), "to": percent(interval.high)])
  }

  func proportion(_ proportion: Proportion) -> String {
    proportion.share == nil
      ? Self.nothing : "\(percent(proportion.share)) (\(interval(proportion)))"
  }

  /// How many an hour or a day, with the interval.
  func rate(_ rate: PoissonRate) -> String {
    let isSlow = rate.rate * 3_600 < 1
    let unit = isSlow ? 86_400.0 : 3_600
    let interval = rate.interval()
    return texts(
      isSlow ? "analysis.perDay" : "analysis.perHour",
      [
        "rate": number(rate.rate * unit), "from": number(interval.low * unit),
        "to": number(interval.high * unit),
      ])
  }
}

extension Formats {
  /// A duration as ``Figure`` has it; nil for one that nobody can read.
  fileprivate func figure(seconds: Double) -> String? {
    Figure.duration(seconds).map { figure in
      texts("duration.\(figure.unit.rawValue)", ["count": number(figure.amount)])
    }
  }
}
