import Exchange
package import FEEL
import Locks
import Metrics

/// Reads the event stream from where the projection ends, and adds what comes to it, for ever.
///
/// The position moves in the transaction that changes the projection. So each message counts once, whatever breaks in
/// between: after any trouble the position is asked for again, and reading goes on from there.
package final class Follower: Sendable {
  /// How many entries one transaction takes. As a rule far less is there; when the monitor is behind, large transactions let
  /// it catch up, because an order that is in them several times is written once.
  package static let batchLimit = 6_000

  package let status = FollowerStatus()
  private let stream: any EventStream
  private let store: any ProjectionStore
  private let now: @Sendable () -> Timestamp
  private let onTrouble: @Sendable (String) -> Void
  private let pauses: ClosedRange<Duration>
  private let isStopping = Locked(false)
  private let freshness = Metrics.Timer(label: "duet_monitor_freshness_seconds")

  /// - Parameters:
  ///   - now: the clock that the parties' times are measured against.
  ///   - pauses: how long to wait after the first trouble, and at most after many in a row.
  ///   - onTrouble: is told what goes wrong, once for each time.
  package init(
    stream: any EventStream, store: any ProjectionStore, now: @escaping @Sendable () -> Timestamp,
    pauses: ClosedRange<Duration> = .milliseconds(100) ... .seconds(5),
    onTrouble: @escaping @Sendable (String) -> Void
  ) {
    self.stream = stream
    self.store = store
    self.now = now
    self.pauses = pauses
    self.onTrouble = onTrouble
  }

  /// Follows until `stop` is called or the task is cancelled. What has been read is in the projection then.
  package func run() async {
    var pause = pauses.lowerBound
    while !isOver {
      do {
        try await follow { pause = pauses.lowerBound }
      } catch is PositionMoved {
        onTrouble("another process has changed the projection")
      } catch is CancellationError {
        return
      } catch {
        let reason = "\(error)"
        status.update { state in
          state.trouble = reason
          state.isFollowing = false
        }
        onTrouble(reason)
      }
      if isOver { return }
      // A cancelled pause ends the loop through `isOver`.
      do { try await Task.sleep(for: pause) } catch { return }
      pause = min(pause * 2, pauses.upperBound)
    }
  }

  /// Ends the reading; `run` returns after what is under way.
  package func stop() async {
    isStopping.withLock { $0 = true }
    await stream.close()
  }

  private var isOver: Bool { isStopping.withLock { $0 } || Task.isCancelled }

  private func follow(onProgress: () -> Void) async throws {
    var position = try await store.position()
    status.update { state in
      state.position = position
      state.trouble = nil
      state.isFollowing = true
    }
    // The next ones are read and prepared while the last ones are written.
    try await withThrowingTaskGroup(of: Void.self) { writing in
      while !isOver {
        let batches = try await stream.next(after: position, limit: Self.batchLimit)
        var step: ProjectionStep?
        if let last = batches.last {
          do {
            step = try await store.prepare(batches, after: position)
          } catch {
            // Where the last step was not written, that is the cause.
            try await writing.waitForAll()
            throw error
          }
          position = last.offset
        }
        if try await writing.next() != nil { onProgress() }
        if let step {
          writing.addTask { [self] in try await note(step.write(), of: batches) }
        }
      }
      try await writing.waitForAll()
    }
  }

  private func note(_ progress: ProjectionProgress, of batches: [EventBatch]) async throws {
    let visibleAt = now()
    let newest = batches.lazy.flatMap(\.entries).map(\.at).max()
    let delay = newest.map { visibleAt - $0 }
    for entry in batches.lazy.flatMap(\.entries) {
      freshness.record(duration: max(.zero, visibleAt - entry.at))
    }
    let finished = status.measure(batches, visibleAt: visibleAt)
    status.update { state in
      state.position = batches.last?.offset
      state.entries += progress.entries
      state.duplicates += progress.duplicates
      state.unreadable += progress.unreadable
      state.newestEntry = [state.newestEntry, newest].compactMap { $0 }.max()
      state.delay = delay ?? state.delay
      state.trouble = nil
    }
    if let finished { try await store.note(finished) }
  }
}
