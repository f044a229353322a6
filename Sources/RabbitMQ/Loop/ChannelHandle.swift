import Locks

/// What a channel's users and the connection's thread share: whether it is open, and how many
/// more messages may be submitted.
///
/// The object's identity names the channel. Its number does not: numbers are used again.
final class ChannelHandle: Sendable {
  let number: UInt16

  private typealias Admission = CheckedContinuation<Result<Void, RabbitMQError>, Never>

  private struct Waiter {
    let id: UInt64
    let count: Int
    let continuation: Admission
  }

  private struct State {
    var end: RabbitMQError?
    /// Zero until confirms are enabled.
    var window = 0
    var outstanding = 0
    var waiters: [Waiter] = []
    var nextWaiterID: UInt64 = 0

    var hasRoom: Bool { outstanding < window }
  }

  private let state = Locked(State())

  init(number: UInt16) {
    self.number = number
  }

  /// Throws why the channel is closed, if it is.
  func checkOpen() throws(RabbitMQError) {
    if let end = state.withLock({ $0.end }) { throw end }
  }

  /// Closes the door: nothing is accepted any more, and whoever waits gets the error.
  func end(_ error: RabbitMQError) {
    let waiters = state.withLock { state in
      if state.end == nil { state.end = error }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume(returning: .failure(error)) }
  }

  func openWindow(_ size: Int) {
    state.withLock { $0.window = size }
  }

  /// Waits, first come first served, until fewer than `window` messages are unanswered.
  ///
  /// A batch is admitted whole, so the window may be exceeded by one batch less one message here;
  /// the connection's thread still keeps at most `window` messages in flight.
  func admit(_ count: Int) async throws(RabbitMQError) {
    let id = state.withLock { state in
      state.nextWaiterID += 1
      return state.nextWaiterID
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: Admission) in
        let result: Result<Void, RabbitMQError>? = state.withLock { state in
          if let end = state.end { return .failure(end) }
          if state.window == 0 { return .failure(.invalidArgument("confirms are not enabled")) }
          if Task.isCancelled { return .failure(.cancelled) }
          guard state.hasRoom, state.waiters.isEmpty else {
            state.waiters.append(Waiter(id: id, count: count, continuation: continuation))
            return nil
          }
          state.outstanding += count
          return .success(())
        }
        if let result { continuation.resume(returning: result) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return state.waiters.remove(at: index)
      }
      waiter?.continuation.resume(returning: .failure(.cancelled))
    }
    try result.get()
  }

  /// Takes `count` settled messages out of the account and admits whoever waits.
  func release(_ count: Int) {
    let admitted = state.withLock { state in
      state.outstanding -= count
      var admitted: [Admission] = []
      while state.hasRoom, let first = state.waiters.first {
        state.outstanding += first.count
        admitted.append(first.continuation)
        state.waiters.removeFirst()
      }
      return admitted
    }
    for continuation in admitted { continuation.resume(returning: .success(())) }
  }
}
