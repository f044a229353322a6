/// Whether forecasts would have come true: at past times, every order that was running is forecast from what was
/// known then, and held against what happened.
///
/// Only bounds that lie in the past by now are judged. To count those orders too that were done before a bound still
/// to come would be to count the hits and not the misses.
package struct BackTest: Hashable, Sendable {
  /// How the bounds of one probability fared.
  package struct Coverage: Hashable, Sendable {
    /// What was promised.
    package let probability: Double
    /// Of the bounds that are past, how many orders were done by then.
    package let kept: Proportion
    /// Bounds that are still to come.
    package let undecided: Int
    /// Orders of which the past could not tell a bound.
    package let unknown: Int
  }

  package let coverage: [Coverage]

  /// Forecasts are made at `times` from the `history` before each of them, up to `window` back, all of it when nil;
  /// `end` is when the data end.
  package init(
    _ history: [Sojourn], at times: [Double], until end: Double, window: Double? = nil,
    probabilities: [Double] = [0.5, 0.85, 0.95]
  ) {
    var tallies = probabilities.map(Tally.init)
    for time in times where time <= end {
      let begin = window.map { time - $0 } ?? -.infinity
      let past = KaplanMeier(
        history.compactMap { $0.lifetime(observedFrom: begin, until: time) })
      for order in history where order.isPresent(at: time) {
        let forecast = CompletionForecast(
          of: time - order.arrival, from: past, probabilities: probabilities)
        for (index, bound) in forecast.bounds.enumerated() {
          tallies[index].judge(order, bound.remaining.map { time + $0 }, until: end)
        }
      }
    }
    coverage = tallies.map(\.coverage)
  }
}

extension BackTest {
  private struct Tally {
    let probability: Double
    var hits = 0
    var judged = 0
    var undecided = 0
    var unknown = 0

    init(_ probability: Double) { self.probability = probability }

    mutating func judge(_ order: Sojourn, _ bound: Double?, until end: Double) {
      guard let bound else {
        unknown += 1
        return
      }
      guard bound <= end else {
        undecided += 1
        return
      }
      judged += 1
      if let departure = order.departure, departure <= bound { hits += 1 }
    }

    var coverage: Coverage {
      Coverage(
        probability: probability, kept: Proportion(hits, of: judged), undecided: undecided,
        unknown: unknown)
    }
  }
}

extension Sojourn {
  /// Whether it had come and not gone.
  func isPresent(at time: Double) -> Bool { arrival <= time && departure ?? .infinity > time }
}
