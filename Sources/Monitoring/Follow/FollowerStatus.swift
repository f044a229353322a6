import Exchange
package import FEEL
import Locks

/// How a follower is doing; written by it, read by health checks.
package final class FollowerStatus: Sendable {
  package struct State: Hashable, Sendable {
    /// The offset of the last message in the projection.
    package var position: Int64?
    package var entries = 0
    package var duplicates = 0
    package var unreadable = 0
    /// When the newest entry that was projected had been committed by its party.
    package var newestEntry: Timestamp?
    /// How long that entry took from there into the projection.
    package var delay: Duration?
    /// What keeps the follower from going on; nil when nothing does.
    package var trouble: String?
    package var isFollowing = false
    /// How old events were when they became visible, in the minute that is not over.
    package var freshness = FreshnessCount()
    /// When that minute began, in seconds since 1970; nil before anything became visible.
    package var freshnessStart: Int64?

    package init() {}
  }

  private let state = Locked(State())

  package init() {}

  package var current: State { state.withLock { $0 } }

  /// Counts how old entries are that have become visible; gives the minute before when a new one has begun.
  func measure(_ batches: [EventBatch], visibleAt time: Timestamp) -> FreshnessMinute? {
    let start = time.wholeSeconds - time.wholeSeconds % 60
    return state.withLock { state in
      var finished: FreshnessMinute?
      if state.freshnessStart != start {
        finished = state.freshnessStart.flatMap { state.freshness.minute($0) }
        state.freshness = FreshnessCount()
        state.freshnessStart = start
      }
      for batch in batches {
        for entry in batch.entries { state.freshness.add(time - entry.at) }
      }
      return finished
    }
  }

  func update(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
}
