import Locks

/// Locks by key: whoever asks for a locked one waits for it, first come, first served.
final class KeyLocks<Key: Hashable & Sendable>: Sendable {
  private struct State {
    var locked: Set<Key> = []
    var waiting: [Waiter] = []
  }

  private struct Waiter {
    let keys: Set<Key>
    let continuation: CheckedContinuation<Void, Never>
  }

  private let state = Locked(State())

  /// Locks all of `keys` at once, which makes deadlocks impossible.
  func lock(_ keys: [Key]) async {
    guard !keys.isEmpty else { return }
    let wanted = Set(keys)
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        let isWaitedFor = state.waiting.contains { !$0.keys.isDisjoint(with: wanted) }
        guard state.locked.isDisjoint(with: wanted), !isWaitedFor else {
          state.waiting.append(Waiter(keys: wanted, continuation: continuation))
          return false
        }
        state.locked.formUnion(wanted)
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func unlock(_ keys: [Key]) {
    let ready = state.withLock { state -> [Waiter] in
      state.locked.subtract(keys)
      var ready: [Waiter] = []
      var waiting: [Waiter] = []
      for waiter in state.waiting {
        let isOvertaking = waiting.contains { !$0.keys.isDisjoint(with: waiter.keys) }
        if state.locked.isDisjoint(with: waiter.keys) && !isOvertaking {
          state.locked.formUnion(waiter.keys)
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
