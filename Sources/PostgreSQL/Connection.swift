import CPostgreSQL

/// A connection to a PostgreSQL server.
///
/// ```swift
/// let connection = try await Connection.open(.init(url: "postgresql://app@localhost/orders"))
/// try await connection.pipeline([
///   "begin",
///   Query("insert into part (id, name) select * from unnest($1::int8[], $2::text[])", ids, names),
///   "commit",
/// ])
/// let name = try await connection.execute(Query("select name from part where id = $1", 7))
///   .soleRow().value("name", as: String.self)
/// await connection.close()
/// ```
///
/// Any task may call; calls are done one after the other, in the order in which they come. Statements
/// are prepared at their first use. Cancelling the calling task, or its deadline, stops the statement
/// on the server, and the connection stays usable. A connection that has broken stays broken: open
/// another, or let a ``ConnectionPool`` do so.
public actor Connection {
  private let executor = QueueExecutor(label: "PostgreSQL.Connection")
  private let wakeUp: WakeUp
  /// Nil before the login only.
  private var session: Session?
  /// Held for the time of a call, or of a whole transaction.
  nonisolated let turns = FairSemaphore(permits: 1)

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  private init() throws(PostgreSQLError) {
    wakeUp = try WakeUp()
  }

  // MARK: Life

  /// Connects and logs in.
  ///
  /// - Parameter onNotice: is given the server's notices, on the connection's own thread.
  /// - Throws: ``PostgreSQLError/connectionFailed(reason:sqlState:)``,
  ///   ``PostgreSQLError/cancelled``.
  public static func open(
    _ configuration: Configuration, onNotice: @escaping @Sendable (Notice) -> Void = { _ in }
  ) async throws(PostgreSQLError) -> Connection {
    let connection = try Connection()
    try await connection.connect(configuration, onNotice: onNotice)
    return connection
  }

  private func connect(
    _ configuration: Configuration, onNotice: @escaping @Sendable (Notice) -> Void
  ) async throws(PostgreSQLError) {
    let wakeUp = wakeUp
    session = try await heedingCancellation { () throws(PostgreSQLError) in
      try Session.connect(configuration, wakeUp: wakeUp, onNotice: onNotice)
    }
  }

  /// Ends the connection once the running call is done.
  ///
  /// Calls that wait for their turn and later ones throw ``PostgreSQLError/closed``; the server rolls
  /// back a transaction that is still open.
  public func close() async {
    turns.close()
    session?.close()
  }

  /// Whether the connection is there, as far as can be told without asking the server.
  public var isAlive: Bool { session?.isAlive ?? false }

  /// The number of the server's process, as in `pg_stat_activity.pid`.
  public var backendProcess: Int32 { session?.backendProcess ?? 0 }

  /// Whether the connection is alive and in no transaction, fit for its next user.
  var isReusable: Bool { isAlive && session?.transactionStatus == PQTRANS_IDLE }

  // MARK: Queries

  /// Runs one query, in a transaction of its own unless one is open.
  ///
  /// - Parameter timeout: from now on, waiting for earlier calls included; nil for no limit.
  @discardableResult
  public func execute(
    _ query: Query, timeout: Duration? = nil
  ) async throws(PostgreSQLError) -> QueryResult {
    let results = try await pipeline([query], timeout: timeout)
    // A batch that does not throw has as many results as queries.
    return results[0]
  }

  /// Runs queries in order and in one round trip. Returns their results in the same order.
  ///
  /// The first query that fails keeps those after it from being done. Without `begin` the batch is one
  /// transaction of its own; a transaction that the batch began is rolled back when it fails.
  ///
  /// - Parameter timeout: from now on, waiting for earlier calls included; nil for no limit.
  @discardableResult
  public func pipeline(
    _ batch: [Query], timeout: Duration? = nil
  ) async throws(PostgreSQLError) -> [QueryResult] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    try await takeTurn(before: deadline)
    defer { turns.release() }
    return try await run(batch, deadline: deadline)
  }

  /// Runs a text of any number of statements without parameters, such as a migration.
  ///
  /// One transaction, unless the text contains transaction statements. Rows are dropped.
  public func runScript(
    _ sql: String, timeout: Duration? = nil
  ) async throws(PostgreSQLError) {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    try await takeTurn(before: deadline)
    defer { turns.release() }
    guard let session else { throw .closed }
    try await heedingCancellation { () throws(PostgreSQLError) in
      try session.runScript(sql, deadline: deadline)
    }
  }

  // MARK: Turns

  /// Waits until the calls and transactions before this one are done.
  nonisolated func takeTurn(
    before deadline: ContinuousClock.Instant? = nil
  ) async throws(PostgreSQLError) {
    guard Transaction.current != ObjectIdentifier(self) else {
      // Waiting for the transaction that waits for this call would never end.
      throw .invalidArgument(reason: "inside of transaction { } use the transaction it gives")
    }
    try await turns.acquire(before: deadline, lateness: .timedOut)
  }

  /// Runs a batch; the caller has the turn.
  func run(
    _ batch: [Query], deadline: ContinuousClock.Instant?
  ) async throws(PostgreSQLError) -> [QueryResult] {
    guard let session else { throw .closed }
    return try await heedingCancellation { () throws(PostgreSQLError) in
      try session.run(batch, deadline: deadline)
    }
  }

  /// Ends an open transaction, even in a cancelled task; the caller has the turn.
  ///
  /// A connection on which that fails is closed, which ends the transaction as well.
  func rollBackIfOpen() {
    guard let session, session.isAlive, session.transactionStatus != PQTRANS_IDLE else { return }
    do throws(PostgreSQLError) {
      try session.rollBack()
    } catch {
      session.close()
    }
  }

  /// Runs blocking work that watches `Task.isCancelled` and is woken up to do so.
  private func heedingCancellation<Value>(
    _ work: () throws(PostgreSQLError) -> Value
  ) async throws(PostgreSQLError) -> Value {
    let wakeUp = wakeUp
    let outcome = await withTaskCancellationHandler {
      // A method of the actor, called without await: only so does the compiler guarantee that the
      // work blocks the connection's own thread and none of Swift's cooperative pool.
      self.outcome(of: work)
    } onCancel: {
      wakeUp.signal()
    }
    return try outcome.get()
  }

  private func outcome<Value>(
    of work: () throws(PostgreSQLError) -> Value
  ) -> Result<Value, PostgreSQLError> {
    do throws(PostgreSQLError) {
      return .success(try work())
    } catch {
      return .failure(error)
    }
  }
}
