extension KaplanMeier {
  /// Survival that should be exactly what is asked for may be an ulp or a few above.
  static let rounding = 1e-12

  /// The smallest age by which at least the share `probability`, strictly between 0 and 1, has ended: S ≤ 1 − p.
  ///
  /// The interval is made of the ages at which the lower and the upper band of S fall to 1 − p
  /// (Brookmeyer and Crowley, 1982, on the scale log(−log S)). It is told of however few: what people are shown comes
  /// from ``estimate(quantile:confidence:)``.
  package func quantile(_ probability: Double, confidence: Double = 0.95) -> SurvivalQuantile {
    precondition(0 < probability && probability < 1, "a probability lies between 0 and 1")
    let left = 1 - probability + Self.rounding
    let index = steps.partitioningIndex { $0.survival <= left }
    guard index < steps.count else {
      return .notReached(until: followedUntil, survival: steps.last?.survival ?? 1)
    }
    let z = NormalDistribution.width(confidence: confidence)
    // The lower band lies below the curve, so it gets there first or at the same step, and the upper one last.
    let from = steps[...index].first {
      ($0.interval(z: z, confidence)?.low ?? 0) <= left
    }
    let to = steps[index...].first { ($0.interval(z: z, confidence)?.high ?? 1) <= left }
    return .reached(at: steps[index].age, from: from?.age, to: to?.age)
  }

  /// The quantile, where there are enough for it: as many ends as an exact interval takes when all have ended
  /// (``QuantileRanks/needed(probability:confidence:)``).
  ///
  /// What was cut off says only that it lasted longer, so it does not count towards an age. It does towards there being
  /// none yet: that most still last at the greatest observed age is told when so many were observed, ended or not.
  package func estimate(quantile probability: Double, confidence: Double = 0.95) -> SurvivalQuantile
  {
    let quantile = quantile(probability, confidence: confidence)
    let needed = QuantileRanks.needed(probability: probability, confidence: confidence)
    let observed = quantile.age == nil ? count : ended
    return observed < needed ? .tooFew(ended: ended, needed: needed) : quantile
  }
}
