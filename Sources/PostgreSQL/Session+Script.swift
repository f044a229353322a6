import CPostgreSQL

extension Session {
  /// Runs a script of any number of statements through the simple protocol; its rows are dropped.
  ///
  /// Without transaction statements in it, the server takes the script as one transaction.
  func runScript(
    _ sql: String, deadline: ContinuousClock.Instant?
  ) throws(PostgreSQLError) {
    guard handle.isOpen else { throw Self.brokeEarlier }
    guard !sql.utf8.contains(0) else { throw .invalidArgument(reason: "NUL in a script") }
    if Task.isCancelled { throw .cancelled }
    let startedIdle = transactionStatus == PQTRANS_IDLE
    guard isAlive, handle.exitPipeline(), handle.sendScript(sql) else {
      let reason = handle.lossReason
      throw give(up: .connectionLost(reason: reason, outcomeUnknown: false))
    }
    wakeUp.reset()
    var interruption: Interruption?
    var failure: ServerError?
    do {
      failure = try scriptFailure(&interruption, deadline: deadline)
      try awaitCancelRequest(interruption)
    } catch {
      // Which statement was reached cannot be told, so a commit may have been among them.
      let reason =
        if case .connectionLost(let reason, _) = error { reason } else { error.description }
      throw give(up: .connectionLost(reason: reason, outcomeUnknown: true))
    }
    guard handle.isConnected, failure?.isFatal != true, handle.enterPipeline()
    else {
      failure?.outcomeUnknown = true
      let lost = PostgreSQLError.connectionLost(
        reason: handle.lossReason, outcomeUnknown: true)
      throw give(up: failure.map { .server($0) } ?? lost)
    }
    guard let failure else { return }
    if startedIdle, transactionStatus != PQTRANS_IDLE { try rollBack() }
    if failure.sqlState == .queryCanceled, let interruption { throw interruption.error }
    throw .server(failure)
  }

  /// Takes all results of a script. Returns the first failure, after which the server did no more.
  private func scriptFailure(
    _ interruption: inout Interruption?, deadline: ContinuousClock.Instant?
  ) throws(PostgreSQLError) -> ServerError? {
    var failure: ServerError?
    var statement = 0
    while true {
      while !handle.isBusy {
        guard let result = handle.nextResult() else { return failure }
        if case .failure(let error) = try outcome(of: result, queryIndex: statement) {
          failure = failure ?? error
        }
        statement += 1
      }
      try interruptIfDue(&interruption, deadline: deadline, heedsCancellation: true)
      try exchangeBytes(until: interruption?.graceEnds ?? deadline)
    }
  }
}
