import Locks

/// Which order goes how. Orders are entered when they have been placed, and looked up when their tasks come.
final class Playbook: Sendable {
  private struct State {
    var orders: [String: PlannedOrder] = [:]
    var visits: [Visit: Int] = [:]
  }

  private struct Visit: Hashable {
    let order: String
    let task: TaskElement
  }

  private let state = Locked(State())

  func enter(_ order: PlannedOrder, as id: String) { state.withLock { $0.orders[id] = order } }

  subscript(id: String) -> PlannedOrder? { state.withLock { $0.orders[id] } }

  /// The storylines by the id of their order.
  var storylines: [String: Storyline] { state.withLock { $0.orders.mapValues(\.storyline) } }

  /// How often this task has come for this order, this time included.
  func countVisit(of order: String, to task: TaskElement) -> Int {
    state.withLock {
      $0.visits[Visit(order: order, task: task), default: 0] += 1
      return $0.visits[Visit(order: order, task: task), default: 0]
    }
  }
}
