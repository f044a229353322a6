package import Access

/// Everybody who is known: local users, and who has signed in with a token.
package protocol Directory: Sendable {
  /// Nil for somebody unknown or no longer allowed in.
  func person(_ user: String) async throws(StoreError) -> Principal?
  /// Up to `limit` people whose user or name begins with `prefix`, by user.
  func people(prefix: String, limit: Int) async throws(StoreError) -> [Principal]
}
