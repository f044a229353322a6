import ArgumentParser
import Exchange
import FEEL
import MonitorStorage
import Monitoring
import ProcessEngine
import SyntheticJournal

/// `history fill`
struct FillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill", abstract: "Add orders: one every half minute, over a year for a million.")

  @OptionGroup var options: DatabaseOptions

  @Option(help: "How many orders.")
  var orders = 1_000_000

  @Option(help: "How many of them, the newest, have not ended.")
  var running = 20_000

  @Option(help: "Orders in a transaction.")
  var batch = 250

  func run() async throws {
    let writer = ProjectionWriter(try await options.open())
    var journal = SyntheticJournal(lanes: 4)
    var position = try await writer.position()
    let clock = ContinuousClock()
    let start = clock.now
    var (entries, events) = (0, 0)
    // As a follower does: the next ones are prepared while the last ones are written.
    try await withThrowingTaskGroup(of: Void.self) { writing in
      for first in stride(from: 0, to: orders, by: batch) {
        for index in first..<min(first + batch, orders) { add(index, to: &journal) }
        let batch = EventBatch(offset: (position ?? -1) + 1, entries: journal.takeEntries())
        let step = try await writer.prepare([batch], after: position)
        position = batch.offset
        try await writing.next()
        writing.addTask { _ = try await step.write() }
        entries += batch.entries.count
        events += batch.entries.reduce(0) { $0 + $1.events.count }
        if (first / self.batch).isMultiple(of: 100) {
          print("\(first) orders", (clock.now - start))
        }
      }
      try await writing.waitForAll()
    }
    await writer.close()
    let seconds = (clock.now - start) / .seconds(1)
    print(
      """
      {"orders": \(orders), "entries": \(entries), "events": \(events), "seconds": \(Int(seconds)), \
      "orders_per_s": \(Int(Double(orders) / seconds)), "events_per_s": \(Int(Double(events) / seconds))}
      """)
  }

  private func add(_ index: Int, to journal: inout SyntheticJournal) {
    // Between a minute and some hours from step to step.
    let pace = Duration.seconds(60 + (index &* 7_919) % 9_000)
    let start = SyntheticJournal.start + .seconds(index * 31)
    let isRunning = index >= orders - running
    let course: SyntheticJournal.Course =
      isRunning
      ? (index % 50 == 0 ? .stuck : .unverified) : (index % 12 == 5 ? .rejected : .completed)
    journal.add(index, course, at: start, pace: pace)
  }
}
