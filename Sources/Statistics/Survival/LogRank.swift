/// Whether two groups of lifetimes differ (Mantel, 1966; Peto and Peto, 1972), with delayed entry.
///
/// At each age at which something ended, the ends of the first group are compared with the share that it has of those
/// at risk. The test looks for one group ending sooner throughout; curves that cross can escape it.
package struct LogRank: Hashable, Sendable {
  /// Ends in the first group.
  package let observed: Int
  /// The ends that the first group would have had, were there no difference.
  package let expected: Double
  /// (observed − expected)²/variance, distributed as χ² with one degree of freedom when there is no difference.
  package let statistic: Double
  /// The probability of a statistic at least this great when there is no difference.
  package let p: Double

  /// Nil when nothing ended while both groups were at risk.
  package init?(_ first: [Lifetime], _ second: [Lifetime]) {
    var a = RiskSet(first)
    var b = RiskSet(second)
    var observed = 0
    var expected = 0.0
    var variance = 0.0
    while a.nextAge != nil || b.nextAge != nil {
      let age = min(a.nextAge ?? .infinity, b.nextAge ?? .infinity)
      let inA = a.leave(at: age)
      let inB = b.leave(at: age)
      let n = Double(inA.atRisk + inB.atRisk)
      let d = Double(inA.ended + inB.ended)
      guard d > 0 else { continue }
      let share = Double(inA.atRisk) / n
      observed += inA.ended
      expected += d * share
      if n > 1 { variance += d * share * (1 - share) * (n - d) / (n - 1) }
    }
    guard variance > 0 else { return nil }
    self.observed = observed
    self.expected = expected
    let difference = Double(observed) - expected
    statistic = difference * difference / variance
    p = NormalDistribution.squareAbove(statistic)
  }
}
