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
    let target = try #require(
      Builder.report(Self.records, asking: .init(target: 90)).target)
    #expect(target.lateOfCompleted == Proportion(1, of: 10))
    #expect(target.lateNow == 1)
    #expect(target.running == 2)
    #expect(target.atRisk.map(\.reference) == ["PO-11"])
    #expect(target.atRisk.first?.elements == ["Answer"])
    // At age 50 seven of twelve last; at age 90, as only seven of them were followed on after 55, 2 of 6 steps are left.
    guard case .known(let probability) = target.atRisk.first?.late else {
      Issue.record("it has to be known")
      return
    }
    // After 55 six remain at risk at 60: (5/6)(4/5)(3/4)(2/3) last beyond 90.
    #expect(abs(probability - 2.0 / 6) < 1e-12)
  }

  @Test func `nothing promised, nothing late`() {
    #expect(Builder.report(Self.records).target == nil)
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
