import Locks
import RabbitMQ

/// What has come over the connection and waits to be handed over: bounded by the prefetch of the consumer.
final class DeliveryQueue: Sendable {
  struct Item: Sendable {
    /// The number of the connection that it came over.
    let generation: Int
    let delivery: RabbitMQ.Delivery
  }

  private struct State {
    var items: [Item] = []
    var isFinished = false
    var waiter: (limit: Int, continuation: CheckedContinuation<[Item]?, Never>)?

    mutating func take(_ limit: Int) -> [Item]?? {
      if isFinished { return .some(nil) }
      guard !items.isEmpty else { return .none }
      if items.count <= limit {
        defer { items = [] }
        return items
      }
      defer { items.removeFirst(limit) }
      return Array(items.prefix(limit))
    }
  }

  private let state = Locked(State())

  func append(_ deliveries: [RabbitMQ.Delivery], generation: Int) {
    wake { state in
      state.items += deliveries.map { Item(generation: generation, delivery: $0) }
    }
  }

  /// The connection is lost: what waits will come again.
  func removeAll() { state.withLock { $0.items = [] } }

  /// Nothing is handed over any more.
  func finish() {
    wake { state in
      state.isFinished = true
      state.items = []
    }
  }

  private func wake(_ change: (inout sending State) -> Void) {
    let woken: (CheckedContinuation<[Item]?, Never>, [Item]?)? = state.withLock { state in
      change(&state)
      guard let waiter = state.waiter, let items = state.take(waiter.limit) else { return nil }
      state.waiter = nil
      return (waiter.continuation, items)
    }
    if let (continuation, items) = woken { continuation.resume(returning: items) }
  }

  /// Waits until something is there and takes it, up to `limit`; nil when the queue is finished or the task is
  /// cancelled. For one task at a time.
  func next(_ limit: Int) async -> [Item]? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let items: [Item]?? = state.withLock { state in
          if let items = state.take(limit) { return items }
          if Task.isCancelled { return .some(nil) }
          precondition(state.waiter == nil, "deliveries are received by one task at a time")
          state.waiter = (limit, continuation)
          return .none
        }
        if let items { continuation.resume(returning: items) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }
      waiter?.continuation.resume(returning: nil)
    }
  }
}
