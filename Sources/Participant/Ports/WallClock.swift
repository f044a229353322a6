package import FEEL
package import FoundationEssentials

/// The wall clock, for due dates and the times of events. Waiting is done by other means.
package protocol WallClock: Sendable {
  var now: Timestamp { get }
  /// How long to wait until the clock shows `time`; zero when it has passed.
  func wait(until time: Timestamp) -> Duration
}

/// Makes ids.
package protocol IDSource: Sendable {
  /// A UUIDv7 (RFC 9562 §5.7) of this time.
  func next(at time: Timestamp) -> UUID
}
