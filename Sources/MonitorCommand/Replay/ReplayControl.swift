import FEEL
import Terminal

/// What somebody who watches a replay can ask for.
enum ReplayControl: Hashable, Sendable {
  case togglePause, faster, slower
  /// By so many fortieths of the log, forwards or backwards.
  case seek(Int)
  /// To the next or the previous entry.
  case step(Int)
  case toBeginning, toEnd

  /// nil for a key that means nothing to a replay.
  init?(_ key: Keystroke) {
    switch key {
    case .character(" "): self = .togglePause
    case .character("+"), .character("="): self = .faster
    case .character("-"): self = .slower
    case .left: self = .seek(-1)
    case .right: self = .seek(1)
    case .character(","): self = .step(-1)
    case .character("."): self = .step(1)
    case .character("<"): self = .toBeginning
    case .character(">"): self = .toEnd
    default: return nil
    }
  }
}

/// How a replay is doing.
struct ReplayStatus: Hashable, Sendable {
  /// From the first entry of the log to the last.
  let period: ClosedRange<Timestamp>
  let position: Timestamp
  let speed: Double
  let isPaused: Bool
  /// How many entries have been taken in, of how many.
  let entries: Int
  let totalEntries: Int
  /// Whether entries from before the position are still to be taken in.
  let isCatchingUp: Bool

  var isOver: Bool { position >= period.upperBound && !isCatchingUp }

  /// From 0 to 1.
  var share: Double {
    let length = period.upperBound - period.lowerBound
    return length > .zero ? min(1, max(0, (position - period.lowerBound) / length)) : 1
  }
}
