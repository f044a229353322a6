import FEEL
import Logging
import ProcessEngine

/// Finds timers and jobs that are due and hands them in like anything else. That they are still wanted is decided by the
/// step, under the order's lock, so that several processes may look at once.
struct Timekeeper: Sendable {
  /// How many are handed in at a time.
  static let limit = 500
  /// How often the database is asked.
  static let interval = Duration.milliseconds(100)

  let store: any Store
  let clock: any WallClock
  let status: PartyStatus
  let logger: Logger
  /// Hands something in; false when there is no room.
  let submit: @Sendable (Inbound) -> Bool

  /// Hands in what is due now, and waits until it has been dealt with.
  ///
  /// - Returns: how many there were.
  func handInDue() async throws(StoreError) -> Int {
    let now = clock.now
    let timers = try await store.dueTimers(at: now, limit: Self.limit)
    let jobs = try await store.dueJobs(at: now, limit: Self.limit)
    await withTaskGroup { group in
      for timer in timers { group.addTask { await handIn { .timer(timer, $0) } } }
      for job in jobs { group.addTask { await handIn { .job(job, $0) } } }
    }
    return timers.count + jobs.count
  }

  private func handIn(_ inbound: @Sendable (@escaping Inbound.Reply) -> Inbound) async {
    await withCheckedContinuation { continuation in
      let accepted = submit(inbound { _ in continuation.resume() })
      if !accepted { continuation.resume() }
    }
  }

  /// Looks again and again until the task is cancelled.
  func run() async {
    var pause = Pause()
    while !Task.isCancelled {
      do {
        let count = try await handInDue()
        status.databaseIsUp()
        pause.reset()
        if count == Self.limit { continue }
        try await Task.sleep(for: Self.interval)
      } catch let error as StoreError {
        logger.warning("Timers cannot be looked up", metadata: ["reason": "\(error)"])
        status.databaseIsDown("\(error)")
        await pause.wait()
      } catch {
        return  // cancelled
      }
    }
  }
}
