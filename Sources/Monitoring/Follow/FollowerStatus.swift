package import FEEL
import Synchronization

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

    package init() {}
  }

  private let state = Mutex(State())

  package init() {}

  package var current: State { state.withLock { $0 } }

  func update(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
}
