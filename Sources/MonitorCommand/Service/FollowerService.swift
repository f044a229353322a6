import Monitoring
import ServiceLifecycle

/// Follows the stream until a graceful shutdown begins; then finishes what has been read.
struct FollowerService: Service {
  let follower: Follower

  func run() async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { await follower.run() }
      group.addTask {
        // Throws when the group is cancelled because the follower has ended by itself: nothing to stop then.
        try await gracefulShutdown()
        await follower.stop()
      }
      try await group.next()
      group.cancelAll()
    }
  }
}
