package import FEEL
package import FoundationEssentials
import Locks
import Participant
package import SplitMix

/// A party's wall clock in a simulated world: it shows what it was set to.
package final class VirtualClock: WallClock {
  private let time: Locked<Timestamp>

  package init(_ time: Timestamp) { self.time = Locked(time) }

  package var now: Timestamp {
    get { time.withLock { $0 } }
    set { time.withLock { $0 = newValue } }
  }

  package func wait(until time: Timestamp) -> Duration { max(.zero, time - now) }
}

/// Ids that depend on nothing but the seed and the time.
package final class SeededIDs: IDSource {
  private let random: Locked<SplitMix64>

  package init(_ random: SplitMix64) { self.random = Locked(random) }

  package func next(at time: Timestamp) -> UUID {
    random.withLock { UUID(version7At: time, using: &$0) }
  }
}
