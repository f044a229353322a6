import FEEL
import PartyAPI
import Terminal

/// Follows one order, step by step, until it has ended.
struct OrderWatch: Sendable {
  let client: ServiceClient
  let format: OutputFormat
  let console: Console

  /// How long the service is asked to wait for a step.
  private static let wait = Duration.seconds(10)
  /// How long to pause when the service cannot be reached for a while.
  private static let pause = Duration.seconds(1)

  /// - Throws: `CommandError` `.waitedTooLong` after `timeout`. A service that goes away meanwhile is waited for.
  func follow(_ order: String, after start: Int, timeout: DurationText?) async throws {
    let deadline = timeout.map { ContinuousClock.now + $0.duration }
    var last = start
    var hasAnswered = false
    while true {
      let left = deadline.map { $0 - .now } ?? Self.wait
      do {
        let news = try await news(of: order, after: last, wait: min(Self.wait, max(.zero, left)))
        hasAnswered = true
        for step in news["items"].list ?? [] { printStep(step) }
        last = news["last"].integer ?? last
        if news["status"] == "ended",
          (news["items"].list ?? []).isEmpty || last == news["step"].integer
        {
          return finish(news)
        }
      } catch let error as CommandError where error.status == .temporary && hasAnswered {
        console.tell("\(error.message) Trying again.")
        try await Task.sleep(for: Self.pause)
      }
      if let deadline, ContinuousClock.now >= deadline {
        throw CommandError(
          .waitedTooLong, "The order \(order) has not ended within the time given.")
      }
    }
  }

  private func news(of order: String, after: Int, wait: Duration) async throws -> Value {
    let seconds = wait.components.seconds
    return try await client.send(
      .init(
        path: "/orders/\(PercentEncoding.encode(order))/events",
        query: [("after", "\(after)"), ("wait", "\(seconds)")], timeout: wait + .seconds(30)))
  }

  private func printStep(_ step: Value) {
    switch format {
    case .table: console.print(StepText.line(step))
    case .json, .jsonl: console.print(json: step)
    }
  }

  private func finish(_ order: Value) {
    console.tell(
      "Order \(Rendering.name(ofOrder: order)) has ended: \(order["outcome"].text)".harmless)
  }
}
