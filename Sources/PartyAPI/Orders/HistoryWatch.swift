import Exchange
import Participant
import ProcessEngine
import ServiceLifecycle

/// Waits until an order has made steps that the caller has not seen.
///
/// It looks again and again, because the step may be made by another process of the same party.
struct HistoryWatch: Sendable {
  let records: any Records

  /// How often it looks.
  static let interval = Duration.milliseconds(200)

  struct News: Sendable {
    let steps: [JournalEntry]
    let order: Case
  }

  /// - Parameter after: the last step that the caller knows.
  /// - Returns: what is new; no steps when `wait` passed without any, or the service is stopping.
  /// - Throws: `order-not-found`.
  func news(of id: InstanceID, after: Int, wait: Duration) async throws -> News {
    let deadline = ContinuousClock.now + wait
    while true {
      guard let order = try await records.order(id) else {
        throw Problem(
          .orderNotFound, "There is no order \(id).", members: Subject(order: id).members)
      }
      if order.step > after {
        let steps = try await records.history(id).filter { $0.step > after }
        if !steps.isEmpty { return News(steps: steps, order: order) }
      }
      let isOver = order.instance.outcome != nil || Task.isShuttingDownGracefully
      if isOver || ContinuousClock.now + Self.interval > deadline {
        return News(steps: [], order: order)
      }
      try await Task.sleep(for: Self.interval)
    }
  }
}
