import Analysis
import FEEL
import Statistics
import Testing

@Suite struct PromiseTests {
  /// Ten ended after 10, 20, …, 100 seconds; one runs for 55 and one for 200.
  private static let records =
    (1...10).map { Builder.record($0, placed: 0, ended: Double($0) * 10) } + [
      Builder.record(11, placed: 945, ended: nil, [Builder.wait("Answer", 950, nil)]),
      Builder.record(12, placed: 800, ended: nil),
    ]

  @Test func `orders that are likely to be late are told before they are`() throws {
    let report = Builder.report(Self.records, asking: .init(target: 90))
    let target = try #require(report.target)
    #expect(target.lateOfCompleted == Proportion(1, of: 10))
    #expect(target.lateNow == 1 && target.running == 2)
    // PO-12 is late already. Of PO-11 it is less likely than not: after 55 six remain at risk at 60, and of those
    // (5/6)(4/5)(3/4)(2/3) last beyond 90.
    #expect(report.atRisk.risks.map(\.reference) == ["PO-12"])
    #expect(report.atRisk.risks.map(\.late) == [.known(1)])
    #expect(report.atRisk.counts == [.forecast: 1])
    let strict = Builder.report(Self.records, asking: .init(target: 75)).atRisk
    #expect(strict.risks.map(\.reference) == ["PO-12", "PO-11"])
    #expect(strict.risks.last?.elements == ["Answer"])
    guard case .known(let probability) = strict.risks.last?.late else {
      Issue.record("it has to be known")
      return
    }
    #expect(abs(probability - 4.0 / 6) < 1e-12)
  }

  @Test func `a task is late when its due date passed before it was done or taken away`() throws {
    let report = Builder.report([
      Builder.record(
        1, placed: 0, ended: 90,
        [
          Builder.task("A", 0, claimed: 5, 10, by: "bea", due: 10),
          Builder.task("B", 10, claimed: 20, 35, by: "ann", due: 30),
          Builder.task("C", 35, claimed: nil, 90, by: nil, due: 50, isWithdrawn: true),
        ]),
      // It was late before the period, but the order ended within it.
      Builder.record(
        2, placed: -90, ended: 20,
        [
          Builder.task("A", -90, claimed: -80, -10, by: "bea", due: -20),
          Builder.task("B", -10, claimed: 5, 20, by: "bea"),
        ]),
      Builder.record(
        3, placed: 900, ended: nil, [Builder.task("A", 900, claimed: nil, nil, by: nil, due: 950)]),
    ]).dueDates
    #expect(report.steps.map(\.element) == ["A", "B", "C"])
    #expect(
      report.steps.map(\.late) == [
        Proportion(0, of: 1), Proportion(1, of: 1), Proportion(1, of: 1),
      ])
    #expect(report.steps.map(\.lateness.mean) == [nil, 5, 40])
    #expect(report.steps.map(\.orders) == [1, 1, 1] && report.orders == 2)
    #expect(report.late == Proportion(2, of: 3))
    #expect(report.open == 1 && report.overdue == 1 && report.steps[0].overdue == 1)
  }

  @Test func `tasks that are overdue come first, then those that are due soon`() throws {
    func running(_ index: Int, _ entered: Double, due: Double?) -> CaseRecord {
      Builder.record(
        index, placed: entered, ended: nil,
        [Builder.task("A", entered, claimed: nil, nil, by: nil, due: due)])
    }
    let risk = Builder.report([
      // At 1,000 it has 25 of 100 seconds left: three quarters are used up.
      running(1, 925, due: 1_025), running(2, 926, due: 1_026), running(3, 900, due: 990),
      running(4, 900, due: 980), running(5, 900, due: nil),
    ]).atRisk
    #expect(risk.risks.map(\.reference) == ["PO-4", "PO-3", "PO-1"])
    #expect(risk.risks.map(\.reason) == [.overdue, .overdue, .dueSoon])
    #expect(risk.risks.map(\.due) == [980, 990, 1_025].map { Builder.time($0) })
    #expect(risk.counts == [.overdue: 2, .dueSoon: 1] && risk.risks.allSatisfy { $0.late == nil })
  }

  @Test func `nothing promised, nothing late`() {
    let report = Builder.report(Self.records)
    #expect(report.target == nil && report.atRisk.risks.isEmpty && report.dueDates.steps.isEmpty)
  }

  @Test func `a running order's forecast is of those that got as old`() throws {
    let forecast = Builder.report(Self.records).forecast
    #expect(forecast.running == 2)
    #expect(forecast.orders.map(\.reference) == ["PO-12", "PO-11"])
    #expect(forecast.orders.map(\.age) == [200, 55])
    // Nobody was followed beyond 200, so nothing can be said of that one.
    #expect(forecast.orders[0].forecast.bounds.allSatisfy { $0.remaining == nil })
    // Of six at risk after 55 three last beyond 80: half are done by then, 25 seconds later.
    #expect(forecast.orders[1].forecast.bounds.first?.remaining == 25)
  }

  @Test func `forecasts of a steady process come true about as often as promised`() {
    // One order every 10 seconds, lasting 0 to 99 seconds in an order without pattern.
    let records = (0..<1_000).map { index in
      let placed = Double(index) * 10
      return Builder.record(
        index, placed: placed, ended: placed + Double((index * 37) % 100) + 0.5)
    }
    let coverage = Builder.report(
      records, Builder.period(until: 10_000, now: 20_000)
    ).forecast.backTest.coverage
    #expect(coverage.map(\.probability) == [0.5, 0.85, 0.95])
    for part in coverage {
      let share = part.kept.share ?? 0
      #expect(part.kept.trials > 0)
      #expect(share >= part.probability - 0.35)
    }
  }
}
