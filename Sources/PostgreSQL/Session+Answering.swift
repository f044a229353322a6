import CPostgreSQL

extension Session {
  /// Reads and writes in turns until every step is answered.
  ///
  /// Writing alone could block for ever: the server stops reading once nobody takes its answers
  /// (libpq manual, "Pipeline Mode").
  ///
  /// - Returns: the interruption, when the statement was asked to stop on the way.
  func answer(
    _ exchange: inout Exchange, scope: CommitScope, deadline: ContinuousClock.Instant?,
    heedsCancellation: Bool = true
  ) throws(PostgreSQLError) -> Interruption? {
    var interruption: Interruption?
    do {
      while true {
        try takeResults(&exchange)
        guard !exchange.isComplete else { break }
        try interruptIfDue(
          &interruption, deadline: deadline, heedsCancellation: heedsCancellation)
        try exchangeBytes(until: interruption?.graceEnds ?? deadline)
      }
      try awaitCancelRequest(interruption)
      return interruption
    } catch {
      throw lost(error, exchange, scope)
    }
  }

  /// Takes the results that have arrived, without waiting.
  private func takeResults(_ exchange: inout Exchange) throws(PostgreSQLError) {
    while !exchange.isComplete, !handle.isBusy {
      guard let result = handle.nextResult() else {
        try exchange.endOfStep()
        continue
      }
      let outcome = try outcome(of: result, queryIndex: exchange.currentQuery)
      try exchange.receive(outcome, result)
    }
  }

  /// What a result says; throws when it says that the connection is broken.
  func outcome(
    of result: borrowing ResultHandle, queryIndex: Int
  ) throws(PostgreSQLError) -> Exchange.Outcome {
    switch result.status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
      return .success
    case PGRES_PIPELINE_SYNC:
      return .synchronized
    case PGRES_PIPELINE_ABORTED:
      return .aborted
    case PGRES_FATAL_ERROR:
      guard let error = result.serverError(queryIndex: queryIndex) else {
        let reason = result.errorMessage.split(separator: "\n").joined(separator: "; ")
        throw .connectionLost(reason: reason, outcomeUnknown: false)
      }
      return .failure(error)
    default:
      throw .protocolViolation(
        reason: "result of status \(result.status.rawValue)", outcomeUnknown: false)
    }
  }

  /// Writes what is left to write, then waits until the socket can go on, and reads.
  func exchangeBytes(until deadline: ContinuousClock.Instant?) throws(PostgreSQLError) {
    let writes = try handle.flush()
    let ready = PollSet(socket: handle.socket, writes: writes, wakeUp: wakeUp.descriptor)
      .wait(until: deadline)
    if ready.isAwakened { wakeUp.reset() }
    if ready.socketReady, !handle.readInput() {
      throw .connectionLost(reason: handle.lossReason, outcomeUnknown: false)
    }
  }

  /// Asks the server to stop when the deadline has passed or the task is cancelled, and gives up
  /// when the server does not.
  func interruptIfDue(
    _ interruption: inout Interruption?, deadline: ContinuousClock.Instant?,
    heedsCancellation: Bool
  ) throws(PostgreSQLError) {
    let now = ContinuousClock.now
    if let interruption {
      guard now < interruption.graceEnds else { throw Self.unanswered }
      return
    }
    let reason: Interruption.Reason
    if heedsCancellation, Task.isCancelled {
      reason = .cancellation
    } else if let deadline, now >= deadline {
      reason = .deadline
    } else {
      return
    }
    guard let cancel = handle.makeCancelHandle() else { throw Self.unanswered }
    interruption = Interruption(
      reason: reason, request: CancelRequest(cancel, wakeUp: wakeUp),
      graceEnds: now + Self.cancelGrace)
  }

  /// Waits until the request has been taken, lest it stop a later statement.
  func awaitCancelRequest(_ interruption: Interruption?) throws(PostgreSQLError) {
    guard let interruption else { return }
    while !interruption.request.isFinished {
      guard ContinuousClock.now < interruption.graceEnds else { throw Self.unanswered }
      let wait = PollSet(socket: -1, wakeUp: wakeUp.descriptor)
      if wait.wait(until: interruption.graceEnds).isAwakened { wakeUp.reset() }
    }
  }

  private static var unanswered: PostgreSQLError {
    .connectionLost(reason: "the server did not stop the statement in time", outcomeUnknown: false)
  }

  /// Closes the broken connection; the error tells whether a commit may have been done.
  ///
  /// A FATAL error that came before the silence is the better explanation.
  private func lost(
    _ error: PostgreSQLError, _ exchange: Exchange, _ scope: CommitScope
  ) -> PostgreSQLError {
    close()
    if var failure = exchange.failure {
      failure.outcomeUnknown = scope.outcomeUnknown(failedQuery: failure.queryIndex)
      return .server(failure)
    }
    let outcomeUnknown = scope.outcomeUnknown(failedQuery: nil)
    return switch error {
    case .protocolViolation(let reason, _):
      .protocolViolation(reason: reason, outcomeUnknown: outcomeUnknown)
    case .connectionLost(let reason, _):
      .connectionLost(reason: reason, outcomeUnknown: outcomeUnknown)
    default:
      .connectionLost(reason: error.description, outcomeUnknown: outcomeUnknown)
    }
  }
}
