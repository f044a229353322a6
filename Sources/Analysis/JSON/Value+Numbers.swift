import FEEL
import FoundationEssentials
import Statistics

extension Value {
  /// To the millionth: microseconds of a duration, more than is known of a probability.
  static func number(_ number: Double) -> Value {
    let millionths = (number * 1_000_000).rounded()
    guard let exact = Int64(exactly: millionths) else { return .null }
    return .number(Decimal(exact) / 1_000_000)
  }

  static func number(_ number: Double?) -> Value { number.map { .number($0) } ?? .null }

  static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
}

extension ConfidenceInterval {
  var json: Value { .list([.number(low), .number(high)]) }
}

extension Estimate {
  /// The value with its interval, or how many values there are and would be needed.
  var json: Value {
    switch self {
    case .value(let value, let interval):
      .context(["value": .number(value), "interval": interval.json])
    case .tooFew(let count, let needed):
      .context(["value": .null, "count": .number(count), "needed": .number(needed)])
    }
  }
}

extension Proportion {
  var json: Value {
    .context([
      "count": .number(hits), "of": .number(trials), "share": .number(share),
      "interval": wilson()?.json ?? .null,
    ])
  }
}

extension PoissonRate {
  /// Per hour.
  var json: Value {
    let interval = interval()
    return .context([
      "count": .number(count), "perHour": .number(rate * 3_600),
      "interval": .list([.number(interval.low * 3_600), .number(interval.high * 3_600)]),
    ])
  }
}

extension SurvivalQuantile {
  var json: Value {
    switch self {
    case .reached(let age, let from, let to):
      .context(["value": .number(age), "interval": .list([.number(from), .number(to)])])
    case .notReached(let until, let survival):
      .context([
        "value": .null, "followedUntil": .number(until), "survival": .number(survival),
      ])
    case .tooFew(let ended, let needed):
      .context(["value": .null, "count": .number(ended), "needed": .number(needed)])
    }
  }
}

extension MedianDifference {
  var json: Value {
    switch self {
    case .value(let value, let interval):
      .context(["value": .number(value), "interval": interval.json])
    case .tooFew(let count, let needed):
      .context(["value": .null, "count": .number(count), "needed": .number(needed)])
    }
  }
}

extension Percentiles {
  var json: Value {
    .context([
      "count": .number(count), "mean": .number(mean), "p50": median.json, "p85": p85.json,
      "p95": p95.json,
    ])
  }
}

extension RemainingProbability {
  var json: Value {
    switch self {
    case .known(let probability): .context(["value": .number(probability)])
    case .atMost(let probability): .context(["atMost": .number(probability)])
    case .unknown: .null
    }
  }
}
