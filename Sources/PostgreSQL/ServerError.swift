/// An error that the server reported for a statement.
///
/// ``description`` is fit for logs. The other texts can quote data: a unique violation's ``detail``
/// holds the key, a data exception's ``message`` the value.
public struct ServerError: Error, Hashable, Sendable {
  public var sqlState: SQLState
  /// `ERROR`, `FATAL` (the connection ends) or `PANIC` (the server restarts).
  public var severity: String
  public var message: String
  public var detail: String?
  public var hint: String?
  /// Where in the SQL text the error lies, counted in characters from 1.
  public var position: Int?
  public var schema: String?
  public var table: String?
  public var column: String?
  public var constraint: String?
  /// Which query of the batch failed, counted from 0; the number of queries when it was the commit
  /// at the end of a batch without `begin`.
  public var queryIndex: Int
  /// Whether the connection ended where the commit may already have been done.
  public var outcomeUnknown = false
  /// Whether only the connection's prepared statement was outdated (a table changed, or the session
  /// was reset); it has been forgotten, and the same query will work again.
  public var isStalePlan = false

  /// Whether the error ends the connection.
  public var isFatal: Bool { severity == "FATAL" || severity == "PANIC" }
}

extension ServerError: CustomStringConvertible {
  public var description: String {
    var text = "\(severity) \(sqlState)"
    if sqlState.hasMessageWithoutData { text += ": \(message)" }
    let places = [("table", table), ("column", column), ("constraint", constraint)]
    let known = places.compactMap { name, value in value.map { "\(name) \($0)" } }
    if !known.isEmpty { text += " (" + known.joined(separator: ", ") + ")" }
    return text + ", query \(queryIndex) of its batch"
  }
}
