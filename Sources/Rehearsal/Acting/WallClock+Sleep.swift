import FEEL
import Participant

extension WallClock {
  /// Waits until this clock shows `time`.
  func sleep(until time: Timestamp) async throws {
    let rest = wait(until: time)
    if rest > .zero { try await Task.sleep(for: rest) }
  }

  /// The day that it shows, in UTC.
  var today: CalendarDate {
    // A clock of a demonstration shows a year of four digits.
    CalendarDate(dayNumber: Int(now.microseconds / 86_400_000_000))!
  }
}
