import Exchange
import FEEL
import Monitoring
import Synchronization
import SyntheticJournal
import Testing

@Suite struct FollowerTests {
  private struct Trouble: Error {}

  /// A log in memory; it ends the reading when it has been read to its end.
  private final class Log: EventStream {
    let batches: [EventBatch]
    let onEnd: @Sendable () async -> Void
    private let isClosed = Mutex(false)

    init(_ batches: [EventBatch], onEnd: @escaping @Sendable () async -> Void) {
      self.batches = batches
      self.onEnd = onEnd
    }

    func next(after offset: Int64?, limit: Int) async throws -> [EventBatch] {
      let rest = batches.filter { $0.offset > offset ?? -1 }
      if rest.isEmpty { await onEnd() }
      return Array(rest.prefix(3))
    }

    func close() async { isClosed.withLock { $0 = true } }
  }

  /// Keeps the projection in memory, and fails as it is told: before or after it has kept a batch.
  private actor Memory: ProjectionStore {
    private(set) var projection = Projection()
    private var last: Int64?
    private var faults: [Fault]

    enum Fault { case before, after, moved }

    init(faults: [Fault]) { self.faults = faults }

    private(set) var minutes: [FreshnessMinute] = []

    func position() async throws -> Int64? { last }

    func note(_ minute: FreshnessMinute) async throws { minutes.append(minute) }

    func prepare(
      _ batches: [EventBatch], after position: Int64?
    ) async throws -> ProjectionStep {
      ProjectionStep { try await self.write(batches, after: position) }
    }

    private func write(
      _ batches: [EventBatch], after position: Int64?
    ) async throws -> ProjectionProgress {
      let fault = faults.popLast()
      if fault == .before { throw Trouble() }
      if fault == .moved || position != last { throw PositionMoved() }
      let changes = projection.take(batches.flatMap(\.entries))
      last = batches.last?.offset
      if fault == .after { throw Trouble() }
      var progress = ProjectionProgress()
      progress.entries = changes.entries.count
      return progress
    }
  }

  /// Nothing can be prepared after a step that was not written, as in a store that keeps orders in memory.
  private actor Broken: ProjectionStore {
    private let onReturn: @Sendable () async -> Void
    private var isKnown = false

    init(onReturn: @escaping @Sendable () async -> Void) { self.onReturn = onReturn }

    func position() async throws -> Int64? {
      if isKnown { await onReturn() }
      isKnown = true
      return nil
    }

    func note(_ minute: FreshnessMinute) async throws {}

    func prepare(
      _ batches: [EventBatch], after position: Int64?
    ) async throws -> ProjectionStep {
      if position != nil { throw PositionMoved() }
      return ProjectionStep { throw Trouble() }
    }
  }

  @Test func `a step that was not written is named, not what could not be prepared after it`() async
  {
    var journal = SyntheticJournal()
    journal.add(0)
    let batches = journal.entries.enumerated().map { EventBatch(offset: Int64($0), entries: [$1]) }
    let follower = Mutex<Follower?>(nil)
    let told = Mutex<[String]>([])
    let store = Broken { await follower.withLock { $0 }?.stop() }
    let subject = Follower(
      stream: Log(batches) {}, store: store, now: { SyntheticJournal.start },
      pauses: .zero ... .zero, onTrouble: { reason in told.withLock { $0.append(reason) } })
    follower.withLock { $0 = subject }
    await subject.run()
    #expect(told.withLock { $0.first } == "Trouble()")
  }

  @Test func `every message counts once, whatever breaks in between`() async {
    var journal = SyntheticJournal()
    for index in 0..<4 { journal.add(index) }
    let batches = journal.entries.enumerated().map { EventBatch(offset: Int64($0), entries: [$1]) }
    let follower = Mutex<Follower?>(nil)
    let log = Log(batches) { await follower.withLock { $0 }?.stop() }
    let memory = Memory(faults: [.after, .before, .moved, .after, .before])
    let subject = Follower(
      stream: log, store: memory, now: { SyntheticJournal.start },
      pauses: .zero ... .zero, onTrouble: { _ in })
    follower.withLock { $0 = subject }
    await subject.run()
    var expected = Projection()
    _ = expected.take(journal.entries)
    #expect(await memory.projection == expected)
    #expect(subject.status.current.position == Int64(batches.count - 1))
    #expect(subject.status.current.newestEntry == journal.entries.map(\.at).max())
  }
}
