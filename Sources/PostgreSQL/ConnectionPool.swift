import Locks

/// A bounded set of connections, lent to one user at a time.
///
/// ```swift
/// let pool = ConnectionPool(configuration, limit: 4)
/// let result = try await pool.withConnection { connection in
///   try await connection.execute("select count(*) from part")
/// }
/// await pool.shutdown()
/// ```
///
/// Connections are opened when they are needed and kept. One that has broken is replaced when it is
/// next asked for, so after a restart of the server the pool recovers by itself. Who waits gets a
/// connection in the order of asking.
public final class ConnectionPool: Sendable {
  private struct State {
    var idle: [Connection] = []
    var isShutDown = false
    var usage: Usage
  }

  private let configuration: Connection.Configuration
  private let leaseTimeout: Duration?
  private let onNotice: @Sendable (Notice) -> Void
  private let permits: FairSemaphore
  private let state: Locked<State>

  /// A pool without connections yet.
  ///
  /// - Parameters:
  ///   - limit: the most connections at a time.
  ///   - leaseTimeout: how long to wait for a free one; nil for ever.
  ///   - onNotice: is given the server's notices.
  public init(
    _ configuration: Connection.Configuration, limit: Int, leaseTimeout: Duration? = .seconds(30),
    onNotice: @escaping @Sendable (Notice) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.leaseTimeout = leaseTimeout
    self.onNotice = onNotice
    permits = FairSemaphore(permits: limit)
    state = Locked(State(usage: Usage(limit: limit)))
  }

  /// The number of tasks that wait for a connection.
  public var waiterCount: Int { permits.waiterCount }

  /// How much it is used.
  public var usage: Usage {
    var usage = state.withLock { $0.usage }
    usage.waiting = waiterCount
    return usage
  }

  /// Lends a live connection to `body`.
  ///
  /// `body` may leave nothing behind but session settings: an open transaction is rolled back.
  ///
  /// - Throws: what `body` throws; ``PostgreSQLError/poolTimedOut``,
  ///   ``PostgreSQLError/closed`` after ``shutdown()``, ``PostgreSQLError/cancelled``,
  ///   ``PostgreSQLError/connectionFailed(reason:sqlState:)``.
  @discardableResult
  public func withConnection<Value>(
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await lease()
    defer { giveBack() }
    do {
      let value = try await body(connection)
      await takeBack(connection)
      return value
    } catch {
      await takeBack(connection)
      throw error
    }
  }

  /// Ends a lease.
  private func giveBack() {
    count { $0.leased -= 1 }
    permits.release()
  }

  /// Counts something.
  private func count(_ change: (inout Usage) -> Void) {
    state.withLock { change(&$0.usage) }
  }

  /// Waits for a permit and a connection that lives.
  private func lease() async throws(PostgreSQLError) -> Connection {
    let start = ContinuousClock.now
    do throws(PostgreSQLError) {
      try await permits.acquire(before: leaseTimeout.map { start + $0 }, lateness: .poolTimedOut)
    } catch {
      count { $0.failures += 1 }
      throw error
    }
    do throws(PostgreSQLError) {
      let connection = try await liveConnection()
      count { usage in
        usage.leased += 1
        usage.leases += 1
        usage.waited += ContinuousClock.now - start
      }
      return connection
    } catch {
      count { $0.failures += 1 }
      permits.release()
      throw error
    }
  }

  /// Runs one query on any connection.
  @discardableResult
  public func execute(
    _ query: Query, timeout: Duration? = nil
  ) async throws -> QueryResult {
    try await withConnection { try await $0.execute(query, timeout: timeout) }
  }

  /// Turns away new users, waits for the present ones, closes all connections.
  public func shutdown() async {
    permits.close()
    let idle = state.withLock { state in
      state.isShutDown = true
      defer { state.idle.removeAll() }
      return state.idle
    }
    for connection in idle { await connection.close() }
    await permits.drained()
  }

  /// The idle connection that was used last and still lives, or else a new one.
  private func liveConnection() async throws(PostgreSQLError) -> Connection {
    while let connection = state.withLock({ $0.idle.popLast() }) {
      if await connection.isReusable { return connection }
      await connection.close()
    }
    return try await Connection.open(configuration, onNotice: onNotice)
  }

  private func takeBack(_ connection: Connection) async {
    await connection.rollBackIfOpen()
    let isKept = await connection.isReusable
    let isIdle = state.withLock { state in
      guard isKept, !state.isShutDown else { return false }
      state.idle.append(connection)
      return true
    }
    if !isIdle { await connection.close() }
  }
}
