import CPostgreSQL
import Glibc

/// One wait in `poll(2)` for a connection's socket and for its wake-up.
struct PollSet {
  var socket: Int32
  var writes = false
  var reads = true
  var wakeUp: Int32 = -1

  /// What ended the wait; nothing, when the deadline did or a signal.
  struct Readiness {
    var socketReady: Bool
    var isAwakened: Bool
  }

  /// Waits; without a deadline for as long as it takes.
  func wait(until deadline: ContinuousClock.Instant?) -> Readiness {
    let events = (reads ? POLLIN : 0) | (writes ? POLLOUT : 0)
    // A negative descriptor is skipped, as poll(2) says.
    var sockets = [
      pollfd(fd: socket, events: Int16(events), revents: 0),
      pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0),
    ]
    let ready = unsafe poll(&sockets, 2, Self.milliseconds(until: deadline))
    guard ready > 0 else { return Readiness(socketReady: false, isAwakened: false) }
    return Readiness(socketReady: sockets[0].revents != 0, isAwakened: sockets[1].revents != 0)
  }

  /// The time left in whole milliseconds, rounded up so that a wait never ends early; -1 for ever.
  static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { return 0 }
    let (seconds, attoseconds) = left.components
    let milliseconds = seconds.multipliedReportingOverflow(by: 1000)
    guard !milliseconds.overflow else { return .max }
    return Int32(
      clamping: milliseconds.partialValue + (attoseconds + 999_999_999_999_999)
        / 1_000_000_000_000_000)
  }
}
