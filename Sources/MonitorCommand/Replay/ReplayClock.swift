import FEEL

/// The time of a log that is played: a value that others move on.
struct ReplayClock: Hashable, Sendable {
  /// From the first entry of the log to the last.
  let period: ClosedRange<Timestamp>
  private(set) var position: Timestamp
  /// Seconds of the log for each second of the machine.
  private(set) var speed: Double
  private(set) var isPaused = false

  static let speeds = 0.1...1_000_000
  private static let steps: [Double] = [
    1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800,
  ]
  /// How many steps of seeking a log has.
  private static let parts = 40

  init(period: ClosedRange<Timestamp>, speed: Double) {
    self.period = period
    position = period.lowerBound
    self.speed = speed
  }

  /// Some of the machine's time has passed.
  mutating func advance(by elapsed: Duration) {
    if !isPaused { move(to: position + elapsed * speed) }
  }

  mutating func move(to time: Timestamp) {
    position = min(max(time, period.lowerBound), period.upperBound)
  }

  mutating func togglePause() { isPaused.toggle() }

  mutating func pause() { isPaused = true }

  mutating func goFaster() { speed = Self.steps.first { $0 > speed } ?? speed }

  mutating func goSlower() { speed = Self.steps.last { $0 < speed } ?? speed }

  /// By so many fortieths of the log.
  mutating func seek(_ parts: Int) {
    let length = period.upperBound - period.lowerBound
    move(to: position + length * Double(parts) / Self.parts)
  }
}
