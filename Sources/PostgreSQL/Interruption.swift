/// A statement that is being stopped: why, and how far that has got.
struct Interruption {
  enum Reason {
    case deadline
    case cancellation
  }

  let reason: Reason
  let request: CancelRequest
  /// When to give the connection up.
  let graceEnds: ContinuousClock.Instant

  /// What the call throws when the server did stop the statement.
  var error: PostgreSQLError {
    switch reason {
    case .deadline: .timedOut
    case .cancellation: .cancelled
    }
  }
}
