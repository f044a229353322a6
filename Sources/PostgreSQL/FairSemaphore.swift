import Locks

/// Lets so many tasks in at a time, in the order in which they came.
final class FairSemaphore: Sendable {
  private enum Grant {
    case granted
    case cancelled
    case closed
  }

  private struct Waiter {
    let id: UInt64
    let continuation: CheckedContinuation<Grant, Never>
  }

  private struct State {
    var permits: Int
    var waiters: [Waiter] = []
    var nextID: UInt64 = 0
    var isClosed = false
    /// Those who wait for all permits to be back.
    var drainers: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Locked<State>
  private let total: Int

  init(permits: Int) {
    precondition(permits > 0, "a semaphore without permits lets nobody in")
    total = permits
    state = Locked(State(permits: permits))
  }

  /// The number of tasks that wait.
  var waiterCount: Int { state.withLock { $0.waiters.count } }

  /// Waits for a permit, which ``release()`` gives back.
  ///
  /// - Throws: ``PostgreSQLError/cancelled``, ``PostgreSQLError/closed``.
  func acquire() async throws(PostgreSQLError) {
    if try acquireAtOnce() { return }
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    switch await wait(as: id) {
    case .granted: return
    case .closed: throw .closed
    case .cancelled: throw .cancelled
    }
  }

  private func wait(as id: UInt64) async -> Grant {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let immediate: Grant? = state.withLock { state in
          if state.isClosed { return .closed }
          if Task.isCancelled { return .cancelled }
          // One may have become free since the first look.
          if state.permits > 0 {
            state.permits -= 1
            return .granted
          }
          state.waiters.append(Waiter(id: id, continuation: continuation))
          return nil
        }
        if let immediate { continuation.resume(returning: immediate) }
      }
    } onCancel: {
      let waiter: Waiter? = state.withLock { state in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return state.waiters.remove(at: index)
      }
      waiter?.continuation.resume(returning: .cancelled)
    }
  }

  /// Waits for a permit until a deadline; nil waits for ever.
  ///
  /// - Throws: as ``acquire()``, and `lateness` when the deadline comes first.
  func acquire(
    before deadline: ContinuousClock.Instant?, lateness: PostgreSQLError
  ) async throws(PostgreSQLError) {
    guard let deadline else { return try await acquire() }
    if try acquireAtOnce() { return }
    let outcome = await withTaskGroup(
      of: Result<Void, PostgreSQLError>?.self, returning: Result<Void, PostgreSQLError>.self
    ) { group in
      group.addTask {
        do throws(PostgreSQLError) {
          return .success(try await self.acquire())
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        do {
          try await Task.sleep(until: deadline, clock: .continuous)
        } catch {
          // Cancelled, because the permit came first: the other task tells the outcome.
          return nil
        }
        return .failure(lateness)
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      let second = await group.next() ?? nil
      // A permit that came at the last moment is taken, not lost.
      if case .success = second { return .success(()) }
      return first ?? second ?? .failure(.cancelled)
    }
    try outcome.get()
  }

  /// Takes a permit if one is free. Returns whether it was.
  private func acquireAtOnce() throws(PostgreSQLError) -> Bool {
    let (isClosed, isGranted) = state.withLock { state in
      guard !state.isClosed, state.permits > 0 else { return (state.isClosed, false) }
      state.permits -= 1
      return (false, true)
    }
    if isClosed { throw .closed }
    return isGranted
  }

  /// Gives a permit back, straight to the task that waits longest.
  func release() {
    var waiter: Waiter?
    var drainers: [CheckedContinuation<Void, Never>] = []
    state.withLock { state in
      guard state.waiters.isEmpty else {
        waiter = state.waiters.removeFirst()
        return
      }
      state.permits += 1
      precondition(state.permits <= total, "a permit was given back twice")
      if state.permits == total { swap(&drainers, &state.drainers) }
    }
    waiter?.continuation.resume(returning: .granted)
    for drainer in drainers { drainer.resume() }
  }

  /// Waits until all permits are back; of use once ``close()`` has been called.
  func drained() async {
    await withCheckedContinuation { continuation in
      let isDrained = state.withLock { state in
        if state.permits < total { state.drainers.append(continuation) }
        return state.permits == total
      }
      if isDrained { continuation.resume() }
    }
  }

  /// Turns away all who wait and all who come later.
  func close() {
    let waiters: [Waiter] = state.withLock { state in
      state.isClosed = true
      defer { state.waiters.removeAll() }
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume(returning: .closed) }
  }
}
