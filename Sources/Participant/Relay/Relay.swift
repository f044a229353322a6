package import Exchange
import FEEL
import Locks
package import Logging

/// Publishes what a lane has committed, in the lane's order, until the broker has confirmed it; then moves the lane's
/// watermark.
///
/// Entries go out in windows, of which several are on their way at the same time, so that nothing waits for the confirm of
/// what was committed before it. Confirms count in the order of the windows: when one is refused, it and all that were sent
/// after it are published again, which the receivers' numbers absorb.
///
/// What is in memory is only a copy of the journal's tail: when there is too much of it, or after a restart, it is read from
/// the journal again.
package final class Relay: Sendable {
  /// How many entries are kept in memory; what comes on top is read from the journal when its turn comes.
  package static let memoryLimit = 10_000
  /// How many entries are published together at most.
  package static let window = 200
  /// How many windows are on their way at most.
  package static let windowsInFlight = 8
  /// How often the watermark is written.
  package static let watermarkInterval = Duration.milliseconds(250)
  /// How many entries go into one message to the monitor.
  package static let eventsPerMessage = 64

  private struct Window: Sendable {
    let entries: Int
    /// The number of the last of them.
    let last: Int
    let sentAt: ContinuousClock.Instant
    let confirms: PendingConfirms
  }

  private struct State {
    /// Entries that are still to be sent, without gaps; what lies between `sent` and the first of them is in the journal
    /// only.
    var waiting: [JournalEntry] = []
    /// The number of the last entry that was committed.
    var committed: Int
    /// Everything up to here is confirmed or on its way.
    var sent: Int
    /// What is on its way, the oldest first.
    var inFlight: [Window] = []
    /// Whether the first of `inFlight` was not confirmed: nothing counts until all is taken back.
    var isRefused = false
    /// Everything up to here is confirmed by the broker.
    var confirmed: Int
    /// Everything up to here is known to be confirmed by the store.
    var watermark: Int
    /// What the monitor has not been told yet.
    var untold = Untold()
    var isSavingWatermark = false
    var isFinished = false
    var trouble: String?
    var waitingSince: ContinuousClock.Instant?

    var hasRoom: Bool { inFlight.count < Relay.windowsInFlight }

    mutating func add(_ entries: [JournalEntry], _ last: JournalEntry) {
      committed = last.number
      let isNext = waiting.last.map { $0.number + 1 == entries.first?.number } ?? true
      if isNext && waiting.count + entries.count <= Relay.memoryLimit { waiting += entries }
      if waitingSince == nil { waitingSince = .now }
    }

    mutating func noteSent(_ window: Window) {
      waiting.removeFirst(waiting.prefix { $0.number <= window.last }.count)
      sent = window.last
      inFlight.append(window)
    }

    mutating func noteConfirmed(lane: Int, at time: Timestamp) -> Untold.Loss? {
      let first = confirmed + 1
      confirmed = inFlight.removeFirst().last
      trouble = nil
      waitingSince = inFlight.first?.sentAt ?? (confirmed < committed ? .now : nil)
      return untold.add(.init(lane: lane, first: first, last: confirmed, at: time))
    }

    /// What was on its way is in the journal.
    mutating func takeBack() {
      inFlight = []
      sent = confirmed
      isRefused = false
    }
  }

  private let lane: any Lane
  private let reportWriter: ReportWriter
  private let broker: any Broker
  private let logger: Logger
  private let metrics = RelayMetrics()
  private let state: Locked<State>
  private let somethingToSend = Doorbell()
  private let somethingToConfirm = Doorbell()

  /// - Parameters:
  ///   - confirmed: the lane's watermark.
  ///   - last: the number of its last entry; what lies between is published first.
  package init(
    lane: any Lane, confirmed: Int, last: Int, reportWriter: ReportWriter, broker: any Broker,
    logger: Logger
  ) {
    self.lane = lane
    self.reportWriter = reportWriter
    self.broker = broker
    self.logger = logger
    state = Locked(
      State(committed: last, sent: confirmed, confirmed: confirmed, watermark: confirmed))
  }

  /// Entries that have just been committed on the lane.
  package func add(_ entries: [JournalEntry]) {
    guard let last = entries.last else { return }
    state.withLock { $0.add(entries, last) }
    somethingToSend.ring()
  }

  /// What came in and was no step.
  package func note(_ sightings: [TransportReport.Sighting]) {
    warn(of: state.withLock { $0.untold.add(sightings) })
  }

  private func warn(of loss: Untold.Loss?) {
    guard let loss else { return }
    logger.warning(
      "The monitor could not be told for so long that it will miss something",
      metadata: ["lane": "\(lane.id)", "missing": "\(loss.rawValue)"])
  }

  /// How much waits to be confirmed, since when, and what stands in the way.
  package var backlog: (entries: Int, age: Duration, trouble: String?) {
    state.withLock { state in
      (
        state.committed - state.confirmed, state.waitingSince.map { .now - $0 } ?? .zero,
        state.trouble
      )
    }
  }

  package enum Progress: Hashable, Sendable {
    /// There was nothing to do.
    case idle
    case sent, confirmed
    /// Something was not confirmed: it is published again, and so is everything after it.
    case refused
  }

  // MARK: Sending

  /// Whether `sendNext` would do something.
  package var canSend: Bool {
    state.withLock { $0.isRefused || ($0.hasRoom && $0.sent < $0.committed) }
  }

  /// Hands one window of entries over to the broker, or takes back what was on its way when that was refused. For one task
  /// at a time.
  package func sendNext() async throws(StoreError) -> Progress {
    if takeBack() { return .refused }
    guard hasRoom else { return .idle }
    let entries = try await nextEntries()
    guard let last = entries.last else { return .idle }
    let sentAt = ContinuousClock.now
    let confirms = await broker.send(Self.publications(of: entries))
    let window = Window(
      entries: entries.count, last: last.number, sentAt: sentAt, confirms: confirms)
    state.withLock { $0.noteSent(window) }
    somethingToConfirm.ring()
    return .sent
  }

  private func takeBack() -> Bool {
    state.withLock { state in
      guard state.isRefused else { return false }
      state.takeBack()
      return true
    }
  }

  private var hasRoom: Bool { state.withLock { $0.hasRoom } }

  private func nextEntries() async throws(StoreError) -> [JournalEntry] {
    let (waiting, sent, end) = state.withLock { state in
      let end = state.waiting.first.map { $0.number - 1 } ?? state.committed
      return (end == state.sent ? Array(state.waiting.prefix(Self.window)) : [], state.sent, end)
    }
    if sent >= end { return waiting }
    return try await lane.entries(after: sent, limit: min(Self.window, end - sent))
  }

  private static func publications(of entries: [JournalEntry]) -> [Publication] {
    var publications: [Publication] = entries.flatMap(\.outgoing).map { .message($0) }
    var rest = entries[...]
    while !rest.isEmpty {
      publications.append(.events(Array(rest.prefix(eventsPerMessage))))
      rest = rest.dropFirst(eventsPerMessage)
    }
    return publications
  }

  // MARK: Confirming

  /// Whether `confirmNext` would do something.
  package var canConfirm: Bool { state.withLock { !$0.isRefused && !$0.inFlight.isEmpty } }

  /// Waits until it is known what became of the oldest window that is on its way. For one task at a time.
  package func confirmNext() async -> Progress {
    guard let window = oldestInFlight else { return .idle }
    let outcomes = await window.confirms.outcomes()
    if let trouble = outcomes.lazy.compactMap(\.trouble).first {
      metrics.noteRefused()
      state.withLock { state in
        state.trouble = trouble
        state.isRefused = true
      }
      somethingToSend.ring()
      return .refused
    }
    metrics.noteConfirmed(window.entries, after: .now - window.sentAt)
    let now = reportWriter.now
    let (wasFull, loss) = state.withLock { state in
      (!state.hasRoom, state.noteConfirmed(lane: lane.id, at: now))
    }
    warn(of: loss)
    if wasFull || isDone { somethingToSend.ring() }
    return .confirmed
  }

  private var oldestInFlight: Window? { state.withLock { $0.isRefused ? nil : $0.inFlight.first } }

  /// Tells the monitor what became of messages, then writes the watermark, if it has moved. What a crash keeps from being
  /// told is beyond the watermark, so that it is published, confirmed and told again.
  package func saveWatermark() async throws(StoreError) {
    let confirmed = state.withLock { state -> Int? in
      guard !state.isSavingWatermark else { return nil }
      state.isSavingWatermark = true
      return state.confirmed
    }
    guard let confirmed else { return }
    defer { state.withLock { $0.isSavingWatermark = false } }
    guard await tellMonitor(), confirmed > state.withLock({ $0.watermark }) else { return }
    try await lane.confirm(upTo: confirmed)
    state.withLock { $0.watermark = confirmed }
  }

  /// - Returns: whether the broker has all of it; if not, it is told the next time.
  private func tellMonitor() async -> Bool {
    guard state.withLock({ !$0.untold.isEmpty }) else { return true }
    // While the broker is away, a party that stops need not wait for it.
    guard await broker.state.publishing == .up else { return false }
    let untold = state.withLock { $0.untold.take() }
    let reports = reportWriter.reports(untold.confirmations, untold.sightings)
    let outcomes = await broker.publish(reports.map { .report($0) })
    guard outcomes.allSatisfy({ $0 == .confirmed }) else {
      for loss in state.withLock({ $0.untold.putBack(untold) }) { warn(of: loss) }
      return false
    }
    return true
  }

  // MARK: Running

  /// Nothing is added any more: `run` ends when everything is confirmed.
  package func finish() {
    state.withLock { $0.isFinished = true }
    somethingToSend.ring()
    somethingToConfirm.ring()
  }

  /// Whether `finish` was called and nothing is left.
  private var isDone: Bool {
    state.withLock { $0.isFinished && $0.confirmed == $0.committed }
  }

  /// Publishes until `finish` was called and all is confirmed, or the task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.keepSending() }
      group.addTask { await self.keepConfirming() }
    }
  }

  private func keepSending() async {
    var backoff = Pause()
    var confirmedBefore = confirmed
    while !Task.isCancelled && !isDone {
      do {
        switch try await sendNext() {
        case .sent, .confirmed: continue
        case .idle: await somethingToSend.wait()
        case .refused:
          logger.warning(
            "The broker did not take what was published; it is published again",
            metadata: ["lane": "\(lane.id)", "reason": "\(backlog.trouble ?? "")"])
          if confirmed > confirmedBefore { backoff.reset() }
          confirmedBefore = confirmed
          await backoff.wait()
        }
      } catch {
        logger.warning(
          "The outbox cannot be read", metadata: ["lane": "\(lane.id)", "reason": "\(error)"])
        await backoff.wait()
      }
    }
    somethingToConfirm.ring()
  }

  private func keepConfirming() async {
    while !Task.isCancelled && !isDone {
      if await confirmNext() != .confirmed { await somethingToConfirm.wait() }
    }
    somethingToSend.ring()
  }

  private var confirmed: Int { state.withLock { $0.confirmed } }

  /// Tells the monitor and writes the watermark from time to time until the task is cancelled. Not with every window: what
  /// the watermark saves is only that a few messages are sent twice after a crash.
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
