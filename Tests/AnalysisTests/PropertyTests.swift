import Analysis
import FEEL
import SplitMix
import Statistics
import Testing

/// What holds for any cases, tried with random ones from fixed seeds.
@Suite struct PropertyTests {
  private static func records(_ seed: UInt64, count: Int = 300) -> [CaseRecord] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { index in
      let placed = Double(random.index(below: 1_400)) - 300
      let stays = (0..<random.index(below: 5)).map { number -> CaseRecord.Stay in
        let entered = placed + Double(random.index(below: 100))
        let left = entered + Double(random.index(below: 200))
        let isOpen = random.index(below: 5) == 0
        if number % 2 == 0 { return Builder.wait("Wait\(number)", entered, isOpen ? nil : left) }
        return Builder.task(
          "Task\(number)", entered, claimed: entered + Double(random.index(below: 150)),
          isOpen ? nil : left, by: "worker\(random.index(below: 4))")
      }
      let isRunning = stays.contains { $0.leftAt == nil } || random.index(below: 10) == 0
      return Builder.record(
        index, placed: placed, ended: isRunning ? nil : placed + Double(random.index(below: 400)),
        outcome: ["Completed", "Rejected", nil][random.index(below: 3)],
        path: Int64(1 + random.index(below: 2)), stays)
    }
  }

  private static func report(_ account: CaseAccount) -> AnalysisReport {
    AnalysisReport(account, paths: Builder.reviewPaths, .init(target: 200, listed: 3, seed: 5))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the order of the cases makes no difference`(seed: UInt64) throws {
    let records = Self.records(seed)
    let model = try Builder.reviewModel()
    let forth = Self.report(Builder.account(records, model: model))
    let back = Self.report(Builder.account(records.reversed(), model: model))
    #expect(forth == back)
    #expect(forth.json == back.json)
  }

  @Test(arguments: [7, 8, 9] as [UInt64])
  func `shares add up to all, waiting and working to the stay`(seed: UInt64) throws {
    let report = Self.report(
      Builder.account(Self.records(seed), model: try Builder.reviewModel()))
    #expect(report.outcomes.reduce(0) { $0 + $1.permille } == 1_000)
    for gateway in report.gateways {
      #expect(gateway.branches.reduce(0) { $0 + $1.permille } == 1_000)
    }
    for party in report.variants {
      #expect(party.variants.reduce(party.othersPermille) { $0 + $1.permille } == 1_000)
    }
    for step in report.steps {
      #expect(abs(step.waitingWithin + step.workingWithin - step.stayingWithin) < 1e-6)
    }
    #expect(abs((report.waiting.parts.last?.cumulativeShare ?? 0) - 1) < 1e-9)
    let law = report.flow.law
    #expect(law.presentAtBegin + law.arrivals - law.departures == law.presentAtEnd)
    #expect(report.flow.stretches.last?.present == law.presentAtEnd)
    #expect(report.leadTime.completed.count + report.leadTime.running == report.orders)
  }

  @Test func `cases that have ended count the same in a period that goes on`() throws {
    let ended = Self.records(10).filter { record in
      record.endedAt != nil
        && record.sides.allSatisfy { side in
          side.stays.allSatisfy { $0.leftAt.map { $0 < Builder.time(1_000) } ?? false }
        } && record.placedAt < Builder.time(500)
    }
    let model = try Builder.reviewModel()
    let earlier = Builder.account(
      ended, Builder.period(until: 5_000, now: 1_000), model: model)
    let later = Builder.account(ended, Builder.period(until: 5_000, now: 2_000), model: model)
    #expect(Self.report(earlier.continued(until: later.period)) == Self.report(later))
  }

  @Test func `two groups are compared by medians, curves and shares`() {
    let fast = (0..<100).map { Builder.record($0, placed: 0, ended: Double(100 + $0)) }
    let slow = (0..<100).map {
      Builder.record($0, placed: 0, ended: Double(300 + $0), outcome: "Rejected")
    }
    let comparison = Comparison(
      Builder.account(fast), Builder.account(slow), paths: [:], .init(seed: 1))
    guard case .value(let difference, let interval) = comparison.leadTime else {
      Issue.record("there are enough of them")
      return
    }
    #expect(difference == 200)
    #expect(interval.contains(200) && interval.low > 150 && interval.high < 250)
    #expect((comparison.logRank?.p ?? 1) < 1e-6)
    #expect(comparison.outcomes.map(\.name) == ["Completed", "Rejected"])
    #expect(comparison.outcomes.map(\.first.hits) == [100, 0])
    #expect(comparison.outcomes.map(\.second.hits) == [0, 100])
  }

  @Test func `nothing at all gives a report too`() {
    let report = Builder.report([], asking: .init(target: 10))
    #expect(report.orders == 0)
    #expect(report.leadTime.completed.median == .tooFew(count: 0, needed: 6))
    #expect(report.outcomes.isEmpty && report.variants.isEmpty && report.gateways.isEmpty)
    #expect(report.json["orders"] == .number(0))
  }
}
