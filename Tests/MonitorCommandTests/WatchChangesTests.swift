import FEEL
import Monitoring
import SyntheticJournal
import Testing

@testable import MonitorCommand

@Suite struct WatchChangesTests {
  private let reader = LiveReader(process: LiveSample.process, speed: 1)

  private func types(_ events: [Value]) -> [String] { events.compactMap { $0["type"].string } }

  @Test func `a picture comes first, then what changes, each order once`() async throws {
    var journal = SyntheticJournal()
    journal.add(1, .unverified)
    var monitor = MemoryMonitor(journal.takeEntries())
    var changes = WatchChanges()
    func look(_ generation: Int, after seconds: Int) async throws -> [Value] {
      let news = try await reader.news(
        at: monitor, now: SyntheticJournal.start + .seconds(seconds), generation: generation,
        after: changes.seen)
      return changes.take(news)
    }
    let first = try await look(1, after: 10)
    #expect(types(first) == ["picture"])
    #expect(first[0]["picture"]["pools"].list?.count == 2)
    #expect(try await look(1, after: 11).isEmpty)

    journal.add(2, .completed, at: SyntheticJournal.start + .seconds(12))
    journal.add(3, .stuck, at: SyntheticJournal.start + .seconds(12))
    monitor.take(journal.takeEntries())
    let second = try await look(2, after: 20)
    #expect(types(second).filter { $0.hasPrefix("order.") } == ["order.ended", "order.placed"])
    #expect(second[0]["reference"] == "PO-10002" && second[0]["endedAt"].string != nil)
    let raised = try #require(second.first { $0["type"] == "alert.raised" })
    #expect(raised["alert"] == "incident" && raised["reference"] == "PO-10003")
    let tokens = second.filter { $0["type"] == "tokens" }
    #expect(tokens.contains { $0["element"] == "Task_GenerateQuote" && $0["tokens"] == 1 })
    #expect(try await look(2, after: 21).isEmpty)
  }

  @Test func `an alert that is no more is cleared`() async throws {
    var changes = WatchChanges()
    let monitor = MemoryMonitor(LiveSample.entries(orders: 1))
    let news = try await reader.news(
      at: monitor, now: LiveSample.now, generation: 1, after: nil)
    #expect(!news.alerts.isEmpty)
    _ = changes.take(news)
    let events = changes.take(
      WatchChanges.News(generation: 2, overview: news.overview, alerts: [], orders: []))
    #expect(types(events) == Array(repeating: "alert.cleared", count: news.alerts.count))
  }
}
