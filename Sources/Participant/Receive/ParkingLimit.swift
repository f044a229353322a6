import FEEL
package import Logging

/// Puts messages into quarantine that have waited too long for those before them.
package struct ParkingLimit: Sendable {
  static let interval = Duration.seconds(5)

  let store: any Store
  let clock: any WallClock
  let limit: Duration
  let logger: Logger

  /// - Parameter limit: how long a message may wait for those before it.
  package init(store: any Store, clock: any WallClock, limit: Duration, logger: Logger) {
    self.store = store
    self.clock = clock
    self.limit = limit
    self.logger = logger
  }

  package func enforce() async throws(StoreError) {
    let now = clock.now
    let count = try await store.expireParked(before: now.adding(.zero - limit), now: now)
    if count > 0 {
      logger.warning(
        "Messages waited in vain for those before them", metadata: ["count": "\(count)"])
    }
  }

  /// Looks again and again until the task is cancelled.
  func run() async {
    while !Task.isCancelled {
      do {
        try await enforce()
      } catch {
        logger.debug("Parked messages cannot be looked up", metadata: ["reason": "\(error)"])
      }
      do { try await Task.sleep(for: Self.interval) } catch { return }
    }
  }
}
