import Synchronization
import Testing

@testable import PostgreSQL

struct FairSemaphoreTests {
  private final class Log: Sendable {
    let entries = Mutex<[Int]>([])
  }

  private func waitForWaiters(_ count: Int, _ semaphore: FairSemaphore) async {
    while semaphore.waiterCount < count { await Task.yield() }
  }

  @Test func `who waits is let in in the order of coming`() async throws {
    let semaphore = FairSemaphore(permits: 1)
    let order = Log()
    try await semaphore.acquire()
    try await withThrowingTaskGroup { group in
      for number in 0..<10 {
        group.addTask {
          try await semaphore.acquire()
          order.entries.withLock { $0.append(number) }
          semaphore.release()
        }
        await waitForWaiters(number + 1, semaphore)
      }
      semaphore.release()
      try await group.waitForAll()
    }
    #expect(order.entries.withLock { $0 } == Array(0..<10))
  }

  @Test func `who is cancelled leaves the queue and takes no permit`() async throws {
    let semaphore = FairSemaphore(permits: 1)
    try await semaphore.acquire()
    let waiting = Task { try await semaphore.acquire() }
    await waitForWaiters(1, semaphore)
    waiting.cancel()
    #expect(try await failure { try await waiting.value } == .cancelled)
    semaphore.release()
    try await semaphore.acquire()
    semaphore.release()
  }

  @Test func `who comes too late takes no permit`() async throws {
    let semaphore = FairSemaphore(permits: 1)
    try await semaphore.acquire()
    let error = try await failure {
      try await semaphore.acquire(before: .now + .milliseconds(5), lateness: .poolTimedOut)
    }
    #expect(error == .poolTimedOut)
    semaphore.release()
    try await semaphore.acquire(before: .now, lateness: .poolTimedOut)
  }

  @Test func `closing turns everybody away, then waits for the permits`() async throws {
    let semaphore = FairSemaphore(permits: 1)
    try await semaphore.acquire()
    let waiting = Task { try await semaphore.acquire() }
    await waitForWaiters(1, semaphore)
    semaphore.close()
    #expect(try await failure { try await waiting.value } == .closed)
    #expect(try await failure { try await semaphore.acquire() } == .closed)
    async let drained: Void = semaphore.drained()
    semaphore.release()
    await drained
  }

  @Test func `permits are neither lost nor gained under deadlines and cancellation`() async throws {
    let semaphore = FairSemaphore(permits: 3)
    await withTaskGroup { group in
      for number in 0..<300 {
        group.addTask {
          do throws(PostgreSQLError) {
            try await semaphore.acquire(
              before: .now + .microseconds(number % 50 * 40), lateness: .timedOut)
          } catch {
            #expect(error == .timedOut)
            return
          }
          await Task.yield()
          semaphore.release()
        }
      }
    }
    semaphore.close()
    await semaphore.drained()
  }
}
