import Locks

/// Messages that were submitted together, and what became of each.
final class PublishBatch: Sendable {
  let messages: [Message]

  private struct Waiter {
    let id: UInt64
    let continuation: CheckedContinuation<[PublishOutcome]?, Never>
  }

  private struct State {
    var outcomes: [PublishOutcome]
    var remaining: Int
    var waiters: [Waiter] = []
    var nextWaiterID: UInt64 = 0
  }

  private let state: Locked<State>

  init(_ messages: [Message]) {
    self.messages = messages
    state = Locked(
      State(
        outcomes: Array(repeating: .confirmed, count: messages.count), remaining: messages.count))
  }

  /// Records the outcome of one message; each must be settled exactly once.
  func settle(_ index: Int, _ outcome: PublishOutcome) {
    let (outcomes, waiters) = state.withLock { state in
      precondition(state.remaining > 0)
      if outcome != .confirmed { state.outcomes[index] = outcome }
      state.remaining -= 1
      guard state.remaining == 0, !state.waiters.isEmpty else {
        return ([PublishOutcome](), [Waiter]())
      }
      defer { state.waiters = [] }
      return (state.outcomes, state.waiters)
    }
    for waiter in waiters { waiter.continuation.resume(returning: outcomes) }
  }

  /// Waits for the last message and returns all outcomes in the order of the messages; nil when the task is cancelled
  /// before they are known.
  func outcomes() async -> [PublishOutcome]? {
    let id = state.withLock { state in
      state.nextWaiterID += 1
      return state.nextWaiterID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let outcomes: [PublishOutcome]?? = state.withLock { state in
          if state.remaining == 0 { return .some(state.outcomes) }
          if Task.isCancelled { return .some(nil) }
          state.waiters.append(Waiter(id: id, continuation: continuation))
          return .none
        }
        if let outcomes { continuation.resume(returning: outcomes) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return state.waiters.remove(at: index)
      }
      waiter?.continuation.resume(returning: nil)
    }
  }
}

/// One message of a batch.
struct PublishTicket {
  let batch: PublishBatch
  let index: Int

  var message: Message { batch.messages[index] }

  func settle(_ outcome: PublishOutcome) {
    batch.settle(index, outcome)
  }
}
