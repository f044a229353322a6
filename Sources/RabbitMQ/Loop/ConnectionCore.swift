import CRabbitMQ
import Dispatch
import Glibc
import Locks

/// What the users of a connection and its thread share: the queue of requests, the state, and the
/// means to wake the thread.
final class ConnectionCore: Sendable {
  let configuration: Connection.Configuration
  let events: AsyncStream<Connection.Event>
  private let eventSink: AsyncStream<Connection.Event>.Continuation
  /// An eventfd: readable when there are requests.
  let wakeUp: Int32

  private struct Shared {
    var requests: [Request] = []
    var isAccepting = true
    var state = Connection.State.open
  }

  private let shared = Locked(Shared())
  let watchdog = Watchdog()

  init(_ configuration: Connection.Configuration) throws(RabbitMQError) {
    self.configuration = configuration
    (events, eventSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
    wakeUp = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
    guard wakeUp >= 0 else { throw .connectFailed("no file descriptor is left") }
  }

  deinit {
    Glibc.close(wakeUp)
  }

  var state: Connection.State { shared.withLock { $0.state } }

  /// Queues a request for the thread; throws if the connection is closing or closed.
  func enqueue(_ request: Request) throws(RabbitMQError) {
    let (refusal, isFirst): (RabbitMQError?, Bool) = shared.withLock { shared in
      guard shared.isAccepting else {
        if case .closed(let error) = shared.state { return (error, false) }
        return (.closed, false)
      }
      if case .close = request {
        shared.isAccepting = false
        shared.state = .closing
      }
      shared.requests.append(request)
      return (nil, shared.requests.count == 1)
    }
    if let refusal { throw refusal }
    if isFirst { wake() }
  }

  /// Takes all requests; called by the thread.
  func takeRequests() -> [Request] {
    shared.withLock { shared in
      defer { shared.requests = [] }
      return shared.requests
    }
  }

  func setBlocked(_ reason: String?) {
    shared.withLock { shared in
      // A connection that is closing stays so.
      guard shared.isAccepting else { return }
      shared.state = reason.map { .blocked(reason: $0) } ?? .open
    }
    eventSink.yield(reason.map { .blocked(reason: $0) } ?? .unblocked)
  }

  /// The thread has ended and its socket is closed.
  func finish(_ error: RabbitMQError) {
    let left = shared.withLock { shared in
      shared.isAccepting = false
      shared.state = .closed(error)
      defer { shared.requests = [] }
      return shared.requests
    }
    for request in left { request.fail(error) }
    eventSink.yield(.closed(error))
    eventSink.finish()
  }

  private func wake() {
    var one: UInt64 = 1
    // Fails only if the counter is full, and then the thread is awake anyway.
    _ = unsafe Glibc.write(wakeUp, &one, MemoryLayout<UInt64>.size)
  }
}
