package import FEEL

/// Somebody signed in, in one browser or program.
package struct Session: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// A browser, which keeps the token in a cookie.
    case web
    /// A program, which sends it as a bearer token.
    case token
  }

  /// Of its token.
  package let digest: [UInt8]
  package let user: String
  package let kind: Kind
  package let createdAt: Timestamp
  package let usedAt: Timestamp
  /// When it ends, however much it is used.
  package let expiresAt: Timestamp

  package init(
    digest: [UInt8], user: String, kind: Kind, createdAt: Timestamp, usedAt: Timestamp,
    expiresAt: Timestamp
  ) {
    self.digest = digest
    self.user = user
    self.kind = kind
    self.createdAt = createdAt
    self.usedAt = usedAt
    self.expiresAt = expiresAt
  }
}

/// How long sessions live.
package struct SessionLimits: Hashable, Sendable {
  /// Unused.
  package let idle: Duration
  /// At all.
  package let absolute: Duration

  package init(idle: Duration, absolute: Duration) {
    self.idle = idle
    self.absolute = absolute
  }

  /// So many hours, and at most two without being used.
  package init(hours: Int) {
    self.init(
      idle: min(.seconds(2 * 3600), .seconds(3600 * hours)), absolute: .seconds(3600 * hours))
  }

  /// How often the time of the last use is written.
  package static let useInterval = Duration.seconds(60)

  package func isOver(_ session: Session, at now: Timestamp) -> Bool {
    now >= session.expiresAt || now >= session.usedAt.adding(idle)
  }
}
