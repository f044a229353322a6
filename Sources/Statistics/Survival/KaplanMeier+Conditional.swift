/// The probability that something that runs will still run at some time, as far as the past can tell.
package enum RemainingProbability: Hashable, Sendable {
  case known(Double)
  /// The time lies beyond all observed ages; it is at most what it was at the greatest one.
  case atMost(Double)
  /// Nothing has ever been observed that was as old.
  case unknown
}

extension KaplanMeier {
  /// What is expected of that which already lasts longer than `age`: S(age + t)/S(age), with t as the age.
  /// Nil when nothing as old has been observed.
  package func conditional(onSurviving age: Double) -> KaplanMeier? {
    guard age < followedUntil, let reached = survival(at: age), reached > 0 else { return nil }
    let known = lastStep(at: age)?.logVariance ?? 0
    let rest = steps[steps.partitioningIndex { $0.age > age }...]
    return KaplanMeier(
      steps: rest.map {
        Step(
          age: $0.age - age, atRisk: $0.atRisk, ended: $0.ended,
          survival: $0.survival / reached, logVariance: $0.logVariance - known)
      },
      followedUntil: followedUntil - age, count: count)
  }

  /// How much longer that which already lasts longer than `age` will last, at most, with this probability: the smallest
  /// t with S(age + t) ≤ (1 − p) · S(age). Nil when the past cannot tell.
  ///
  /// The same as the quantile of ``conditional(onSurviving:)`` without its interval, in logarithmic time.
  package func remaining(after age: Double, probability: Double) -> Double? {
    guard age < followedUntil, let reached = survival(at: age), reached > 0 else { return nil }
    let left = (1 - probability + Self.rounding) * reached
    let index = steps.partitioningIndex { $0.survival <= left }
    return index < steps.count ? steps[index].age - age : nil
  }

  /// The probability that what already lasts longer than `age` lasts longer than `limit`: of an order of this age that
  /// should be done at that one, the probability of being late.
  package func probability(ofOutlasting limit: Double, at age: Double) -> RemainingProbability {
    if limit <= age { return .known(1) }
    guard age < followedUntil, let reached = survival(at: age), reached > 0 else { return .unknown }
    if let outlasted = survival(at: limit) { return .known(outlasted / reached) }
    return .atMost((steps.last?.survival ?? 1) / reached)
  }
}
