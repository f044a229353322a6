import Locks

/// Hands deliveries from the connection's thread to the task that consumes them.
///
/// It holds no more than the channel's prefetch, since the broker sends no more before an
/// acknowledgement.
final class DeliveryBuffer: Sendable {
  /// Why no more deliveries come.
  enum End: Sendable {
    case cancelled
    case failed(RabbitMQError)
  }

  private struct Waiter {
    let maximum: Int
    let continuation: CheckedContinuation<Result<[Delivery]?, RabbitMQError>, Never>
  }

  private struct State {
    var deliveries: [Delivery] = []
    var end: End?
    var waiter: Waiter?

    mutating func take(_ maximum: Int) -> Result<[Delivery]?, RabbitMQError>? {
      guard deliveries.isEmpty else {
        if deliveries.count <= maximum {
          defer { deliveries = [] }
          return .success(deliveries)
        }
        defer { deliveries.removeFirst(maximum) }
        return .success(Array(deliveries.prefix(maximum)))
      }
      switch end {
      case nil: return nil
      case .cancelled: return .success(nil)
      case .failed(let error): return .failure(error)
      }
    }
  }

  private let state = Locked(State())

  func append(_ deliveries: [Delivery]) {
    wake { state in state.deliveries += deliveries }
  }

  /// Ends the stream after what is still in the buffer; only the first end counts.
  func finish(_ end: End) {
    wake { state in state.end = state.end ?? end }
  }

  private func wake(_ change: (inout sending State) -> Void) {
    let woken: (Waiter, Result<[Delivery]?, RabbitMQError>)? = state.withLock { state in
      change(&state)
      guard let waiter = state.waiter, let result = state.take(waiter.maximum) else { return nil }
      state.waiter = nil
      return (waiter, result)
    }
    if let (waiter, result) = woken { waiter.continuation.resume(returning: result) }
  }

  /// Waits until there is something and takes all of it, up to `maximum`; nil at the end, and nil
  /// when the task is cancelled.
  func next(_ maximum: Int) async throws(RabbitMQError) -> [Delivery]? {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let result: Result<[Delivery]?, RabbitMQError>? = state.withLock { state in
          if let result = state.take(maximum) { return result }
          if Task.isCancelled { return .success(nil) }
          precondition(state.waiter == nil, "a consumer is read by one task at a time")
          state.waiter = Waiter(maximum: maximum, continuation: continuation)
          return nil
        }
        if let result { continuation.resume(returning: result) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }
      waiter?.continuation.resume(returning: .success(nil))
    }
    return try result.get()
  }
}
