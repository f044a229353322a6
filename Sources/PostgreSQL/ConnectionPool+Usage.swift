extension ConnectionPool {
  /// How much a pool is used. The totals count from its making.
  public struct Usage: Hashable, Sendable {
    /// The most connections at a time.
    public let limit: Int
    /// Connections that are lent now.
    public internal(set) var leased = 0
    /// Tasks that wait for one now.
    public internal(set) var waiting = 0
    /// How often a connection was lent.
    public internal(set) var leases = 0
    /// How long all tasks together have waited for theirs.
    public internal(set) var waited = Duration.zero
    /// How often nobody could be served: no connection became free in time, or none could be opened.
    public internal(set) var failures = 0
  }
}
