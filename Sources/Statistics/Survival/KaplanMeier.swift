/// The probability of lasting longer than an age, estimated from lifetimes of which some had not ended
/// (Kaplan and Meier, 1958), with delayed entry.
///
/// S(t) = Π (1 − dᵢ/nᵢ) over the ages tᵢ ≤ t at which dᵢ of nᵢ at risk ended. Where nobody entered or left unended in
/// between, factors are merged, so that without censoring S is exactly the share that lasts longer.
/// With delayed entry few may be at risk at low ages; should all of them end, S is 0 from there on: look at
/// ``Step/atRisk``.
package struct KaplanMeier: Hashable, Sendable {
  /// An age at which something ended.
  package struct Step: Hashable, Sendable {
    package let age: Double
    package let atRisk: Int
    package let ended: Int
    /// The probability of lasting longer than `age`.
    package let survival: Double
    /// Greenwood's sum Σ d/(n(n−d)), the variance of log S; infinite when S is 0.
    package let logVariance: Double
  }

  /// Ascending by age.
  package let steps: [Step]
  /// The greatest age that was observed; about greater ones nothing is known, unless nothing lasts until there.
  package let followedUntil: Double
  /// How many lifetimes were seen, ended or not.
  package let count: Int

  package init(_ lifetimes: [Lifetime]) {
    var risk = RiskSet(lifetimes)
    var product = RiskProduct()
    var steps: [Step] = []
    while let moment = risk.next() {
      product.append(ended: moment.ended, of: moment.atRisk)
      steps.append(
        Step(
          age: moment.age, atRisk: moment.atRisk, ended: moment.ended, survival: product.survival,
          logVariance: product.logVariance))
    }
    self.init(
      steps: steps, followedUntil: risk.lifetimes.last?.exit ?? 0,
      count: risk.lifetimes.reduce(0) { $0 + $1.count })
  }

  init(steps: [Step], followedUntil: Double, count: Int) {
    self.steps = steps
    self.followedUntil = followedUntil
    self.count = count
  }

  /// How many lifetimes ended.
  package var ended: Int { steps.reduce(0) { $0 + $1.ended } }

  /// The probability of lasting longer than `age` ≥ 0; nil where nothing is known.
  package func survival(at age: Double) -> Double? {
    let step = lastStep(at: age)
    if age > followedUntil, step?.survival != 0 { return nil }
    return step?.survival ?? 1
  }

  /// Greenwood's variance of S; nil where nothing is known or, S being 0, it is not defined.
  package func variance(at age: Double) -> Double? {
    guard let survival = survival(at: age), survival > 0 else { return nil }
    return survival * survival * (lastStep(at: age)?.logVariance ?? 0)
  }

  /// The interval on the scale log(−log S) (Kalbfleisch and Prentice, 1980), which stays within 0 and 1.
  /// Nil where nothing is known, and before the first end and after the last, where it is not defined.
  package func interval(at age: Double, confidence: Double = 0.95) -> ConfidenceInterval? {
    guard survival(at: age) != nil, let step = lastStep(at: age) else { return nil }
    return step.interval(z: NormalDistribution.width(confidence: confidence), confidence)
  }

  func lastStep(at age: Double) -> Step? {
    let index = steps.partitioningIndex { $0.age > age }
    return index == 0 ? nil : steps[index - 1]
  }
}

extension KaplanMeier.Step {
  /// `z` is the width of a normal variable that belongs to `confidence`.
  func interval(z: Double, _ confidence: Double) -> ConfidenceInterval? {
    guard survival > 0, survival < 1 else { return nil }
    let cumulativeHazard = -survival.logarithm
    let factor = (z * logVariance.squareRoot() / cumulativeHazard).exponential
    return ConfidenceInterval(
      low: (-cumulativeHazard * factor).exponential,
      high: (-cumulativeHazard / factor).exponential,
      confidence: confidence)
  }
}
