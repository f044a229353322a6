/// How many of `trials` independent trials succeed, when each does with the same probability.
struct BinomialDistribution {
  let trials: Int
  /// Strictly between 0 and 1.
  let probability: Double

  /// P(B ≤ k), exact through the incomplete beta function.
  func atMost(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    return IncompleteBeta.tails(Double(k + 1), Double(trials - k), probability).upper
  }

  /// P(B ≥ k)
  func atLeast(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    if k > trials { return 0 }
    return IncompleteBeta.tails(Double(k), Double(trials - k + 1), probability).lower
  }
}
