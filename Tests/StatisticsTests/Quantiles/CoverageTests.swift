import Statistics
import Testing

/// Whether 95 % intervals are right in 95 of 100 cases: 2,000 samples with a known truth.
@Suite struct CoverageTests {
  private static let repetitions = 2_000

  /// The share of repetitions in which `isRight`.
  private func share(seed: UInt64, _ isRight: (inout RandomInputs) -> Bool) -> Double {
    var inputs = RandomInputs(seed: seed)
    return Double((0..<Self.repetitions).count { _ in isRight(&inputs) }) / Double(Self.repetitions)
  }

  @Test(arguments: [0.5, 0.85])
  func `intervals of quantiles are right`(probability: Double) {
    // The quantile of an exponential distribution with mean 10.
    let truth = 10 * [0.5: 0.6931471805599453, 0.85: 1.8971199848858813][probability, default: 0]
    let share = share(seed: 1) { inputs in
      let estimate = Sample(inputs.durations(200)).estimate(quantile: probability)
      return estimate.interval?.contains(truth) == true
    }
    #expect(0.93...0.97 ~= share)
  }

  @Test func `Wilson's intervals are right`() {
    let share = share(seed: 2) { inputs in
      let hits = (0..<150).count { _ in inputs.random.uniform() < 0.3 }
      return Proportion(hits, of: 150).wilson()?.contains(0.3) == true
    }
    #expect(0.93...0.97 ~= share)
  }

  /// They are exact in that they are never right less often than stated.
  @Test func `Garwood's intervals are right at least so often`() {
    let share = share(seed: 3) { inputs in
      var time = inputs.random.exponential()
      var count = 0
      while time < 40 {
        count += 1
        time += inputs.random.exponential()
      }
      return PoissonRate(count: count, exposure: 40).interval().contains(1)
    }
    #expect(0.945...0.985 ~= share)
  }

  @Test func `bands and median intervals of Kaplan–Meier curves are right despite censoring`() {
    var curves: [KaplanMeier] = []
    let bands = share(seed: 5) { inputs in
      let curve = KaplanMeier(inputs.lifetimes(150, late: true))
      curves.append(curve)
      // e⁻¹ of an exponential variable with mean 10 last longer than 10.
      return curve.interval(at: 10)?.contains(0.36787944117144233) == true
    }
    #expect(0.93...0.97 ~= bands)
    let medians = curves.count { curve in
      guard case .reached(_, let from?, let to?) = curve.quantile(0.5) else { return false }
      return from <= 6.931471805599453 && 6.931471805599453 <= to
    }
    #expect(0.93...0.97 ~= Double(medians) / Double(Self.repetitions))
  }

  @Test func `intervals of cumulative incidences are right`() {
    let share = share(seed: 6) { inputs in
      let curves = AalenJohansen(inputs.lifetimes(200), outcomes: 3)
      // Each of three equally likely outcomes has a third of 1 − e⁻¹ by the age of 10.
      return curves.interval(of: 1, at: 10)?.contains(0.21070685294285256) == true
    }
    #expect(0.93...0.97 ~= share)
  }

  @Test func `bootstrap intervals of a difference of medians are right`() {
    let share = share(seed: 7) { inputs in
      let difference = MedianDifference.between(
        Sample(inputs.durations(60)), Sample(inputs.durations(80).map { $0 + 5 }),
        repetitions: 399, seed: inputs.random.next())
      guard case .value(_, let interval) = difference else { return false }
      return interval.contains(5)
    }
    #expect(0.93...0.97 ~= share)
  }

  @Test func `the log-rank test rejects equal groups in 5 of 100 cases`() {
    let share = share(seed: 8) { inputs in
      let test = LogRank(inputs.lifetimes(80), inputs.lifetimes(60, late: true))
      return test.map { $0.p > 0.05 } ?? false
    }
    #expect(0.93...0.97 ~= share)
  }
}
