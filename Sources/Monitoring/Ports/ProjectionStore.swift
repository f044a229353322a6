/// Keeps a projection together with the offset up to which it has heard.
package protocol ProjectionStore: Sendable {
  /// The offset of the last message that is part of the projection; nil before the first.
  func position() async throws -> Int64?

  /// Adds messages to the projection and moves the position, both or neither.
  ///
  /// - Parameter position: where the caller believes the projection to be.
  /// - Returns: what the messages brought.
  /// - Throws: `PositionMoved` when another process has added messages meanwhile.
  func add(_ batches: [EventBatch], after position: Int64?) async throws -> ProjectionProgress

  /// Keeps how old events were when they became visible. A minute may come in parts.
  func note(_ minute: FreshnessMinute) async throws
}

/// Another process projects into the same store.
package struct PositionMoved: Error {
  package init() {}
}

/// What a batch brought.
package struct ProjectionProgress: Hashable, Sendable {
  package var entries = 0
  package var duplicates = 0
  package var unreadable = 0

  package init() {}
}
