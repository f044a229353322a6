import Exchange
import Locks
package import Participant

/// Tells everybody who listens what the party commits, whichever of its processes commits it.
///
/// There is no task that looks for news: whoever waits looks, at most one of them every `interval`, and hands what it finds
/// to all. So the database is asked as often for a hundred listeners as for one, and not at all for none.
package final class ChangeFeed: Sendable {
  /// How often the journal is looked at while somebody listens.
  package static let interval = Duration.milliseconds(200)
  /// How many entries are kept for a listener who does not take them. One who lets more wait is dropped.
  package static let capacity = 2000
  /// How many entries are read at once.
  static let batch = 500

  let records: any Records
  let clock: FeedClock

  private struct State: Sendable {
    var listeners: [Int: Listener] = [:]
    var lastListener = 0
    /// Up to where the listeners have been told; nil while there are none.
    var position: JournalPosition?
    var isLooking = false
    /// Nil before the first time.
    var lookedAt: ContinuousClock.Instant?
  }

  /// What waits for one who listens.
  private struct Listener: Sendable {
    var entries: [JournalEntry] = []
    var isTooSlow = false

    mutating func add(_ new: [JournalEntry]) {
      if entries.count + new.count > ChangeFeed.capacity {
        isTooSlow = true
        entries = []
      }
      if !isTooSlow { entries += new }
    }
  }

  private let state = Locked(State())

  package init(records: any Records, clock: FeedClock = .machine) {
    self.records = records
    self.clock = clock
  }

  /// Begins to listen.
  ///
  /// - Parameter position: what follows it is told; nil for what is committed from now on.
  package func subscribe(
    after position: JournalPosition? = nil
  ) async throws(StoreError) -> Subscription {
    let now = try await records.position()
    let id = state.withLock { state in
      state.lastListener += 1
      state.listeners[state.lastListener] = Listener()
      if state.position == nil { state.position = now }
      return state.lastListener
    }
    return Subscription(feed: self, id: id, position: position ?? now)
  }

  /// How many listen.
  package var listeners: Int { state.withLock { $0.listeners.count } }

  func unsubscribe(_ id: Int) {
    state.withLock { state in
      state.listeners[id] = nil
      if state.listeners.isEmpty { state.position = nil }
    }
  }

  /// What waits for a listener; nil for one who was too slow.
  func take(_ id: Int) -> [JournalEntry]? {
    state.withLock { state in
      guard let listener = state.listeners[id], !listener.isTooSlow else { return nil }
      state.listeners[id]?.entries = []
      return listener.entries
    }
  }

  /// Looks for news, unless somebody else does or has just done so.
  func look() async throws(StoreError) {
    let now = clock.now()
    let position = state.withLock { state -> JournalPosition? in
      let isFresh = state.lookedAt.map { now - $0 < Self.interval * 0.9 } ?? false
      guard !state.isLooking, !isFresh else { return nil }
      state.isLooking = true
      return state.position
    }
    guard let position else { return }
    do {
      let entries = try await records.changes(after: position, limit: Self.batch)
      finish(looking: entries, after: position)
    } catch {
      finish(looking: [], after: position)
      throw error
    }
  }

  private func finish(looking entries: [JournalEntry], after position: JournalPosition) {
    let now = clock.now()
    state.withLock { state in
      state.isLooking = false
      // A full batch has more behind it.
      if entries.count < Self.batch { state.lookedAt = now }
      // All may have left meanwhile, and others come, who begin at a later position of their own.
      guard state.position == position else { return }
      for entry in entries { state.position?.advance(to: entry) }
      for id in state.listeners.keys { state.listeners[id]?.add(entries) }
    }
  }
}

extension JournalPosition {
  func isBehind(_ entry: JournalEntry) -> Bool { lanes[entry.lane] ?? 0 < entry.number }
}
