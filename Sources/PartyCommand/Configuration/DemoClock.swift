import FEEL
import Participant

/// A clock that starts at a chosen time and runs faster, so that days of the process pass in minutes:
/// `2026-11-21T08:00:00Z@3600`, counted from the Unix time in `DUET_CLOCK_EPOCH`.
enum DemoClock {
  /// The machine's clock when nothing else is set.
  static func read(_ settings: SettingReader) throws -> SystemClock {
    guard let text = try settings.text(.clock) else { return SystemClock() }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let speed = Double(parts[1]), (1...1_000_000).contains(speed),
      let start = Timestamp(parsing: String(parts[0]))
    else {
      throw ConfigurationError.wrong(
        .clock,
        "must be a time and how many times faster it passes, such as 2026-11-21T08:00:00Z@3600, not \(text)"
      )
    }
    guard let epochText = try settings.text(.clockEpoch) else {
      throw ConfigurationError.wrong(
        .clockEpoch,
        "is missing: with \(Setting.clock.variable) it says when that clock started, in Unix seconds"
      )
    }
    guard let epoch = Double(epochText), (0...253_402_300_799).contains(epoch) else {
      throw ConfigurationError.wrong(
        .clockEpoch, "must be a Unix time in seconds, not \(epochText)")
    }
    return SystemClock(
      start: start, epoch: Timestamp(microseconds: Int64(epoch * 1_000_000)), speed: speed)
  }
}
