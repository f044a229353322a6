/// How often a transaction is tried before it is given up, and how long to wait in between.
package struct RetryPolicy: Sendable {
  /// From 1.
  package var attempts: Int
  /// Before the second attempt; doubled before each further one.
  package var firstPause: Duration
  package var longestPause: Duration

  package init(
    attempts: Int = 8, firstPause: Duration = .milliseconds(10),
    longestPause: Duration = .milliseconds(500)
  ) {
    precondition(attempts > 0, "something has to be tried once at least")
    self.attempts = attempts
    self.firstPause = firstPause
    self.longestPause = longestPause
  }

  /// Waits after a failed attempt, the first being 1; half of the time is random, so that those who were in each other's
  /// way are not so again.
  ///
  /// - Throws: `CancellationError`.
  func pause(after attempt: Int) async throws {
    let pause = min(firstPause * (1 << min(attempt - 1, 16)), longestPause)
    try await Task.sleep(for: pause * Double.random(in: 0.5...1))
  }
}
