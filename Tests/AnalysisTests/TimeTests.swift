import Analysis
import FEEL
import Statistics
import Testing

@Suite struct TimeTests {
  @Test func `the lead time of those that ended has exact percentiles`() {
    // 100 orders that took 1, 2, …, 100 seconds.
    let records = (1...100).map { Builder.record($0, placed: 0, ended: Double($0)) }
    let report = Builder.report(records).leadTime
    #expect(report.completed.count == 100)
    #expect(report.completed.mean == 50.5)
    #expect(report.completed.median.value == 50.5)
    #expect(abs((report.completed.p85.value ?? 0) - 85.15) < 1e-9)
    #expect(abs((report.completed.p95.value ?? 0) - 95.05) < 1e-9)
    #expect(report.running == 0)
    #expect(report.histogram.reduce(0) { $0 + $1.count } == 100)
  }

  @Test func `there is no percentile of so few that it would have no interval`() {
    let records = (1...5).map { Builder.record($0, placed: 0, ended: Double($0)) }
    #expect(
      Builder.report(records).leadTime.completed.median == .tooFew(count: 5, needed: 6))
  }

  @Test func `orders that run count as lasting at least as long as they have`() {
    // Three each ended after 10 and 20 seconds, six run for 1,000: half have ended at 20; of the ended ones alone the
    // median is 15.
    let ends: [Double?] = [10, 20, nil, nil]
    let records = (0..<12).map { Builder.record($0, placed: 0, ended: ends[$0 % 4]) }
    let report = Builder.report(records).leadTime
    #expect(report.all.median.age == 20)
    #expect(report.bias == -5)
    #expect(report.running == 6)
    #expect(report.all.points.map(\.survival) == [1, 0.75, 0.5])
    #expect(report.all.points.map(\.atRisk) == [12, 12, 9])
    #expect(report.all.points.map(\.ended) == [0, 3, 6])
  }

  @Test func `nor is there one with those that run, and it is said how many it would take`() {
    let records = (1...2).map {
      Builder.record($0, placed: 0, ended: 50, [Builder.wait("Answer", 0, 50)])
    }
    let report = Builder.report(records)
    #expect(report.leadTime.all.median == .tooFew(ended: 2, needed: 6))
    #expect(report.leadTime.all.p85 == .tooFew(ended: 2, needed: 19))
    #expect(report.leadTime.all.p95 == .tooFew(ended: 2, needed: 59))
    #expect(report.leadTime.bias == nil)
    #expect(report.steps.map(\.all) == [.tooFew(ended: 2, needed: 6)])
    #expect(
      report.json["leadTime"]["all"]["p95"]
        == ["value": .null, "count": .number(2), "needed": .number(59)])
  }

  @Test func `what began before the period is seen from the age that it had`() {
    // Placed 50 before, ended at 50: age 100. Another one lived from 0 to 60.
    let records = [
      Builder.record(1, placed: -50, ended: 50), Builder.record(2, placed: 0, ended: 60),
    ]
    let report = Builder.report(records).leadTime
    #expect(report.delayed == 1)
    // At age 60 both are at risk, one ends.
    #expect(report.all.points.map(\.atRisk) == [2, 2, 1])
    #expect(report.all.points.map(\.survival) == [1, 0.5, 0])
  }

  @Test func `what ended after the period runs in it`() {
    let period = Builder.period(until: 100, now: 1_000)
    let report = Builder.report(
      [
        Builder.record(1, placed: 0, ended: 100), Builder.record(2, placed: 0, ended: 99),
        Builder.record(3, placed: 100, ended: 101), Builder.record(4, placed: -9, ended: -1),
      ], period)
    #expect(report.orders == 2)
    #expect(report.leadTime.completed.count == 1)
    #expect(report.leadTime.running == 1)
    // It does not run now, so there is nothing to forecast.
    #expect(report.forecast.running == 0)
  }

  @Test func `a task waits until it is claimed and is worked on from then on`() throws {
    let records = (0..<10).map { index in
      Builder.record(
        index, placed: 0, ended: 90,
        [Builder.task("Review", 10, claimed: 30, 80, by: "bea")])
    }
    let step = try #require(Builder.report(records).steps.first)
    #expect(step.kind == .person)
    #expect(step.waiting?.median.value == 20)
    #expect(step.working?.median.value == 50)
    #expect(step.stay.median.value == 70)
    #expect(step.waitingWithin == 200)
    #expect(step.workingWithin == 500)
    #expect(step.waitingShare == 1)
  }

  @Test func `only the time within the period makes a bottleneck`() throws {
    // 100 of the 150 seconds are within, and the last one goes on.
    let records = [
      Builder.record(1, placed: -50, ended: 200, [Builder.wait("Answer", -50, 100)]),
      Builder.record(2, placed: 0, ended: nil, [Builder.wait("Goods", 700, nil)]),
    ]
    let report = Builder.report(records)
    #expect(report.waiting.parts.map(\.label) == ["Goods", "Answer"])
    #expect(report.waiting.parts.map(\.amount) == [300, 100])
    #expect(report.waiting.parts.map(\.cumulativeShare) == [0.75, 1])
    let answer = try #require(report.steps.first { $0.element == "Answer" })
    #expect(answer.count == 1 && answer.open == 0)
    #expect(report.steps.first { $0.element == "Goods" }?.open == 1)
  }

  @Test func `a task that nobody claimed has only waited`() throws {
    let step = try #require(
      Builder.report([
        Builder.record(
          1, placed: 0, ended: 50,
          [Builder.task("Review", 0, claimed: nil, 40, by: nil, isWithdrawn: true)])
      ]).steps.first)
    #expect(step.withdrawn == 1)
    #expect(step.waitingWithin == 40)
    #expect(step.workingWithin == 0)
  }
}
