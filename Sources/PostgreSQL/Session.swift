import CPostgreSQL
import Glibc

/// One connection's conversation with the server, all of it on the thread that calls.
///
/// A call sends a batch, then reads and writes in turns until the last answer has come. In between it
/// waits in `poll(2)` for the socket, for the deadline and for the calling task's cancellation.
final class Session {
  /// How long the server has to answer a cancel request before the connection is given up.
  static let cancelGrace: Duration = .seconds(5)

  private(set) var handle: ConnectionHandle
  private(set) var statements: StatementCache
  let wakeUp: WakeUp

  /// Takes over a connection that ``connect(_:wakeUp:onNotice:)`` has made.
  init(_ handle: consuming ConnectionHandle, wakeUp: WakeUp, statementCapacity: Int) {
    self.handle = consume handle
    self.wakeUp = wakeUp
    statements = StatementCache(capacity: statementCapacity)
  }

  /// Ends the connection; the server rolls back what is open.
  func close() {
    handle.close()
  }

  /// Whether the connection is still there, as far as can be told without asking the server.
  ///
  /// Takes in what the server sent meanwhile, so that an orderly shutdown is noticed.
  var isAlive: Bool {
    guard handle.isConnected else { return false }
    while PollSet(socket: handle.socket).wait(until: .now).socketReady {
      guard handle.readInput() else { return false }
      // Lets libpq act on what it has read: notices, and the news that the server ends.
      _ = handle.isBusy
    }
    return true
  }

  var transactionStatus: PGTransactionStatusType { handle.transactionStatus }

  var backendProcess: Int32 { handle.backendProcess }

  // MARK: Batches

  /// Sends all queries in one round trip and gives their results in order.
  ///
  /// A failing query keeps those after it from being done; a transaction that the batch itself opened
  /// is then rolled back before this throws.
  func run(
    _ batch: [Query], deadline: ContinuousClock.Instant?
  ) throws(PostgreSQLError) -> [QueryResult] {
    guard !batch.isEmpty else { return [] }
    try checkReady(batch)
    let scope = CommitScope(batch, startedIdle: transactionStatus == PQTRANS_IDLE)
    var exchange = Exchange()
    do {
      try send(batch, in: &exchange)
    } catch {
      // Half a batch may be under way without its end, so nothing was done, and nothing can follow.
      close()
      throw error
    }
    let interruption = try answer(&exchange, scope: scope, deadline: deadline)
    for signature in exchange.unprepared {
      statements.forget(signature, isOnServer: false)
    }
    guard let failure = exchange.failure else {
      guard exchange.results.count == batch.count else {
        close()
        let reason = "\(exchange.results.count) results for \(batch.count) queries"
        throw .protocolViolation(reason: reason, outcomeUnknown: true)
      }
      return exchange.results
    }
    throw try afterFailure(failure, of: batch, scope: scope, interruption: interruption)
  }

  private func checkReady(_ batch: [Query]) throws(PostgreSQLError) {
    guard handle.isOpen else { throw Self.brokeEarlier }
    for query in batch where query.lengths.count > Int(UInt16.max) {
      throw .invalidArgument(reason: "\(query.lengths.count) parameters; a query takes 65535")
    }
    if Task.isCancelled { throw .cancelled }
    guard isAlive else {
      let reason = handle.lossReason
      close()
      throw .connectionLost(reason: reason, outcomeUnknown: false)
    }
    wakeUp.reset()
  }

  private func send(_ batch: [Query], in exchange: inout Exchange) throws(PostgreSQLError) {
    exchange.reserve(queries: batch.count)
    try sendDeallocations(in: &exchange)
    for (index, query) in batch.enumerated() {
      let name = try prepare(query, in: &exchange)
      guard handle.send(query, preparedAs: name) else { throw sendFailure }
      exchange.append(.execute(query: index))
    }
    guard handle.sendSynchronize() else { throw sendFailure }
    exchange.append(.synchronize)
  }

  /// Sends what prepares the query, unless it is prepared. Returns the statement's name.
  private func prepare(
    _ query: Query, in exchange: inout Exchange
  ) throws(PostgreSQLError) -> String? {
    guard query.isPrepared else { return nil }
    let signature = StatementCache.Signature(sql: query.sql, types: query.types)
    let statement = statements.name(for: signature)
    if statement.isNew {
      guard handle.sendPrepare(name: statement.name, query) else { throw sendFailure }
      exchange.append(.prepare(signature))
    }
    return statement.name
  }

  /// Frees obsolete statements in round trips of their own that travel with the batch.
  ///
  /// Only between transactions: in a failed one the server would refuse.
  private func sendDeallocations(in exchange: inout Exchange) throws(PostgreSQLError) {
    guard !statements.obsolete.isEmpty, transactionStatus == PQTRANS_IDLE else { return }
    for name in statements.takeObsolete() {
      let query = Query("deallocate \(name)", prepared: false)
      guard handle.send(query, preparedAs: nil), handle.sendSynchronize() else {
        throw sendFailure
      }
      exchange.append(.deallocate)
      exchange.append(.synchronize)
    }
  }

  static var brokeEarlier: PostgreSQLError {
    .connectionLost(reason: "it broke in an earlier call", outcomeUnknown: false)
  }

  private var sendFailure: PostgreSQLError {
    .connectionLost(reason: handle.lossReason, outcomeUnknown: false)
  }

  // MARK: Failure

  /// Puts the session in order after a failed query and gives the error to throw.
  private func afterFailure(
    _ failure: ServerError, of batch: [Query], scope: CommitScope, interruption: Interruption?
  ) throws(PostgreSQLError) -> PostgreSQLError {
    var failure = failure
    if failure.isFatal || !handle.isConnected {
      failure.outcomeUnknown = scope.outcomeUnknown(failedQuery: failure.queryIndex)
      close()
      return .server(failure)
    }
    if failure.isStalePlan, batch.indices.contains(failure.queryIndex) {
      let query = batch[failure.queryIndex]
      let signature = StatementCache.Signature(sql: query.sql, types: query.types)
      statements.forget(signature, isOnServer: failure.sqlState != .invalidStatementName)
    }
    if scope.startedIdle, transactionStatus != PQTRANS_IDLE {
      try rollBack()
    }
    if failure.sqlState == .queryCanceled, let interruption { return interruption.error }
    return .server(failure)
  }

  /// Ends the open transaction, with a deadline of its own and whether or not the task is cancelled.
  func rollBack() throws(PostgreSQLError) {
    guard handle.isOpen else { return }
    wakeUp.reset()
    let rollback = Query("rollback", prepared: false)
    var exchange = Exchange()
    guard handle.send(rollback, preparedAs: nil), handle.sendSynchronize() else {
      close()
      throw .connectionLost(reason: "the rollback could not be sent", outcomeUnknown: false)
    }
    exchange.append(.execute(query: 0))
    exchange.append(.synchronize)
    let scope = CommitScope([rollback], startedIdle: false)
    _ = try answer(
      &exchange, scope: scope, deadline: .now + Self.cancelGrace, heedsCancellation: false)
  }

  /// Closes the connection for what the caller found wrong with it.
  func give(up error: PostgreSQLError) -> PostgreSQLError {
    close()
    return error
  }
}
