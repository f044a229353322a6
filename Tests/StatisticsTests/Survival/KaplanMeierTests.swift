import Statistics
import Testing

@Suite struct KaplanMeierTests {
  @Test(arguments: 1...20)
  func `without censoring the curve is exactly the share that lasts longer`(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    let ages = inputs.durations(10 + Int(seed) * 13, ties: seed % 2 == 0)
    let curve = KaplanMeier(ages.map { Lifetime(exit: $0, ended: true) })
    let sample = Sample(ages)
    for step in curve.steps {
      let longer = sample.count - sample.count(atMost: step.age)
      #expect(step.survival == Double(longer) / Double(sample.count))
    }
  }

  @Test(arguments: 1...20)
  func `the order does not matter and the curve never rises`(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    let lifetimes = inputs.lifetimes(150, ties: seed % 2 == 0, late: true)
    let curve = KaplanMeier(lifetimes)
    #expect(KaplanMeier(inputs.shuffled(lifetimes)) == curve)
    let survival = curve.steps.map(\.survival)
    #expect(survival == survival.sorted(by: >))
    for step in curve.steps {
      #expect(curve.interval(at: step.age)?.contains(step.survival) ?? (step.survival == 0))
    }
  }

  @Test func `lifetimes with counts are the same as one by one`() {
    var inputs = RandomInputs(seed: 9)
    let lifetimes = inputs.lifetimes(60, ties: true)
    let counted = Dictionary(grouping: lifetimes, by: \.self).map {
      Lifetime(exit: $0.key.exit, outcome: $0.key.outcome, count: $0.value.count)
    }
    #expect(KaplanMeier(counted) == KaplanMeier(lifetimes))
  }

  @Test func `what ends at the age at which another is last seen ends first`() {
    let curve = KaplanMeier([Lifetime(exit: 5, ended: false), Lifetime(exit: 5, ended: true)])
    #expect(curve.steps.map(\.atRisk) == [2])
    #expect(curve.survival(at: 5) == 0.5)
  }

  @Test func `what enters at an age at which another ends is not yet at risk`() {
    let curve = KaplanMeier([
      Lifetime(exit: 5, ended: true), Lifetime(exit: 9, ended: true),
      Lifetime(entry: 5, exit: 9, ended: true),
    ])
    #expect(curve.steps.map(\.atRisk) == [2, 2])
  }

  @Test func `what ends at once was at risk, and what was not observed does not count`() {
    let curve = KaplanMeier([
      Lifetime(exit: 0, ended: true), Lifetime(exit: 3, ended: true),
      Lifetime(entry: 2, exit: 2, ended: true),
    ])
    #expect(curve.count == 2)
    #expect(curve.survival(at: 0) == 0.5)
  }

  @Test func `nothing is known beyond the greatest observed age`() {
    let curve = KaplanMeier([Lifetime(exit: 2, ended: true), Lifetime(exit: 4, ended: false)])
    #expect(curve.survival(at: 1) == 1 && curve.survival(at: 4) == 0.5)
    #expect(curve.survival(at: 4.1) == nil)
    #expect(curve.quantile(0.9) == .notReached(until: 4, survival: 0.5))
    #expect(KaplanMeier([Lifetime(exit: 2, ended: true)]).survival(at: 99) == 0)
  }

  @Test(arguments: [(0.5, 6), (0.85, 19), (0.95, 59)])
  func `a quantile takes as many ends as an exact interval of it`(
    probability: Double, needed: Int
  ) {
    let ended = (1..<needed).map { Lifetime(exit: Double($0), ended: true) }
    let running = (0..<100).map { Lifetime(exit: 0.5 + Double($0 % 2) / 4, ended: false) }
    #expect(
      KaplanMeier(ended + running).estimate(quantile: probability)
        == .tooFew(ended: needed - 1, needed: needed))
    let enough = KaplanMeier(ended + running + [Lifetime(exit: Double(needed), ended: true)])
    #expect(enough.estimate(quantile: probability) == enough.quantile(probability))
    #expect(enough.estimate(quantile: probability).age != nil)
  }

  @Test func `that most last longer is told of as many as were seen, ended or not`() {
    let seen =
      [Lifetime(exit: 1, ended: true)] + (2...5).map { Lifetime(exit: Double($0), ended: false) }
    #expect(KaplanMeier(seen).estimate(quantile: 0.5) == .tooFew(ended: 1, needed: 6))
    let enough = KaplanMeier(seen + [Lifetime(exit: 6, ended: false)])
    #expect(
      enough.estimate(quantile: 0.5) == .notReached(until: 6, survival: 5.0 / 6))
    #expect(KaplanMeier([]).estimate(quantile: 0.5) == .tooFew(ended: 0, needed: 6))
  }

  @Test func `without lifetimes there is a curve about which nothing is known`() {
    let curve = KaplanMeier([])
    #expect(curve.survival(at: 0) == 1 && curve.survival(at: 1) == nil)
    #expect(curve.quantile(0.5) == .notReached(until: 0, survival: 1))
    #expect(curve.conditional(onSurviving: 0) == nil)
  }

  @Test func `a probability of being late is known, bounded or unknown`() {
    let curve = KaplanMeier([
      Lifetime(exit: 1, ended: true), Lifetime(exit: 2, ended: true),
      Lifetime(exit: 3, ended: true), Lifetime(exit: 4, ended: false),
    ])
    #expect(curve.probability(ofOutlasting: 2, at: 1) == .known(0.5 / 0.75))
    #expect(curve.probability(ofOutlasting: 1, at: 1.5) == .known(1))
    #expect(curve.probability(ofOutlasting: 9, at: 2.5) == .atMost(0.5))
    #expect(curve.probability(ofOutlasting: 9, at: 4) == .unknown)
  }

  @Test(arguments: 1...20)
  func `the remaining time is the quantile of the conditional curve`(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    let curve = KaplanMeier(inputs.lifetimes(200, late: true))
    for age in [0.0, 1, 5, 12] {
      for probability in [0.3, 0.5, 0.85] {
        let quantile = curve.conditional(onSurviving: age)?.quantile(probability)
        #expect(curve.remaining(after: age, probability: probability) == quantile?.age)
      }
    }
  }
}
