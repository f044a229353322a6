extension Connection {
  /// Takes a session-level advisory lock unless another session holds it. Returns whether it did.
  ///
  /// The lock lives as long as the connection or until ``unlockAdvisory(_:)``, and counts how often it
  /// was taken. A connection that breaks has lost its locks: hold them on a connection of their own,
  /// and watch ``isAlive``.
  public func tryAdvisoryLock(_ key: Int64) async throws(PostgreSQLError) -> Bool {
    try await execute(Query("select pg_try_advisory_lock($1)", key)).soleRow().value(at: 0)
  }

  /// Gives an advisory lock back once. Returns false when this connection did not hold it.
  @discardableResult
  public func unlockAdvisory(_ key: Int64) async throws(PostgreSQLError) -> Bool {
    try await execute(Query("select pg_advisory_unlock($1)", key)).soleRow().value(at: 0)
  }
}
