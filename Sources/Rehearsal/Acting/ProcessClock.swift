package import FEEL
import FoundationEssentials

/// The clock by which the services of a demonstration go: it starts at some time and runs faster than the machine's.
package struct ProcessClock: Hashable, Sendable {
  package let start: Timestamp
  /// What the machine's clock showed when this one showed `start`.
  package let epoch: Timestamp
  package let speed: Double

  package init(start: Timestamp, epoch: Timestamp, speed: Double) {
    self.start = start
    self.epoch = epoch
    self.speed = speed
  }

  /// Reads the two variables that the services read: `DUET_CLOCK` as `2026-11-21T08:00:00Z@3600`, and `DUET_CLOCK_EPOCH`
  /// in seconds since 1970.
  package init(clock: String, epoch: String) throws(RehearsalError) {
    let parts = clock.split(separator: "@", maxSplits: 1)
    guard parts.count == 2, let speed = Double(parts[1]), speed > 0, speed.isFinite else {
      throw .setting("DUET_CLOCK", "must be TIME@SPEED such as 2026-11-21T08:00:00Z@3600")
    }
    guard let seconds = Double(epoch), seconds.isFinite, abs(seconds) < 1e12 else {
      throw .setting("DUET_CLOCK_EPOCH", "must be seconds since 1970")
    }
    let start: Timestamp
    do { start = try Timestamp(String(parts[0])) } catch {
      throw .setting("DUET_CLOCK", "\(error)")
    }
    self.init(start: start, epoch: Timestamp(microseconds: Int64(seconds * 1e6)), speed: speed)
  }

  package var now: Timestamp {
    time(whenMachineShows: Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)))
  }

  func time(whenMachineShows machine: Timestamp) -> Timestamp {
    let elapsed = Double(machine.microseconds - epoch.microseconds) * speed
    return Timestamp(microseconds: start.microseconds + Int64(elapsed))
  }

  /// Waits until this clock shows `time`.
  func sleep(until time: Timestamp) async throws {
    let rest = (time - now) / speed
    if rest > .zero { try await Task.sleep(for: rest) }
  }
}
