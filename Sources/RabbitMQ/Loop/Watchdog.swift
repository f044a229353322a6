import Dispatch
import Glibc
import Locks

/// Frees a connection's thread that is stuck in a call of the C library.
///
/// The library writes with an infinite time-out: once the socket's buffer is full and the broker
/// has stopped reading, a call returns only when the socket fails. So the thread tells when it
/// leaves `poll` and when it comes back to it, and a timer shuts the socket down if it has been
/// away for too long.
final class Watchdog: Sendable {
  private struct State {
    var socket: Int32?
    var busySince: ContinuousClock.Instant?
    var hasFired = false
  }

  private let state = Locked(State())

  /// Whether the socket was shut down.
  var hasFired: Bool { state.withLock { $0.hasFired } }

  /// The thread goes to work.
  func enter() {
    let now = ContinuousClock.now
    state.withLock { $0.busySince = now }
  }

  /// The thread goes to sleep.
  func leave() {
    state.withLock { $0.busySince = nil }
  }

  /// Watches over `body`, which may use `socket` and must not close it.
  func guarding<Result: ~Copyable>(
    socket: Int32, limit: Duration, _ body: () -> Result
  ) -> Result {
    state.withLock { $0.socket = socket }
    let timer = DispatchSource.makeTimerSource(queue: .global())
    let nanoseconds = Int(limit / .nanoseconds(1)) / 4
    timer.schedule(
      deadline: .now() + .nanoseconds(nanoseconds), repeating: .nanoseconds(nanoseconds),
      leeway: .nanoseconds(nanoseconds / 4))
    timer.setEventHandler { self.check(limit) }
    timer.activate()
    defer {
      timer.cancel()
      state.withLock { $0.socket = nil }
    }
    return body()
  }

  private func check(_ limit: Duration) {
    let now = ContinuousClock.now
    state.withLock { state in
      guard let socket = state.socket, let since = state.busySince, now - since > limit else {
        return
      }
      state.hasFired = true
      // Within the lock, so that the descriptor cannot be closed and used for another file.
      shutdown(socket, Int32(SHUT_RDWR))
    }
  }
}
