/// The running cumulative incidence F of one outcome and its variance by the delta method (Marubini and Valsecchi:
/// Analysing Survival Data, 1995, section 10.2; SAS, Collett and lifelines use the same):
///
/// Σ (F(t) − F(tᵢ))² d/(n(n−d)) + Σ S(tᵢ−)² dₖ(n−dₖ)/n³ − 2 Σ (F(t) − F(tᵢ)) S(tᵢ−) dₖ/n²
///
/// F(t) changes with every step; expanding the squares turns the sums into running ones.
struct IncidenceVariance {
  private(set) var incidence = 0.0
  private var hazard = (constant: 0.0, linear: 0.0, square: 0.0)
  private var own = 0.0
  private var shared = (constant: 0.0, linear: 0.0)

  /// `ended` of those at risk at `moment` had this outcome.
  mutating func append(_ ended: Int, of moment: RiskSet.Moment, survivalBefore: Double) {
    let n = Double(moment.atRisk)
    let d = Double(ended)
    incidence += survivalBefore * d / n
    let left = moment.atRisk - moment.ended
    // When nothing is left, F does not grow any more, and the term is 0 for good.
    if left > 0 {
      let term = Double(moment.ended) / (n * Double(left))
      hazard.constant += term
      hazard.linear += term * incidence
      hazard.square += term * incidence * incidence
    }
    own += survivalBefore * survivalBefore * d * (n - d) / (n * n * n)
    let term = survivalBefore * d / (n * n)
    shared.constant += term
    shared.linear += term * incidence
  }

  var variance: Double {
    let f = incidence
    let squares = f * f * hazard.constant - 2 * f * hazard.linear + hazard.square
    // What is 0 may come out as a rounding error below it.
    return max(0, squares + own - 2 * (f * shared.constant - shared.linear))
  }
}
