/// The mean age at the end when everything is cut off at some age, which censored data can tell.
package struct RestrictedMean: Hashable, Sendable {
  package let mean: Double
  package let standardError: Double
  /// The age of the cut.
  package let until: Double
}

extension KaplanMeier {
  /// The area under S from 0 to `limit` > 0, with its standard error √Σ Aᵢ² d/(n(n−d)), where Aᵢ is the area from the
  /// step on (Klein and Moeschberger: Survival Analysis, 2003, section 4.5). Nil when S is not known up to `limit`.
  package func restrictedMean(until limit: Double) -> RestrictedMean? {
    guard limit > 0, survival(at: limit) != nil else { return nil }
    var end = limit
    var area = 0.0
    var variance = 0.0
    for index in steps.indices.reversed() where steps[index].age < limit {
      let step = steps[index]
      area += step.survival * (end - step.age)
      end = step.age
      // After the step at which S becomes 0 there is no area left that could vary.
      guard step.survival > 0 else { continue }
      let before = index == 0 ? 0 : steps[index - 1].logVariance
      variance += area * area * (step.logVariance - before)
    }
    return RestrictedMean(mean: area + end, standardError: variance.squareRoot(), until: limit)
  }
}
