package import FEEL
package import Participant

/// The clock that an executable goes by, and how much faster than the machine's it runs.
package struct ClockSetting: Sendable {
  package let clock: SystemClock
  /// Seconds of the process for each second of the machine.
  package let speed: Double

  /// The time now.
  package var now: Timestamp { clock.now }

  package init() {
    clock = SystemClock()
    speed = 1
  }

  package init(start: Timestamp, epoch: Timestamp, speed: Double) {
    clock = SystemClock(start: start, epoch: epoch, speed: speed)
    self.speed = speed
  }
}

extension SettingSource {
  /// The machine's clock, or that of a demonstration: `DUET_CLOCK=2026-11-21T08:00:00Z@3600` showed that time when the
  /// machine's showed `DUET_CLOCK_EPOCH` (seconds since 1970), and runs 3,600 times as fast.
  package func clock() throws(SettingFailure) -> ClockSetting {
    let name = "DUET_CLOCK"
    guard let text = try text(name) else { return ClockSetting() }
    let parts = text.split(separator: "@", maxSplits: 1)
    guard parts.count == 2, let speed = Double(parts[1]), (1...100_000).contains(speed) else {
      throw SettingFailure(
        name, "must be TIME@SPEED such as 2026-11-21T08:00:00Z@3600, not `\(text)`")
    }
    let start: Timestamp
    do { start = try Timestamp(String(parts[0])) } catch {
      throw SettingFailure(
        name, "must begin with a time such as 2026-11-21T08:00:00Z, not `\(parts[0])`")
    }
    let meaning = "the machine's time in seconds since 1970 at which the clock showed \(parts[0])"
    guard let epoch = Double(try required("DUET_CLOCK_EPOCH", meaning)), epoch >= 0, epoch < 1e11
    else {
      throw SettingFailure("DUET_CLOCK_EPOCH", "must be \(meaning)")
    }
    return ClockSetting(
      start: start, epoch: Timestamp(microseconds: Int64(epoch * 1_000_000)), speed: speed)
  }
}
