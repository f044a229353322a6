/// Everything that can go wrong between a caller and its database.
public enum PostgreSQLError: Error, Hashable, Sendable {
  /// A connection string or a query that cannot be sent; `reason` quotes no secret.
  case invalidArgument(reason: String)
  /// No connection could be made. The code is there when the server itself refused.
  case connectionFailed(reason: String, sqlState: SQLState?)
  /// The connection broke. `outcomeUnknown` tells whether a commit may have been done.
  case connectionLost(reason: String, outcomeUnknown: Bool)
  /// The connection or the pool has been closed by its owner.
  case closed
  /// The server refused a statement; nothing after it was done.
  case server(ServerError)
  /// The call's deadline passed; the statement was stopped on the server.
  case timedOut
  /// No connection of the pool became free in time.
  case poolTimedOut
  /// The calling task was cancelled; the statement was stopped on the server.
  case cancelled
  /// COMMIT rolled back, because a statement of the transaction had failed.
  case transactionAborted
  /// A result cannot be read as asked for.
  case decoding(column: String, row: Int, DecodingFailure)
  /// The server answered something that has no place here, such as the start of a COPY; the
  /// connection has been closed.
  case protocolViolation(reason: String, outcomeUnknown: Bool)
}

extension PostgreSQLError {
  /// Whether the same transaction, run again from its start, may well succeed.
  ///
  /// When ``outcomeUnknown`` is true as well, find out first whether it was committed.
  public var isRetriable: Bool {
    switch self {
    case .connectionFailed(_, let sqlState): sqlState?.isRetriable ?? true
    case .connectionLost, .poolTimedOut: true
    case .server(let error): error.sqlState.isRetriable || error.isStalePlan
    case .invalidArgument, .closed, .timedOut, .cancelled, .transactionAborted, .decoding,
      .protocolViolation:
      false
    }
  }

  /// Whether the transaction may have been committed although the call failed.
  public var outcomeUnknown: Bool {
    switch self {
    case .connectionLost(_, let outcomeUnknown): outcomeUnknown
    case .protocolViolation(_, let outcomeUnknown): outcomeUnknown
    case .server(let error): error.outcomeUnknown
    case .invalidArgument, .connectionFailed, .closed, .timedOut, .poolTimedOut, .cancelled,
      .transactionAborted, .decoding:
      false
    }
  }

  /// Whether a row with the same key exists already.
  public var isUniqueViolation: Bool { sqlState == .uniqueViolation }

  /// The server's code, when the server gave one.
  public var sqlState: SQLState? {
    switch self {
    case .server(let error): error.sqlState
    case .connectionFailed(_, let sqlState): sqlState
    case .invalidArgument, .connectionLost, .closed, .timedOut, .poolTimedOut, .cancelled,
      .transactionAborted, .decoding, .protocolViolation:
      nil
    }
  }
}

extension PostgreSQLError: CustomStringConvertible {
  /// What happened, fit for logs: never the value of a parameter or of a column.
  public var description: String {
    switch self {
    case .invalidArgument(let reason): "invalid argument: \(reason)"
    case .connectionFailed(let reason, _): "no connection to PostgreSQL: \(reason)"
    case .connectionLost(let reason, let outcomeUnknown):
      "connection to PostgreSQL lost: \(reason)"
        + (outcomeUnknown ? " (whether the commit was done is unknown)" : "")
    case .closed: "the connection is closed"
    case .server(let error): "PostgreSQL: \(error)"
    case .timedOut: "the deadline passed and the statement was stopped"
    case .poolTimedOut: "no connection of the pool became free in time"
    case .cancelled: "the task was cancelled and the statement was stopped"
    case .transactionAborted: "the transaction was rolled back: one of its statements had failed"
    case .decoding(let column, let row, let failure): "column \(column) of row \(row) \(failure)"
    case .protocolViolation(let reason, _): "unexpected answer from PostgreSQL: \(reason)"
    }
  }
}
