/// Waits longer and longer after failures: from 50 ms to 2 s, doubled each time and jittered by half, so that several
/// processes do not come back at the same instant.
struct Pause {
  private var next = Duration.milliseconds(50)

  mutating func reset() { next = .milliseconds(50) }

  /// Waits, or returns at once when the task is cancelled.
  mutating func wait() async {
    let jittered = next * Double.random(in: 0.5...1)
    next = min(next * 2, .seconds(2))
    do {
      try await Task.sleep(for: jittered)
    } catch {
      return  // cancelled: whoever waits looks at that itself
    }
  }
}
