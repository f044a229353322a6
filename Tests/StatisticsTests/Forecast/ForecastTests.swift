import Statistics
import Testing

@Suite struct ForecastTests {
  /// Orders that come one after the other and take exponential times with mean 10.
  private func history(seed: UInt64, _ count: Int, until end: Double) -> [Sojourn] {
    var inputs = RandomInputs(seed: seed)
    var arrival = 0.0
    return inputs.durations(count).compactMap { duration in
      arrival += inputs.random.exponential() / 4
      let departure = arrival + duration
      return arrival > end
        ? nil : Sojourn(arrival: arrival, departure: departure > end ? nil : departure)
    }
  }

  @Test func `forecasts of a steady process come true as often as promised`() {
    let history = history(seed: 3, 2_000, until: 450)
    let test = BackTest(history, at: stride(from: 50, to: 400, by: 5).map(\.self), until: 450)
    for coverage in test.coverage {
      #expect(coverage.kept.trials > 1_000)
      let share = coverage.kept.share ?? 0
      #expect(abs(share - coverage.probability) < 0.04, "\(coverage)")
    }
  }

  @Test func `forecasts of a process that got slower do not, and the back-test says so`() {
    let history = history(seed: 4, 2_000, until: 450).map { order in
      order.arrival < 200
        ? order
        : Sojourn(
          arrival: order.arrival,
          departure: order.departure.map { $0 + 2 * ($0 - order.arrival) }.flatMap {
            $0 > 450 ? nil : $0
          })
    }
    let test = BackTest(history, at: [205, 210, 215, 220], until: 450)
    #expect((test.coverage[1].kept.share ?? 1) < 0.8)
  }

  @Test func `bounds still to come are not judged, nor is what cannot be told`() {
    let history = [
      Sojourn(arrival: 0, departure: 4), Sojourn(arrival: 0, departure: 8),
      Sojourn(arrival: 9, departure: nil), Sojourn(arrival: 9, departure: 11),
    ]
    let test = BackTest(history, at: [10], until: 12, probabilities: [0.5, 0.99])
    // Half are done after 4, which is at 13; all after 8. One is done by then: that counts as little as the other.
    #expect(test.coverage.map(\.undecided) == [2, 2])
    #expect(test.coverage.map(\.kept.trials) == [0, 0])
    let tooOld = BackTest(history, at: [20], until: 99, probabilities: [0.5])
    #expect(tooOld.coverage.map(\.unknown) == [1])
    #expect(tooOld.coverage.map(\.kept) == [Proportion(0, of: 0)])
  }

  @Test func `a window sees what was there before as entering late`() {
    let order = Sojourn(arrival: 2, departure: 9)
    #expect(
      order.lifetime(observedFrom: 5, until: 20) == Lifetime(entry: 3, exit: 7, ended: true))
    #expect(order.lifetime(observedFrom: 0, until: 6) == Lifetime(exit: 4, ended: false))
    #expect(order.lifetime(observedFrom: 9, until: 20) == nil)
    #expect(order.lifetime(observedFrom: 0, until: 1) == nil)
    #expect(
      Sojourn(arrival: 5, departure: 5).lifetime(observedFrom: 5, until: 9)
        == Lifetime(exit: 0, ended: true))
  }
}
