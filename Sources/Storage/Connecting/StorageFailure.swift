import Participant
import PostgreSQL

extension PostgreSQLError {
  /// What it means to who asked, when it is not tried again.
  var storeError: StoreError {
    switch self {
    case .invalidArgument, .decoding, .transactionAborted: .broken(description)
    case .connectionFailed, .connectionLost, .closed, .timedOut, .poolTimedOut, .cancelled,
      .protocolViolation:
      .unavailable(description)
    case .server(let error): error.isPassing ? .unavailable(description) : .broken(description)
    }
  }

  /// Whether the connection is of no use any more, or should not be trusted.
  var endsConnection: Bool {
    switch self {
    case .connectionFailed, .connectionLost, .closed, .cancelled, .timedOut, .protocolViolation:
      true
    case .server(let error): error.isFatal || error.sqlState == .readOnlyTransaction
    case .invalidArgument, .decoding, .poolTimedOut, .transactionAborted: false
    }
  }

  /// The constraint that a row violated, when it was a unique one.
  var violatedKey: String? {
    guard case .server(let error) = self, isUniqueViolation else { return nil }
    return error.constraint
  }
}

extension ServerError {
  /// Whether the same may work later: the server is overloaded, out of disk, or being restarted.
  fileprivate var isPassing: Bool {
    if sqlState.isRetriable || isStalePlan { return true }
    return switch sqlState {
    case .queryCanceled, .readOnlyTransaction: true
    default:
      sqlState.errorClass == "53" || sqlState.errorClass == "57" || sqlState.errorClass == "58"
    }
  }
}

extension SQLState {
  /// The server is a standby, or has become one.
  static let readOnlyTransaction = SQLState(rawValue: "25006")
}

/// Runs what talks to the database, and says what its failures mean.
func storing<Value>(
  _ work: () async throws -> Value
) async throws(StoreError) -> Value {
  do {
    return try await work()
  } catch let error as PostgreSQLError {
    throw error.storeError
  } catch let error as StoreError {
    throw error
  } catch {
    throw .broken("\(error)")
  }
}
