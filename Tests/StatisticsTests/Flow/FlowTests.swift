import Statistics
import Testing

@Suite struct FlowTests {
  /// One comes each time unit and stays for five.
  private let steady = (0..<100).map { Sojourn(arrival: Double($0), departure: Double($0) + 5) }

  @Test func `Little's law holds for a steady flow`() {
    let law = LittlesLaw(steady, from: 20, until: 80)
    #expect(law.averagePresent == 5 && law.throughput == 1 && law.averageStay == 5)
    #expect(law.residual == 0 && !law.drifts)
    #expect(law.arrivals == 60 && law.departures == 60)
  }

  @Test func `when nothing leaves any more the law is greyed out`() {
    let blocked = steady.map { $0.arrival < 40 ? $0 : Sojourn(arrival: $0.arrival, departure: nil) }
    let law = LittlesLaw(blocked, from: 20, until: 80)
    #expect(law.drifts)
    #expect((law.residual ?? 0) > 10)
    #expect(law.presentAtBegin == 5 && law.presentAtEnd == 40)
  }

  /// Arrivals that do not wait for each other: the case for which the border of a drift is made.
  @Test func `a steady random flow seldom seems to drift`() {
    var inputs = RandomInputs(seed: 1)
    let drifting = (0..<400).count { _ in
      var arrival = 0.0
      let sojourns = inputs.durations(600).map { stay in
        arrival += inputs.random.exponential()
        return Sojourn(arrival: arrival, departure: arrival + stay)
      }
      return LittlesLaw(sojourns, from: 100, until: 500).drifts
    }
    #expect(Proportion(drifting, of: 400).wilson(confidence: 0.999)?.contains(0.05) == true)
  }

  @Test func `the vital few make up most of the total`() {
    let pareto = Pareto([("ship", 10.0), ("check", 60), ("quote", 25), ("pay", 5), ("none", 0)])
    #expect(pareto.parts.map(\.label) == ["check", "quote", "ship", "pay", "none"])
    #expect(pareto.parts.map(\.share) == [0.6, 0.25, 0.1, 0.05, 0])
    #expect(pareto.vitalFew().map(\.label) == ["check", "quote"])
    #expect(pareto.vitalFew(covering: 1).map(\.label) == ["check", "quote", "ship", "pay"])
    #expect(pareto.parts.last?.cumulativeShare == 1)
    #expect(Pareto([("a", 0.0)]).vitalFew().isEmpty)
  }
}
