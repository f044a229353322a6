import CPostgreSQL
import Dispatch
import Synchronization

/// The owner of one `PGcancel`, what is needed to ask the server to stop a connection's statement.
///
/// `PQcancel` only reads it and may run in another thread than the connection's (libpq manual,
/// "Canceling Queries in Progress"); hence unchecked.
@safe
struct CancelHandle: ~Copyable, @unchecked Sendable {
  private let cancel: OpaquePointer

  init(_ cancel: OpaquePointer) {
    unsafe self.cancel = cancel
  }

  deinit {
    unsafe PQfreeCancel(cancel)
  }

  /// Connects to the server, hands the request over and waits until the server has taken it.
  ///
  /// A failure needs no report: the statement then runs on, and the caller's grace period ends.
  func send() {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
      _ = unsafe PQcancel(cancel, message.baseAddress, Int32(message.count))
    }
  }
}

/// A request to stop the current statement, under way in the background.
///
/// `PQcancel` blocks, without any bound when the server's host is gone, so it never runs on the
/// connection's own thread.
final class CancelRequest: Sendable {
  private let handle: CancelHandle
  private let isDone = Atomic(false)

  /// Starts the request; `wakeUp` is signalled when the server has taken it.
  init(_ handle: consuming CancelHandle, wakeUp: WakeUp) {
    self.handle = handle
    DispatchQueue.global().async {
      self.handle.send()
      self.isDone.store(true, ordering: .releasing)
      wakeUp.signal()
    }
  }

  /// Whether the server has taken the request, so that it cannot hit a later statement.
  var isFinished: Bool { isDone.load(ordering: .acquiring) }
}
