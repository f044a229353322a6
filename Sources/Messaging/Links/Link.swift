import Locks
import Logging
import Metrics
import Participant
import RabbitMQ

/// What is kept over one connection to the broker.
protocol Session: Sendable {
  var connection: Connection { get }
}

/// Keeps one connection to the broker up: opens it, hands it to whoever serves it, and opens another one after a pause
/// when it is lost. It never gives up; how it is can be seen.
final class Link<Kept: Session>: Sendable {
  private struct Waiter {
    let id: Int
    let continuation: CheckedContinuation<Kept?, Never>
  }

  private enum Status {
    case down(reason: String)
    case up(Kept)
    case closed
  }

  private struct State {
    var status = Status.down(reason: "not connected yet")
    var waiters: [Waiter] = []
    var nextWaiter = 0
    /// How many connections there have been.
    var generation = 0

    /// What can be used now: a connection may have ended a moment before that is noticed here.
    var usable: Kept? {
      guard case .up(let session) = status else { return nil }
      switch session.connection.state {
      case .open, .blocked: return session
      case .closing, .closed: return nil
      }
    }

    var isClosed: Bool {
      if case .closed = status { true } else { false }
    }
  }

  private let configuration: Connection.Configuration
  private let logger: Logger
  private let opened: Counter
  private let state = Locked(State())

  /// - Parameter purpose: what the connection is for, in one word.
  init(_ configuration: Connection.Configuration, purpose: String, logger: Logger) {
    self.configuration = configuration
    self.logger = logger
    opened = Counter(
      label: "duet_broker_connections_opened",
      dimensions: [("connection", purpose)])
  }

  /// Works until the task is cancelled or the link is closed.
  ///
  /// - Parameters:
  ///   - establish: makes a new connection, the n-th of this link, ready for use.
  ///   - serve: throws why the connection can be used no longer. When it returns, the connection stays open and the link
  ///     works no more.
  func run(
    establish: (Connection, Int) async throws -> Kept, serve: (Kept) async throws -> Void
  ) async {
    var backoff = Backoff()
    while !Task.isCancelled {
      let start = ContinuousClock.now
      do {
        try await connect(establish: establish, serve: serve)
        return
      } catch {
        guard goDown("\(error)") else { return }
        if ContinuousClock.now - start > .seconds(10) { backoff.reset() }
      }
      do {
        try await Task.sleep(for: backoff.next())
      } catch {
        return  // cancelled: the link is to end
      }
    }
  }

  private func connect(
    establish: (Connection, Int) async throws -> Kept, serve: (Kept) async throws -> Void
  ) async throws {
    let generation = state.withLock { state in
      state.generation += 1
      return state.generation
    }
    let connection = try await Connection.open(configuration)
    do {
      let session = try await establish(connection, generation)
      guard goUp(session) else {
        await connection.close()
        return
      }
      opened.increment()
      logger.info("Connected to the broker")
      try await serve(session)
    } catch {
      await connection.close()
      throw error
    }
  }

  private func goUp(_ session: Kept) -> Bool {
    let waiters: [Waiter]? = state.withLock { state in
      if state.isClosed { return nil }
      state.status = .up(session)
      defer { state.waiters = [] }
      return state.waiters
    }
    guard let waiters else { return false }
    for waiter in waiters { waiter.continuation.resume(returning: session) }
    return true
  }

  /// - Returns: whether the link is to go on.
  private func goDown(_ reason: String) -> Bool {
    let (goesOn, isNews) = state.withLock { state in
      switch state.status {
      case .closed: return (false, false)
      case .down(let earlier):
        state.status = .down(reason: reason)
        return (true, earlier != reason)
      case .up:
        state.status = .down(reason: reason)
        return (true, true)
      }
    }
    if isNews { logger.warning("No connection to the broker", metadata: ["reason": "\(reason)"]) }
    return goesOn
  }

  /// Ends the link: everybody who waits for it gets nothing, and its connection is closed after what was begun on it.
  func close() async {
    let (session, waiters): (Kept?, [Waiter]) = state.withLock { state in
      defer {
        state.status = .closed
        state.waiters = []
      }
      if case .up(let session) = state.status { return (session, state.waiters) }
      return (nil, state.waiters)
    }
    for waiter in waiters { waiter.continuation.resume(returning: nil) }
    await session?.connection.close()
  }

  /// What is kept over the connection now; nil while it is down.
  var current: Kept? { state.withLock { $0.usable } }

  /// Waits until the connection is up; nil when the link is closed or the task is cancelled.
  func session() async -> Kept? {
    if let current { return current }
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Kept?? = state.withLock { state in
          if let session = state.usable { return .some(session) }
          if state.isClosed || Task.isCancelled { return .some(nil) }
          state.waiters.append(Waiter(id: id, continuation: continuation))
          return .none
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return state.waiters.remove(at: index)
      }
      waiter?.continuation.resume(returning: nil)
    }
  }

  /// How the connection is.
  var health: Health.State {
    state.withLock { state in
      switch state.status {
      case .closed: return .down("closed")
      case .down(let reason): return .down(reason)
      case .up(let session):
        switch session.connection.state {
        case .open: return .up
        case .blocked(let reason):
          return .degraded("The broker takes no messages for now: \(reason)")
        case .closing: return .down("closing")
        case .closed(let error): return .down("\(error)")
        }
      }
    }
  }
}
