/// The probability that by some age each of several outcomes has come about, when only one of them can
/// (Aalen and Johansen, 1978), with delayed entry.
///
/// F(t) = Σ S(tᵢ−) dᵢ/nᵢ over the ages tᵢ ≤ t, dᵢ being the ends with that outcome. At every age the outcomes and S add
/// up to 1; the complement of a Kaplan–Meier curve per outcome would overstate each of them.
package struct AalenJohansen: Hashable, Sendable {
  /// Ascending; the ages at which something ended.
  package let ages: [Double]
  /// For each age the probability that none of the outcomes has come about.
  package let survival: [Double]
  /// For each outcome the cumulative incidence at each age.
  package let incidence: [[Double]]
  /// For each outcome the variance of the incidence at each age (see ``IncidenceVariance``).
  package let variance: [[Double]]
  /// The greatest age that was observed.
  package let followedUntil: Double

  /// The outcomes of the lifetimes are 0 ..< `outcomes`.
  package init(_ lifetimes: [Lifetime], outcomes: Int) {
    var risk = RiskSet(lifetimes)
    var product = RiskProduct()
    var ages: [Double] = []
    var survival: [Double] = []
    var running = [IncidenceVariance](repeating: IncidenceVariance(), count: outcomes)
    var incidence = [[Double]](repeating: [], count: outcomes)
    var variance = incidence
    var ended = [Int](repeating: 0, count: outcomes)
    while let moment = risk.next() {
      for outcome in 0..<outcomes { ended[outcome] = 0 }
      for lifetime in moment.leaving {
        if let outcome = lifetime.outcome { ended[outcome] += lifetime.count }
      }
      let before = product.survival
      product.append(ended: moment.ended, of: moment.atRisk)
      ages.append(moment.age)
      survival.append(product.survival)
      for outcome in 0..<outcomes {
        running[outcome].append(ended[outcome], of: moment, survivalBefore: before)
        incidence[outcome].append(running[outcome].incidence)
        variance[outcome].append(running[outcome].variance)
      }
    }
    self.ages = ages
    self.survival = survival
    self.incidence = incidence
    self.variance = variance
    followedUntil = risk.lifetimes.last?.exit ?? 0
  }

  /// The probability that the outcome has come about by this age; nil where nothing is known.
  package func incidence(of outcome: Int, at age: Double) -> Double? {
    let index = ages.partitioningIndex { $0 > age }
    if age > followedUntil, survival.last != 0 { return nil }
    return index == 0 ? 0 : incidence[outcome][index - 1]
  }

  /// The interval on the scale log(−log F), as for ``KaplanMeier/interval(at:confidence:)``; nil where it is not defined: at 0
  /// and 1.
  package func interval(
    of outcome: Int, at age: Double, confidence: Double = 0.95
  ) -> ConfidenceInterval? {
    // A sum that would be 1 may come out a rounding error below it, where the scale has no end.
    guard let value = incidence(of: outcome, at: age), value > 0, value < 1 - 1e-9 else {
      return nil
    }
    let error = variance[outcome][ages.partitioningIndex { $0 > age } - 1].squareRoot()
    let z = NormalDistribution.width(confidence: confidence)
    let logarithm = value.logarithm
    let factor = (z * error / (value * -logarithm)).exponential
    return ConfidenceInterval(
      low: (logarithm * factor).exponential, high: (logarithm / factor).exponential,
      confidence: confidence)
  }
}
