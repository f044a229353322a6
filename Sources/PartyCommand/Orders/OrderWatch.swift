import FEEL
import Hyperlinks
import PartyAPI
import Terminal

/// Follows one order, step by step.
struct OrderWatch: Sendable {
  let client: ServiceClient
  let format: OutputFormat
  let console: Console

  /// How long the service is asked to wait for a step.
  private static let wait = Duration.seconds(10)
  /// How long to pause when the service cannot be reached for a while.
  private static let pause = Duration.seconds(1)

  /// Prints each step, until the order has ended.
  ///
  /// - Throws: `CommandError` `.waitedTooLong` after `timeout`. A service that goes away meanwhile is waited for.
  func follow(_ order: String, after start: Int, timeout: DurationText?) async throws {
    let late = "The order \(order) has not ended within the time given."
    let end = try await read(order, after: start, timeout: timeout, late: late) { step in
      printStep(step)
      return false
    }
    console.tell(
      "Order \(Rendering.name(ofOrder: end)) has ended: \(end["outcome"].text)".harmless)
  }

  /// Waits until the order has reached a goal, and prints the step that reached it.
  ///
  /// - Throws: `CommandError` `.conflict` when it has ended without, `.waitedTooLong` after `timeout`.
  func wait(for goal: OrderGoal, of order: String, timeout: DurationText?) async throws {
    var reached: Value?
    let late = "The order \(order) has not reached \(goal.text) within the time given."
    let end = try await read(order, after: 0, timeout: timeout, late: late) { step in
      guard goal.isReached(by: step) else { return false }
      reached = step
      return true
    }
    guard let reached else {
      throw CommandError(
        .conflict,
        "The order \(order) has ended (\(end["outcome"].text)) and has not reached \(goal.text).")
    }
    printStep(reached)
  }

  /// Reads the order's steps one after the other, until it has ended or one of them was enough.
  private func read(
    _ order: String, after start: Int, timeout: DurationText?, late: String,
    _ isEnough: (Value) -> Bool
  ) async throws -> Value {
    let deadline = timeout.map { ContinuousClock.now + $0.duration }
    var last = start
    var hasAnswered = false
    while true {
      let left = deadline.map { $0 - .now } ?? Self.wait
      do {
        let news = try await news(of: order, after: last, wait: min(Self.wait, max(.zero, left)))
        hasAnswered = true
        for step in news["items"].list ?? [] where isEnough(step) { return news }
        last = news["last"].integer ?? last
        if news["status"] == "ended",
          (news["items"].list ?? []).isEmpty || last == news["step"].integer
        {
          return news
        }
      } catch let error as CommandError where error.status == .temporary && hasAnswered {
        console.tell("\(error.message) Trying again.")
        try await Task.sleep(for: Self.pause)
      }
      if let deadline, ContinuousClock.now >= deadline {
        throw CommandError(.waitedTooLong, late)
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
}
