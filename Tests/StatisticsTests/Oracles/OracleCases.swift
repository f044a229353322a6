/// What `scripts/oracles/statistics_cases.py` writes: inputs and what third parties make of them. Null stands for
/// what the oracle does not define.
struct OracleCases: Decodable {
  struct Made: Decodable {
    let command: String
    let versions: [String: String]
  }

  let made: Made
  let quantiles: [QuantileCase]
  let proportions: [ProportionCase]
  let rates: [RateCase]
  let survivals: [SurvivalCase]
  let competing: [CompetingCase]
  let logRanks: [LogRankCase]
  let medianDifferences: [MedianDifferenceCase]
  let controlLimits: [ControlLimitsCase]
  let flows: [FlowCase]
}

struct QuantileCase: Decodable, Sendable {
  let values: [Double]
  let probability, confidence: Double
  let value: Double
  let low, high: Double?
  let needed: Int
  let sum, mean, minimum, maximum: Double
}

struct ProportionCase: Decodable, Sendable {
  let hits, trials: Int
  let confidence: Double
  let wilson: [Double]
}

struct RateCase: Decodable, Sendable {
  let count: Int
  let exposure, confidence, low, high: Double
}

struct LifetimeColumns: Decodable, Sendable {
  let entries, exits: [Double]
  let ended: [Bool]
}

struct SurvivalCase: Decodable, Sendable {
  let entries, exits: [Double]
  let ended: [Bool]
  let confidence: Double
  let ages, survival: [Double]
  let low, high, errors: [Double?]
  let probability: Double
  let quantile, from, to: Double?
  let age: Double
  let conditionalAges, conditionalSurvival: [Double]
  let conditionalLow, conditionalHigh: [Double?]
}

struct CompetingCase: Decodable, Sendable {
  let entries, exits: [Double]
  /// −1 for what had not ended.
  let outcomes: [Int]
  let ages: [Double]
  let confidence: Double
  let incidence: [[Double]]
  /// Null at the age after which nothing is at risk, where the oracles divide by 0.
  let variance: [[Double?]]
  let low, high: [[Double?]]?
}

struct LogRankCase: Decodable, Sendable {
  let first, second: LifetimeColumns
  let statistic, p: Double?
}

struct MedianDifferenceCase: Decodable, Sendable {
  let first, second: [Double]
  let value: Double
  let low, high: [Double]
}

struct ControlLimitsCase: Decodable, Sendable {
  let values, mean, median: [Double]
}

struct FlowCase: Decodable, Sendable {
  let arrivals: [Double]
  /// Null for what is still there.
  let departures: [Double?]
  let begin, end: Double
  let averagePresent, throughput: Double
  let averageStay: Double?
  let presentAtBegin, presentAtEnd: Int
}
