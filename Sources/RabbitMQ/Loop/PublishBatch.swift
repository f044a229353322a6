import Synchronization

/// Messages that were submitted together, and what became of each.
final class PublishBatch: Sendable {
  let messages: [Message]

  private struct State {
    var outcomes: [PublishOutcome]
    var remaining: Int
    var waiters: [CheckedContinuation<[PublishOutcome], Never>] = []
  }

  private let state: Mutex<State>

  init(_ messages: [Message]) {
    self.messages = messages
    state = Mutex(
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
        return ([PublishOutcome](), [CheckedContinuation<[PublishOutcome], Never>]())
      }
      defer { state.waiters = [] }
      return (state.outcomes, state.waiters)
    }
    for waiter in waiters { waiter.resume(returning: outcomes) }
  }

  /// Waits for the last message and returns all outcomes in the order of the messages.
  func outcomes() async -> [PublishOutcome] {
    await withCheckedContinuation { continuation in
      let outcomes: [PublishOutcome]? = state.withLock { state in
        if state.remaining == 0 { return state.outcomes }
        state.waiters.append(continuation)
        return nil
      }
      if let outcomes { continuation.resume(returning: outcomes) }
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
