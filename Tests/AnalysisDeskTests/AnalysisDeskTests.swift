import Analysis
import Exchange
import FEEL
import Monitoring
import ProcessEngine
import Statistics
import SyntheticJournal
import Testing

@Suite struct AnalysisDeskTests {
  private static let hour: Int64 = 3_600_000_000

  /// Orders every ten minutes, one in three rejected, one in ten waiting.
  private static func journal(_ orders: Range<Int>) -> [JournalEntry] {
    var journal = SyntheticJournal()
    for index in orders {
      let course: SyntheticJournal.Course =
        index % 10 == 9 ? .unverified : index % 3 == 0 ? .rejected : .completed
      journal.add(
        index, course, at: SyntheticJournal.start + .seconds(index * 600), pace: .seconds(60))
    }
    return journal.takeEntries()
  }

  private static let end = SyntheticJournal.start + .seconds(400 * 600)
  private static let query = AnalysisQuery(
    .init(.between(SyntheticJournal.start, nil)), target: 3_600)

  @Test func `what the projection has makes a report`() async throws {
    let monitor = MemoryMonitor(Self.journal(0..<60))
    var run = AnalysisRun(Self.query, reading: monitor, model: ProcessModel())
    let report = try await run.result(at: Self.end).report
    #expect(report.orders == 60)
    #expect(report.leadTime.running == 6)
    #expect(report.leadTime.completed.count == 54)
    // Of 0…59 those that 3 divides and that do not end in 9: 20 less 9, 39.
    #expect(report.outcomes.first { $0.outcome == "Rejected" }?.share.hits == 18)
    #expect(report.variants.map(\.party) == ["Client", "Supplier"])
    #expect(report.variants.allSatisfy { $0.count == 54 && $0.distinct == 2 })
    #expect(report.work.people.map(\.name).contains("sam"))
  }

  @Test func `reading what has changed gives what reading everything gives`() async throws {
    let all = Self.journal(0..<80)
    let reading = GrowingMonitor(MemoryMonitor(Array(all.prefix(all.count / 2))))
    var run = AnalysisRun(Self.query, reading: reading, model: ProcessModel())
    _ = try await run.result(at: Self.end)
    let reads = reading.casesRead
    reading.take(Array(all.dropFirst(all.count / 2)))
    let later = Timestamp(microseconds: Self.end.microseconds + Self.hour)
    let updated = try await run.result(at: later)
    #expect(reading.casesRead - reads < 50)
    var fresh = AnalysisRun(Self.query, reading: reading, model: ProcessModel())
    let whole = try await fresh.result(at: later)
    #expect(updated == whole)
    #expect(updated.report.orders == 80)
  }

  @Test func `a period that has not begun is no period`() async throws {
    var run = AnalysisRun(
      AnalysisQuery(.init(.between(Self.end, nil))), reading: MemoryMonitor(),
      model: ProcessModel())
    await #expect(throws: AnalysisRun.EmptyPeriod.self) {
      _ = try await run.result(at: SyntheticJournal.start)
    }
  }

  @Test func `days back begin with a whole day, hours back with a whole hour`() throws {
    let now = Timestamp(microseconds: 1_780_272_000_000_000 + 5 * Self.hour + 1)
    let week = try #require(AnalysisQuery.Period.last(seconds: 7 * 86_400).resolved(at: now))
    #expect(week.begin.description == "2026-05-25T00:00:00.000Z")
    #expect(week.end == now && week.isOpen)
    let hours = try #require(AnalysisQuery.Period.last(seconds: 7_200).resolved(at: now))
    #expect(hours.begin.description == "2026-06-01T03:00:00.000Z")
  }

  @Test
  func `the period before is as long as what has passed, and the same question while time goes by`()
    throws
  {
    let before = AnalysisQuery.Period.before(.last(seconds: 7_200))
    for passed in [1, 2 * Self.hour / 3] {
      let now = Timestamp(microseconds: 1_780_272_000_000_000 + 5 * Self.hour + passed)
      let period = try #require(before.resolved(at: now))
      #expect(period.begin.microseconds == 1_780_272_000_000_000 + Self.hour - passed)
      #expect(period.end.description == "2026-06-01T03:00:00.000Z" && !period.isOpen)
    }
    #expect(
      AnalysisQuery.Period.before(.between(Self.end, nil)).resolved(at: SyntheticJournal.start)
        == nil)
  }

  @Test func `two groups of one period are compared`() async throws {
    let monitor = MemoryMonitor(Self.journal(0..<90))
    var completed = OrderFilter()
    completed.outcome = "Completed"
    var rejected = OrderFilter()
    rejected.outcome = "Rejected"
    let period = AnalysisQuery.Period.between(SyntheticJournal.start, nil)
    var run = AnalysisRun(
      AnalysisQuery(.init(period, completed), comparison: .init(period, rejected)),
      reading: monitor, model: ProcessModel())
    let comparison = try #require(try await run.result(at: Self.end).comparison)
    #expect(comparison.first.orders + comparison.second.orders == 81)
    #expect(comparison.outcomes.map(\.name) == ["Completed", "Rejected"])
    #expect(comparison.second.outcomes.map(\.outcome) == ["Rejected"])
  }

  @Test func `the desk says at once that it works, and has the answer then`() async throws {
    let reading = GrowingMonitor(MemoryMonitor(Self.journal(0..<30)))
    let desk = AnalysisDesk(
      reading: reading, model: ProcessModel(), now: { Self.end }, onTrouble: { _ in })
    guard case .working(cases: 0) = desk.answer(Self.query) else {
      Issue.record("nothing can be known yet")
      return
    }
    try await withThrowingTaskGroup { group in
      group.addTask { await desk.run() }
      let result = try await desk.result(of: Self.query)
      #expect(result.report.orders == 30)
      group.cancelAll()
    }
    // It is over, and still has what it knew.
    guard case .ready = desk.answer(Self.query) else {
      Issue.record("the answer is kept")
      return
    }
  }

  @Test func `trouble is told, and the next attempt may do better`() async throws {
    let reading = GrowingMonitor(MemoryMonitor(Self.journal(0..<10)))
    reading.failNext()
    let desk = AnalysisDesk(
      reading: reading, model: ProcessModel(), now: { Self.end }, onTrouble: { _ in })
    await withTaskGroup { group in
      group.addTask { await desk.run() }
      await #expect(throws: GrowingMonitor.Broken.self) {
        _ = try await desk.result(of: Self.query)
      }
      group.cancelAll()
    }
  }
}

extension AnalysisDesk {
  /// Asks until there is something else than work to see.
  fileprivate func result(of query: AnalysisQuery) async throws -> AnalysisResult {
    while true {
      switch answer(query) {
      case .ready(let result, _): return result
      case .failed(let error): throw error
      case .working, .busy: await Task.yield()
      }
    }
  }
}
