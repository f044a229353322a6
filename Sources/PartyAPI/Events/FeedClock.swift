/// The time by which the feed is looked at and streams are kept alive.
package struct FeedClock: Sendable {
  package let now: @Sendable () -> ContinuousClock.Instant
  package let sleep: @Sendable (Duration) async throws -> Void

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The machine's own.
  package static let machine = FeedClock(
    now: { ContinuousClock.now }, sleep: { try await Task.sleep(for: $0) })
}
