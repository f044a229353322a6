import Exchange
import FEEL
import Monitoring
import ProcessEngine

/// Plays a log through the projection. Going back starts from one of the pictures that were kept on the way.
struct ReplayPlayer: Sendable {
  let log: ReplayLog
  private(set) var clock: ReplayClock
  private(set) var monitor = MemoryMonitor(keepsEntries: false)
  /// How many entries of the log are in the projection.
  private(set) var taken = 0
  /// How often it has gone back: the monitor's generation alone does not tell pictures apart then.
  private(set) var jumps = 0
  private var kept: [(taken: Int, monitor: MemoryMonitor)] = []

  /// How many pictures are kept on the way, at most. Those share what has not changed between them.
  private static let keptLimit = 16
  /// Between two of them are so many entries at least.
  private static let keptDistance = 2_000

  init(log: ReplayLog, speed: Double) {
    self.log = log
    clock = ReplayClock(period: log.period, speed: speed)
  }

  /// How many entries should be in the projection at the clock's time.
  private var wanted: Int { log.count(until: clock.position) }

  var isCatchingUp: Bool { taken < wanted }

  /// The time of the picture: the clock's, unless entries are still missing.
  var now: Timestamp {
    isCatchingUp ? (taken == 0 ? log.period.lowerBound : log.time(of: taken - 1)) : clock.position
  }

  var status: ReplayStatus {
    ReplayStatus(
      period: log.period, position: clock.position, speed: clock.speed, isPaused: clock.isPaused,
      entries: taken, totalEntries: log.count, isCatchingUp: isCatchingUp)
  }

  mutating func advance(by elapsed: Duration) { clock.advance(by: elapsed) }

  mutating func perform(_ control: ReplayControl) {
    switch control {
    case .togglePause:
      // At the end there is nothing to go on with but the beginning.
      if status.isOver, !clock.isPaused {
        clock.move(to: log.period.lowerBound)
      } else {
        clock.togglePause()
      }
    case .faster: clock.goFaster()
    case .slower: clock.goSlower()
    case .seek(let parts): clock.seek(parts)
    case .step(let direction): step(direction)
    case .toBeginning: clock.move(to: log.period.lowerBound)
    case .toEnd: clock.move(to: log.period.upperBound)
    }
  }

  /// To the time of the next entry, or of the one before, and stays there.
  private mutating func step(_ direction: Int) {
    clock.pause()
    let here = wanted
    if direction > 0 {
      if here < log.count { clock.move(to: log.time(of: here)) }
    } else if here > 0 {
      let before = log.count(until: log.time(of: here - 1) + .microseconds(-1))
      clock.move(to: before > 0 ? log.time(of: before - 1) : log.period.lowerBound)
    }
  }

  /// Takes in what the clock says has happened, or takes it back.
  ///
  /// - Parameter limit: how many entries at most, so that whoever watches is not kept waiting.
  mutating func catchUp(limit: Int = 4_000) throws {
    let wanted = wanted
    if wanted < taken { goBack(to: wanted) }
    let end = min(wanted, taken + limit)
    let distance = max(Self.keptDistance, log.count / Self.keptLimit)
    while taken < end {
      if taken - (kept.last?.taken ?? 0) >= distance { kept.append((taken, monitor)) }
      let next = min(end, taken + 500)
      monitor.take(try log.entries(taken..<next))
      taken = next
    }
  }

  private mutating func goBack(to wanted: Int) {
    jumps += 1
    let start = kept.last { $0.taken <= wanted }
    monitor = start?.monitor ?? MemoryMonitor(keepsEntries: false)
    taken = start?.taken ?? 0
  }

  /// An order's history as far as it has been played.
  func entries(of order: InstanceID) throws -> [JournalEntry] {
    try log.entries(of: order, within: taken)
  }
}
