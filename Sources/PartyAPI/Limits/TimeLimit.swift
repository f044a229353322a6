import Hummingbird

/// How long an answer may take to begin, so that a body that never comes or a stuck database holds nobody forever.
///
/// What is done meanwhile is cancelled, not undone: what was committed stays. The body of a stream is no matter of it.
struct TimeLimit: Sendable {
  let duration: Duration

  /// - Throws: what `body` throws, or `unavailable` when the time is over.
  func run(_ body: @escaping @Sendable () async throws -> Response) async throws -> Response {
    try await withThrowingTaskGroup(of: Response?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: duration)
        return nil
      }
      defer { group.cancelAll() }
      // Both tasks are there, so there is a first result.
      guard let first = try await group.next(), let response = first else {
        throw Problem(
          .unavailable,
          "No answer within \(duration.components.seconds) seconds. It may have been done: look before you ask again.",
          headers: [.retryAfter: "5"])
      }
      return response
    }
  }
}
