package import Analysis
package import FEEL
import Locks

/// Answers questions about the orders at once, with what is known of the answer by now.
///
/// Answers are made one after the other, and kept: whoever asks again gets the last one, while a newer one is made of
/// what has changed. So a page takes no longer the more orders there are.
package final class AnalysisDesk: Sendable {
  package enum Answer: Sendable {
    /// The last one; while a newer one is made that takes its time, with how many cases have been read for it.
    case ready(AnalysisResult, newer: Int?)
    /// So many cases have been read for it; 0 while other questions are first.
    case working(cases: Int)
    /// The last attempt failed; the next one is under way.
    case failed(any Error)
    /// Too many others wait; ask again.
    case busy
  }

  private struct Entry {
    var result: AnalysisResult?
    var failure: (any Error)?
    var cases = 0
    var isQueued = false
    var lastAsked: ContinuousClock.Instant
    var madeAt: ContinuousClock.Instant?
    var took = Duration.zero

    /// An answer that took long is made anew less often: making answers takes a fifth of the time at most.
    func isOld(_ now: ContinuousClock.Instant) -> Bool {
      guard let madeAt else { return true }
      return now - madeAt > max(AnalysisDesk.freshness, took * 4)
    }
  }

  private struct State {
    var entries: [AnalysisQuery: Entry] = [:]
  }

  /// How many answers are kept.
  private static let kept = 16
  /// For how many of the questions the cases are kept as well, which is what takes memory.
  private static let remembered = 2
  /// Of a question with more cases than these nothing is kept but its answer.
  private static let rememberedCases = 200_000
  /// After how long without a question everything is forgotten that it was about.
  private static let patience = Duration.seconds(600)
  /// How old an answer may get before a newer one is made.
  private static let freshness = Duration.seconds(2)

  private let reading: any CaseReading
  private let model: ProcessModel
  private let now: @Sendable () -> Timestamp
  private let onTrouble: @Sendable (any Error) -> Void
  private let state = Locked(State())
  private let questions: AsyncStream<AnalysisQuery>
  private let ask: AsyncStream<AnalysisQuery>.Continuation

  /// - Parameters:
  ///   - now: the parties' clock.
  ///   - onTrouble: is told what goes wrong.
  package init(
    reading: any CaseReading, model: ProcessModel, now: @escaping @Sendable () -> Timestamp,
    onTrouble: @escaping @Sendable (any Error) -> Void
  ) {
    self.reading = reading
    self.model = model
    self.now = now
    self.onTrouble = onTrouble
    (questions, ask) = AsyncStream.makeStream(
      of: AnalysisQuery.self, bufferingPolicy: .bufferingOldest(Self.kept))
  }

  /// What is known of the answer by now. Without `run`, nothing ever is.
  package func answer(_ query: AnalysisQuery) -> Answer {
    let instant = ContinuousClock.now
    return state.withLock { state in
      guard let entry = state.entries[query] else {
        guard Self.makeRoom(in: &state) else { return .busy }
        state.entries[query] = Entry(isQueued: true, lastAsked: instant)
        ask.yield(query)
        return .working(cases: 0)
      }
      state.entries[query]?.lastAsked = instant
      if !entry.isQueued, entry.isOld(instant) {
        state.entries[query]?.isQueued = true
        state.entries[query]?.cases = 0
        ask.yield(query)
      }
      if let result = entry.result {
        let isSlow = entry.isQueued && entry.took > Self.freshness
        return .ready(result, newer: isSlow ? entry.cases : nil)
      }
      if let failure = entry.failure, !entry.isQueued { return .failed(failure) }
      return .working(cases: entry.cases)
    }
  }

  /// Makes answers until it is cancelled.
  package func run() async {
    await withTaskCancellationHandler {
      await withTaskGroup { group in
        group.addTask { [self] in await work() }
        group.addTask { [self] in await sweep() }
        await group.waitForAll()
      }
    } onCancel: {
      ask.finish()
    }
  }

  private func work() async {
    var runs: [AnalysisRun] = []
    for await query in questions {
      guard state.withLock({ $0.entries[query] != nil }) else { continue }
      let known = runs.firstIndex { $0.query == query }
      var run =
        known.map { runs.remove(at: $0) } ?? AnalysisRun(query, reading: reading, model: model)
      // The cases of questions that nobody asks any more go before those of this one come.
      let asked = state.withLock { Set($0.entries.keys) }
      runs.removeAll { !asked.contains($0.query) }
      if runs.count >= Self.remembered { runs.removeFirst(runs.count - Self.remembered + 1) }
      await answer(&run)
      if run.cases > Self.rememberedCases { run.forget() }
      runs.append(run)
      if Task.isCancelled { return }
    }
  }

  private func answer(_ run: inout AnalysisRun) async {
    let query = run.query
    let begin = ContinuousClock.now
    do {
      let result = try await run.result(at: now()) { [self] cases in
        state.withLock { $0.entries[query]?.cases = cases }
      }
      finish(query, begin) { entry in
        entry.result = result
        entry.failure = nil
      }
    } catch is CancellationError {
      return
    } catch {
      onTrouble(error)
      finish(query, begin) { $0.failure = error }
    }
  }

  private func finish(
    _ query: AnalysisQuery, _ begin: ContinuousClock.Instant, _ body: (inout Entry) -> Void
  ) {
    let end = ContinuousClock.now
    state.withLock { state in
      guard var entry = state.entries[query] else { return }
      body(&entry)
      entry.isQueued = false
      entry.madeAt = end
      entry.took = end - begin
      state.entries[query] = entry
    }
  }

  /// Forgets what nobody asks for any more. The cases themselves go with the next question.
  private func sweep() async {
    while true {
      do { try await Task.sleep(for: .seconds(60)) } catch { return }
      let limit = ContinuousClock.now - Self.patience
      state.withLock { state in
        state.entries = state.entries.filter { $0.value.isQueued || $0.value.lastAsked > limit }
      }
    }
  }

  /// - Returns: false when all that is kept is being worked on.
  private static func makeRoom(in state: inout State) -> Bool {
    guard state.entries.count >= kept else { return true }
    let oldest = state.entries.filter { !$0.value.isQueued }
      .min { $0.value.lastAsked < $1.value.lastAsked }
    guard let oldest else { return false }
    state.entries[oldest.key] = nil
    return true
  }
}
