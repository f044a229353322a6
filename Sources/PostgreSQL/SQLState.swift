/// The five-character code of a server's error (PostgreSQL manual, appendix A).
public struct SQLState: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The class of errors that the code belongs to: its first two characters.
  public var errorClass: Substring { rawValue.prefix(2) }

  public static let featureNotSupported = SQLState(rawValue: "0A000")
  public static let notNullViolation = SQLState(rawValue: "23502")
  public static let foreignKeyViolation = SQLState(rawValue: "23503")
  public static let uniqueViolation = SQLState(rawValue: "23505")
  public static let checkViolation = SQLState(rawValue: "23514")
  public static let exclusionViolation = SQLState(rawValue: "23P01")
  public static let inFailedTransaction = SQLState(rawValue: "25P02")
  public static let invalidStatementName = SQLState(rawValue: "26000")
  public static let serializationFailure = SQLState(rawValue: "40001")
  public static let deadlockDetected = SQLState(rawValue: "40P01")
  public static let syntaxError = SQLState(rawValue: "42601")
  public static let undefinedTable = SQLState(rawValue: "42P01")
  public static let tooManyConnections = SQLState(rawValue: "53300")
  public static let lockNotAvailable = SQLState(rawValue: "55P03")
  public static let queryCanceled = SQLState(rawValue: "57014")
  public static let adminShutdown = SQLState(rawValue: "57P01")
  public static let crashShutdown = SQLState(rawValue: "57P02")
  public static let cannotConnectNow = SQLState(rawValue: "57P03")

  /// Whether the same transaction, run again from its start, may well succeed.
  public var isRetriable: Bool {
    switch self {
    case .serializationFailure, .deadlockDetected, .lockNotAvailable, .tooManyConnections,
      .adminShutdown, .crashShutdown, .cannotConnectNow:
      true
    default:
      errorClass == "08"
    }
  }

  /// Whether the messages of such errors name objects of the schema only, never the data.
  ///
  /// Left out are above all data exceptions (22) and errors raised by functions (P0), which quote.
  var hasMessageWithoutData: Bool {
    Self.classesWithoutData.contains(errorClass)
  }

  private static let classesWithoutData: Set<Substring> = [
    "08", "0A", "23", "25", "26", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58",
  ]
}

extension SQLState: CustomStringConvertible {
  public var description: String { rawValue }
}
