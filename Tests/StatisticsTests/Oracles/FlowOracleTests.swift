import Statistics
import Testing

@Suite struct FlowOracleTests {
  @Test(arguments: OracleFiles.cases(\.controlLimits))
  func `control limits are those computed by pandas`(expected: OracleCase<ControlLimitsCase>) {
    for (method, theirs) in [
      (ControlLimits.Method.mean, expected.mean), (.median, expected.median),
    ] {
      let limits = ControlLimits(expected.values, method: method)
      expectClose([limits?.centre, limits?.lower, limits?.upper], theirs, "limits")
    }
  }

  @Test(arguments: OracleFiles.cases(\.flows))
  func `flow over a period is that computed by numpy`(expected: OracleCase<FlowCase>) {
    let sojourns = zip(expected.arrivals, expected.departures).map(Sojourn.init)
    let law = LittlesLaw(sojourns, from: expected.begin, until: expected.end)
    #expect(isClose(law.averagePresent, expected.averagePresent))
    #expect(isClose(law.throughput, expected.throughput))
    #expect(isClose(law.averageStay, expected.averageStay))
    #expect(law.presentAtBegin == expected.presentAtBegin)
    #expect(law.presentAtEnd == expected.presentAtEnd)
  }
}
