import Locks

/// What waits for one lane, first in, first out. Many put in, one takes out.
package final class InboundQueue: Sendable {
  /// How much may wait before commands are turned away. Deliveries are bounded by the broker's prefetch instead.
  package static let limit = 10_000

  private struct State {
    var items: [Inbound] = []
    var isFinished = false
    var taker: CheckedContinuation<[Inbound]?, Never>?
  }

  private let state = Locked(State())

  package init() {}

  /// Adds to the end; false when there is no room, or when the queue takes nothing more.
  package func push(_ item: Inbound) -> Bool {
    let wake = state.withLock { state -> (CheckedContinuation<[Inbound]?, Never>, [Inbound])?? in
      let isBounded = item.tag == nil
      guard !state.isFinished, !isBounded || state.items.count < Self.limit else { return .none }
      state.items.append(item)
      guard let taker = state.taker else { return .some(nil) }
      state.taker = nil
      let items = state.items
      state.items = []
      return .some((taker, items))
    }
    guard let wake else { return false }
    if let (taker, items) = wake { taker.resume(returning: items) }
    return true
  }

  /// Waits until something is there and takes all of it; nil when the queue is finished and empty.
  package func next() async -> [Inbound]? {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state -> [Inbound]?? in
        if !state.items.isEmpty {
          defer { state.items = [] }
          return .some(state.items)
        }
        if state.isFinished { return .some(nil) }
        state.taker = continuation
        return .none
      }
      if let ready { continuation.resume(returning: ready) }
    }
  }

  /// Takes what is there, without waiting.
  package func takeAvailable() -> [Inbound] {
    state.withLock { state in
      defer { state.items = [] }
      return state.items
    }
  }

  package var isFinished: Bool { state.withLock { $0.isFinished } }

  /// Takes nothing more; what waits is still handed out.
  package func finish() {
    let taker = state.withLock { state in
      state.isFinished = true
      defer { state.taker = nil }
      return state.taker
    }
    taker?.resume(returning: nil)
  }
}
