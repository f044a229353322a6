/// An open transaction, handed to the closure of ``Connection/transaction(_:_:)``.
///
/// It cannot be kept: it ends with the closure.
public struct Transaction: ~Copyable {
  /// How much a transaction sees of those beside it (PostgreSQL manual, 13.2).
  public enum Isolation: String, Sendable {
    case readCommitted = "begin isolation level read committed"
    case repeatableRead = "begin isolation level repeatable read"
    case serializable = "begin isolation level serializable"
  }

  /// The connection that the running task has a transaction on.
  @TaskLocal static var current: ObjectIdentifier?

  private let connection: Connection

  init(on connection: Connection) {
    self.connection = connection
  }

  /// As ``Connection/execute(_:timeout:)``, within the transaction.
  @discardableResult
  public func execute(
    _ query: Query, timeout: Duration? = nil
  ) async throws(PostgreSQLError) -> QueryResult {
    // A batch that does not throw has as many results as queries.
    try await pipeline([query], timeout: timeout)[0]
  }

  /// As ``Connection/pipeline(_:timeout:)``, within the transaction.
  @discardableResult
  public func pipeline(
    _ batch: [Query], timeout: Duration? = nil
  ) async throws(PostgreSQLError) -> [QueryResult] {
    try await connection.run(batch, deadline: timeout.map { ContinuousClock.now + $0 })
  }
}

extension Connection {
  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
  ///
  /// Other calls on the connection wait until the transaction has ended. When the whole transaction is
  /// known beforehand, a ``pipeline(_:timeout:)`` from `begin` to `commit` saves round trips.
  ///
  /// - Throws: what `body` throws, or ``PostgreSQLError``. See ``PostgreSQLError/outcomeUnknown``:
  ///   the connection can break after the commit was sent.
  @discardableResult
  public nonisolated func transaction<Value>(
    _ isolation: Transaction.Isolation = .readCommitted,
    _ body: (borrowing Transaction) async throws -> Value
  ) async throws -> Value {
    try await takeTurn()
    defer { turns.release() }
    _ = try await run([Query(isolation.rawValue)], deadline: nil)
    do {
      let value = try await Transaction.$current.withValue(ObjectIdentifier(self)) {
        try await body(Transaction(on: self))
      }
      let commit = try await run(["commit"], deadline: nil)
      // The server answers COMMIT with ROLLBACK after an error that `body` did not pass on.
      guard commit[0].command == "COMMIT" else { throw PostgreSQLError.transactionAborted }
      return value
    } catch {
      await rollBackIfOpen()
      throw error
    }
  }
}
