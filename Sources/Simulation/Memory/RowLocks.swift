import ProcessEngine
import Synchronization

/// Row locks of orders: whoever asks for a locked one waits for it, first come, first served.
final class RowLocks: Sendable {
  private struct State {
    var locked: Set<InstanceID> = []
    var waiting: [Waiter] = []
  }

  private struct Waiter {
    let orders: Set<InstanceID>
    let continuation: CheckedContinuation<Void, Never>
  }

  private let state = Mutex(State())

  /// Locks all of `orders` at once, which makes deadlocks impossible.
  func lock(_ orders: [InstanceID]) async {
    guard !orders.isEmpty else { return }
    let wanted = Set(orders)
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        let isWaitedFor = state.waiting.contains { !$0.orders.isDisjoint(with: wanted) }
        guard state.locked.isDisjoint(with: wanted), !isWaitedFor else {
          state.waiting.append(Waiter(orders: wanted, continuation: continuation))
          return false
        }
        state.locked.formUnion(wanted)
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func unlock(_ orders: [InstanceID]) {
    let ready = state.withLock { state -> [Waiter] in
      state.locked.subtract(orders)
      var ready: [Waiter] = []
      var waiting: [Waiter] = []
      for waiter in state.waiting {
        let isOvertaking = waiting.contains { !$0.orders.isDisjoint(with: waiter.orders) }
        if state.locked.isDisjoint(with: waiter.orders) && !isOvertaking {
          state.locked.formUnion(waiter.orders)
          ready.append(waiter)
        } else {
          waiting.append(waiter)
        }
      }
      state.waiting = waiting
      return ready
    }
    for waiter in ready { waiter.continuation.resume() }
  }
}
