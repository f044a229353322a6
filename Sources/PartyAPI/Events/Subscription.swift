package import Exchange
package import Participant
import ServiceLifecycle

/// One who listens to the feed: first to what was missed, then to what is new, without gaps and without repetitions.
///
/// Leaves the feed when it goes out of use.
package struct Subscription: ~Copyable, Sendable {
  private let feed: ChangeFeed
  private let id: Int
  /// Behind the last entry that was given.
  package private(set) var position: JournalPosition
  /// Whether what was missed has been given.
  private var isCurrent = false

  init(feed: ChangeFeed, id: Int, position: JournalPosition) {
    self.feed = feed
    self.id = id
    self.position = position
  }

  deinit { feed.unsubscribe(id) }

  /// Waits for what comes next.
  ///
  /// - Returns: an empty list when nothing has come within `patience` or the service is stopping; nil for one who took so
  ///   little that too much was waiting, and who may come again with its `position`.
  package mutating func next(
    within patience: Duration
  ) async throws -> [JournalEntry]? {
    if let missed = try await missed() { return missed }
    let deadline = feed.clock.now() + patience
    while true {
      try await feed.look()
      guard let waiting = feed.take(id) else { return nil }
      let entries = waiting.filter { position.isBehind($0) }
      for entry in entries { position.advance(to: entry) }
      if !entries.isEmpty { return entries }
      if feed.clock.now() >= deadline || Task.isShuttingDownGracefully { return [] }
      try await feed.clock.sleep(ChangeFeed.interval)
    }
  }

  /// What was committed before the feed began to collect for this listener: read by itself, until there is no more.
  private mutating func missed() async throws(StoreError) -> [JournalEntry]? {
    guard !isCurrent else { return nil }
    let entries = try await feed.records.changes(after: position, limit: ChangeFeed.batch)
    for entry in entries { position.advance(to: entry) }
    isCurrent = entries.count < ChangeFeed.batch
    return entries.isEmpty ? nil : entries
  }
}
