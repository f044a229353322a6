import Analysis
import FEEL
import Statistics
import Testing

@Suite struct FlowTests {
  @Test func `hours are counted by themselves and the one that is not over is marked`() {
    let period = Builder.period(until: 10_000, now: 9_000)
    let report = Builder.report(
      [
        Builder.record(1, placed: 0, ended: 3_600), Builder.record(2, placed: 3_599, ended: nil),
        Builder.record(3, placed: -10, ended: 7_300),
      ], period
    ).flow
    #expect(report.width == .hour)
    #expect(report.stretches.map(\.arrived.count) == [2, 0, 0])
    #expect(report.stretches.map(\.departed.count) == [0, 1, 1])
    #expect(report.stretches.map(\.present) == [3, 2, 1])
    #expect(report.stretches.map(\.bucket.isPartial) == [false, false, true])
    #expect(report.stretches.last?.arrived.exposure == 1_800)
    #expect(report.arrivals.count == 2)
    #expect(report.departures.count == 2)
  }

  @Test func `a week begins on Monday`() {
    let buckets = TimeBuckets(
      AnalysisPeriod(
        from: Builder.time(-86_400), until: Builder.time(8 * 86_400),
        now: Builder.time(9 * 86_400)), width: .week)
    #expect(buckets.buckets.map(\.length) == [86_400, 604_800, 86_400])
    #expect(buckets.buckets.map(\.isPartial) == [true, false, true])
    #expect(buckets.index(of: Builder.time(-1)) == 0)
    #expect(buckets.index(of: Builder.begin) == 1)
    #expect(buckets.index(of: Builder.time(8 * 86_400)) == nil)
  }

  @Test func `Little's law holds exactly when nothing is there at either end`() {
    // Ten orders of 50 seconds each within 1,000: half an order at a time.
    let law = Builder.report(
      (0..<10).map {
        Builder.record($0, placed: Double($0) * 80, ended: Double($0) * 80 + 50)
      }
    ).flow.law
    #expect(law.averagePresent == 0.5)
    #expect(law.throughput == 0.01)
    #expect(law.averageStay == 50)
    #expect(law.residual == 0)
    #expect(!law.drifts)
  }

  @Test func `a change of the daily medians begins a new stretch of the chart`() {
    // Sixteen days: eight with a lead time of about 100 seconds, eight with about 500.
    let records = (0..<16).flatMap { day in
      days(day, orders: 6, took: (day < 8 ? 100.0 : 500) + Double(day % 2))
    }
    let report = Builder.report(
      records, Builder.period(until: 16 * 86_400, now: 20 * 86_400)
    ).stability
    #expect(report.width == .day)
    #expect(report.points.count == 16)
    #expect(report.points.map(\.count) == Array(repeating: 6, count: 16))
    #expect(report.chart.changes == [8])
    #expect(report.sparse.isEmpty)
  }

  /// Orders that were placed and ended on the same day.
  private func days(_ day: Int, orders: Int, took: Double) -> [CaseRecord] {
    (0..<orders).map { index in
      let placed = Double(day) * 86_400 + Double(60 * index)
      return Builder.record(day * 100 + index, placed: placed, ended: placed + took)
    }
  }

  @Test func `a day on which few orders ended has no median and no place in the limits`() throws {
    let records = days(0, orders: 5, took: 70) + days(1, orders: 6, took: 50)
    let report = Builder.report(
      records, Builder.period(until: 6 * 86_400, now: 6 * 86_400)
    ).stability
    #expect(report.points.map(\.median) == [50])
    #expect(report.chart.values == [50])
    #expect(report.sparse.map(\.bucket.begin) == [Builder.begin])
    #expect(report.sparse.map(\.leadTimes) == [Array(repeating: 70, count: 5)])
  }

  @Test func `the outcomes' probabilities take those that run into account`() throws {
    // After 10: one of four is rejected. After 20: one of the three left is completed.
    let report = Builder.report([
      Builder.record(1, placed: 0, ended: 10, outcome: "Rejected"),
      Builder.record(2, placed: 0, ended: 20), Builder.record(3, placed: 0, ended: nil),
      Builder.record(4, placed: 0, ended: nil),
    ])
    #expect(report.outcomes.map(\.outcome) == ["Completed", "Rejected"])
    #expect(report.outcomes.map(\.permille) == [500, 500])
    #expect(report.outcomes.map(\.share.hits) == [1, 1])
    let last = report.outcomes.map { $0.incidence.last?.probability }
    #expect(last == [0.25, 0.25])
    // e to the power of ln ¼ · e^(±1.96 · √(3/64) / (¼ · ln 4)), as for one of four; there is none where nothing has ended so.
    for point in try #require(report.outcomes.last).incidence {
      let interval = try #require(point.interval)
      #expect(abs(interval.low - 0.008948) < 1e-6 && abs(interval.high - 0.665325) < 1e-6)
    }
    let first = try #require(report.outcomes.first?.incidence.first)
    #expect(first.probability == 0 && first.interval == nil)
  }

  @Test func `an outcome on which the parties do not agree is called disputed`() {
    let record = CaseRecord(
      order: Builder.order(1), reference: nil, placedAt: Builder.time(0),
      endedAt: Builder.time(10),
      sides: [
        .init(party: "Client", outcome: "Completed", path: 1, stays: []),
        .init(party: "Supplier", outcome: "Failed", path: 2, stays: []),
      ])
    #expect(Builder.report([record]).outcomes.map(\.outcome) == [CaseAccount.disputed])
  }
}
