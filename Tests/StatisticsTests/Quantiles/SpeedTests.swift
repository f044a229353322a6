import Statistics
import Testing

/// How long a million values take in a release build; other builds try a tenth of that.
@Suite(.serialized) struct SpeedTests {
  #if DEBUG
    private static let count = 100_000
    private static let limit = Duration.seconds(30)
  #else
    private static let count = 1_000_000
    private static let limit = Duration.seconds(1)
  #endif

  private func measure(_ what: String, _ work: () -> Void) {
    let elapsed = ContinuousClock().measure(work)
    print("\(what) of \(Self.count) values: \(elapsed)")
    #expect(elapsed < Self.limit)
  }

  @Test func `quantiles of a million values are quick`() {
    var inputs = RandomInputs(seed: 1)
    let values = inputs.durations(Self.count)
    measure("sample, three percentiles with intervals") {
      let sample = Sample(values)
      #expect([0.5, 0.85, 0.95].allSatisfy { sample.estimate(quantile: $0).value != nil })
    }
  }

  @Test func `survival curves of a million lifetimes are quick`() {
    var inputs = RandomInputs(seed: 2)
    let lifetimes = inputs.lifetimes(Self.count, late: true)
    measure("Kaplan–Meier with median") {
      #expect(KaplanMeier(lifetimes).quantile(0.5).age != nil)
    }
    measure("Aalen–Johansen of three outcomes") {
      #expect(AalenJohansen(lifetimes, outcomes: 3).ages.count > 1)
    }
    measure("log-rank") {
      #expect(LogRank(lifetimes, lifetimes) != nil)
    }
  }

  @Test func `comparing samples of a million values is quick`() {
    var inputs = RandomInputs(seed: 3)
    let first = Sample(inputs.durations(Self.count))
    measure("difference of medians, 9,999 resamples") {
      if case .tooFew = MedianDifference.between(first, first, seed: 1) {
        Issue.record("a million values are enough")
      }
    }
  }
}
