import Monitoring
import ServiceLifecycle

/// Follows the stream until a graceful shutdown begins; then finishes what has been read.
struct FollowerService: Service {
  let follower: Follower

  func run() async throws {
    await withTaskGroup { group in
      group.addTask { await follower.run() }
      group.addTask {
        // Returns when the shutdown begins, or the group is cancelled.
        do { try await gracefulShutdown() } catch {}
        await follower.stop()
      }
      await group.next()
      group.cancelAll()
    }
  }
}
