package import Exchange
package import Logging
import Synchronization

/// Publishes what a lane has committed, in the lane's order, until the broker has confirmed it; then moves the lane's
/// watermark. What is in memory is only a copy of the journal's tail: when there is too much of it, or after a restart,
/// it is read from the journal again.
package final class Relay: Sendable {
  /// How many entries are kept in memory; what comes on top is read from the journal when its turn comes.
  package static let memoryLimit = 10_000
  /// How many entries are published before their confirms are awaited.
  package static let window = 500
  /// How often the watermark is written.
  package static let watermarkInterval = Duration.milliseconds(250)
  /// How many entries go into one message to the monitor.
  package static let eventsPerMessage = 64

  private struct State {
    /// Entries from `published + 1` on.
    var waiting: [JournalEntry] = []
    /// The number of the last entry that was committed.
    var committed: Int
    /// Everything up to here is confirmed by the broker.
    var published: Int
    /// Everything up to here is known to be confirmed by the store.
    var watermark: Int
    var isFinished = false
    var wake: CheckedContinuation<Void, Never>?
    var trouble: String?
    var waitingSince: ContinuousClock.Instant?
  }

  private let lane: any Lane
  private let broker: any Broker
  private let logger: Logger
  private let metrics = RelayMetrics()
  private let state: Mutex<State>

  /// - Parameters:
  ///   - confirmed: the lane's watermark.
  ///   - last: the number of its last entry; what lies between is published first.
  package init(lane: any Lane, confirmed: Int, last: Int, broker: any Broker, logger: Logger) {
    self.lane = lane
    self.broker = broker
    self.logger = logger
    state = Mutex(State(committed: last, published: confirmed, watermark: confirmed))
  }

  /// Entries that have just been committed on the lane.
  package func add(_ entries: [JournalEntry]) {
    guard let first = entries.first, let last = entries.last else { return }
    let wake = state.withLock { state in
      let isContiguous = state.published + state.waiting.count + 1 == first.number
      state.committed = last.number
      if isContiguous && state.waiting.count + entries.count <= Self.memoryLimit {
        state.waiting += entries
      }
      if state.waitingSince == nil { state.waitingSince = .now }
      defer { state.wake = nil }
      return state.wake
    }
    wake?.resume()
  }

  /// How much waits to be confirmed, since when, and what stands in the way.
  package var backlog: (entries: Int, age: Duration, trouble: String?) {
    state.withLock { state in
      (
        state.committed - state.published, state.waitingSince.map { .now - $0 } ?? .zero,
        state.trouble
      )
    }
  }

  /// Publishes one window of entries and awaits their confirms.
  ///
  /// - Returns: whether there was anything to publish, and whether all of it was confirmed.
  package func publishNext() async throws(StoreError) -> Progress {
    let entries = try await nextEntries()
    guard let last = entries.last else { return .idle }
    var publications: [Publication] = entries.flatMap(\.outgoing).map { .message($0) }
    var rest = entries[...]
    while !rest.isEmpty {
      publications.append(.events(Array(rest.prefix(Self.eventsPerMessage))))
      rest = rest.dropFirst(Self.eventsPerMessage)
    }
    let start = ContinuousClock.now
    let outcomes = await broker.publish(publications)
    if let trouble = outcomes.lazy.compactMap(\.trouble).first {
      metrics.noteRefused()
      state.withLock { $0.trouble = trouble }
      return .refused
    }
    metrics.noteConfirmed(entries.count, after: .now - start)
    state.withLock { state in
      state.waiting.removeFirst(min(entries.count, state.waiting.count))
      state.published = last.number
      state.trouble = nil
      state.waitingSince = state.published < state.committed ? .now : nil
    }
    return .published
  }

  package enum Progress: Hashable, Sendable {
    case idle, published
    /// Some of it was not confirmed: all of it has to be published again.
    case refused
  }

  private func nextEntries() async throws(StoreError) -> [JournalEntry] {
    let (waiting, published, committed) = state.withLock { state in
      (Array(state.waiting.prefix(Self.window)), state.published, state.committed)
    }
    if !waiting.isEmpty || published == committed { return waiting }
    return try await lane.entries(after: published, limit: Self.window)
  }

  /// Writes the watermark, if it has moved.
  package func saveWatermark() async throws(StoreError) {
    let (published, watermark) = state.withLock { ($0.published, $0.watermark) }
    guard published > watermark else { return }
    try await lane.confirm(upTo: published)
    state.withLock { $0.watermark = published }
  }

  /// Nothing is added any more: `run` ends when everything is confirmed.
  package func finish() {
    let wake = state.withLock { state in
      state.isFinished = true
      defer { state.wake = nil }
      return state.wake
    }
    wake?.resume()
  }

  /// Whether `finish` was called and nothing is left.
  private var isDone: Bool {
    state.withLock { $0.isFinished && $0.published == $0.committed }
  }

  /// Publishes until `finish` was called and all is confirmed, or the task is cancelled.
  package func run() async {
    var backoff = Pause()
    while !Task.isCancelled && !isDone {
      do {
        switch try await publishNext() {
        case .published:
          backoff.reset()
        case .idle:
          await waitForEntries()
        case .refused:
          logger.warning(
            "The broker did not take what was published; it is published again",
            metadata: ["lane": "\(lane.id)", "reason": "\(backlog.trouble ?? "")"])
          await backoff.wait()
        }
      } catch {
        logger.warning(
          "The outbox cannot be read", metadata: ["lane": "\(lane.id)", "reason": "\(error)"])
        await backoff.wait()
      }
    }
  }

  /// Writes the watermark from time to time until the task is cancelled. Not with every window: what it saves is only that
  /// a few messages are sent twice after a crash.
  package func keepWatermark() async {
    while !Task.isCancelled {
      do {
        try await Task.sleep(for: Self.watermarkInterval)
        try await saveWatermark()
      } catch let error as StoreError {
        logger.debug(
          "The watermark was not saved", metadata: ["lane": "\(lane.id)", "reason": "\(error)"])
      } catch {
        return  // cancelled
      }
    }
  }

  private func waitForEntries() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.isFinished || state.published < state.committed || Task.isCancelled {
            return true
          }
          state.wake = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      let wake = state.withLock { state in
        defer { state.wake = nil }
        return state.wake
      }
      wake?.resume()
    }
  }
}

extension PublishOutcome {
  var trouble: String? {
    switch self {
    case .confirmed: nil
    case .returned(let reason): "returned: \(reason)"
    case .failed(let reason): reason
    }
  }
}
