/// Keeps a projection together with the offset up to which it has heard.
package protocol ProjectionStore: Sendable {
  /// The offset of the last message that is part of the projection; nil before the first.
  func position() async throws -> Int64?

  /// Finds out what messages change in the projection. They may be prepared while the ones before are being written.
  ///
  /// - Parameter position: where the caller believes the projection to be when all that was prepared has been written.
  /// - Throws: `PositionMoved` when it is not there. Whatever is thrown, begin again from `position()`.
  func prepare(_ batches: [EventBatch], after position: Int64?) async throws -> ProjectionStep

  /// Keeps how old events were when they became visible. A minute may come in parts.
  func note(_ minute: FreshnessMinute) async throws
}

extension ProjectionStore {
  /// Adds messages to the projection and moves the position, both or neither.
  package func add(
    _ batches: [EventBatch], after position: Int64?
  ) async throws -> ProjectionProgress {
    try await prepare(batches, after: position).write()
  }
}

/// Messages on their way into the projection.
package struct ProjectionStep: Sendable {
  /// Adds them and moves the position, both or neither. Only after all that was prepared before has been written.
  ///
  /// - Returns: what the messages brought.
  /// - Throws: `PositionMoved` when another process has added messages meanwhile. Whatever is thrown, what was prepared
  ///   after it is void.
  package let write: @Sendable () async throws -> ProjectionProgress

  package init(write: @escaping @Sendable () async throws -> ProjectionProgress) {
    self.write = write
  }
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
