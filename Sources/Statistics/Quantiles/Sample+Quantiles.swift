extension Sample {
  /// The quantile of a probability from 0 to 1; nil for an empty sample.
  ///
  /// With h = p · (n − 1) it lies between the observations of rank ⌊h⌋ and ⌊h⌋ + 1, as far on as h is: definition 7
  /// of Hyndman and Fan (1996), PostgreSQL's `percentile_cont`, numpy's `linear`.
  package func quantile(_ probability: Double) -> Double? {
    precondition(0 <= probability && probability <= 1, "a probability lies between 0 and 1")
    guard !isEmpty else { return nil }
    let position = probability * Double(count - 1)
    let rank = Int(position)
    let low = observation(rank: rank)
    guard Double(rank) < position else { return low }
    return low + (position - Double(rank)) * (observation(rank: rank + 1) - low)
  }

  package var median: Double? { quantile(0.5) }

  /// The quantile with a confidence interval that assumes nothing about the distribution: two of the observations,
  /// chosen by their ranks (see ``QuantileRanks``). Independence of the observations is all it needs.
  package func estimate(quantile probability: Double, confidence: Double = 0.95) -> Estimate {
    let ranks = QuantileRanks(of: count, probability: probability, confidence: confidence)
    guard let ranks, let value = quantile(probability) else {
      let needed = QuantileRanks.needed(probability: probability, confidence: confidence)
      return .tooFew(count: count, needed: needed)
    }
    return .value(
      value,
      ConfidenceInterval(
        low: observation(rank: ranks.lower - 1), high: observation(rank: ranks.upper - 1),
        confidence: confidence))
  }
}
