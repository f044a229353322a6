import PartyAPI
import Synchronization

/// A clock that stands until the test moves it, and tells the test who waits for it.
final class SteppedClock: Sendable {
  private struct Sleeper {
    let until: ContinuousClock.Instant
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now = ContinuousClock.now
    var sleepers: [Sleeper] = []
    var watcher: (count: Int, continuation: CheckedContinuation<Void, Never>)?

    /// Whom the test waits for, when they all sleep.
    mutating func satisfied() -> CheckedContinuation<Void, Never>? {
      guard let watcher, sleepers.count >= watcher.count else { return nil }
      self.watcher = nil
      return watcher.continuation
    }
  }

  private let state = Mutex(State())

  var clock: FeedClock {
    FeedClock(now: { self.state.withLock { $0.now } }, sleep: { await self.sleep($0) })
  }

  private func sleep(_ duration: Duration) async {
    await withCheckedContinuation { continuation in
      let watcher = state.withLock { state in
        state.sleepers.append(
          Sleeper(until: state.now + duration, continuation: continuation))
        return state.satisfied()
      }
      watcher?.resume()
    }
  }

  /// Waits until so many sleep.
  func areAsleep(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let satisfied = state.withLock { state in
        state.watcher = (count, continuation)
        return state.satisfied()
      }
      satisfied?.resume()
    }
  }

  /// Lets time pass, look by look, each time when so many sleep.
  func advance(by duration: Duration, sleepers count: Int = 1) async {
    var left = duration
    while left > .zero {
      await areAsleep(count)
      let woken = state.withLock { state in
        state.now += min(left, ChangeFeed.interval)
        let now = state.now
        let woken = state.sleepers.filter { $0.until <= now }
        state.sleepers.removeAll { $0.until <= now }
        return woken
      }
      for sleeper in woken { sleeper.continuation.resume() }
      left -= ChangeFeed.interval
    }
  }
}
