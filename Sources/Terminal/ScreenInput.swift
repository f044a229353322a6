import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a program on a `Screen` has to answer, for as long as this object lives.
///
/// Signals that would end the program come as an event instead, so that it can give the terminal back first.
package final class ScreenInput {
  package enum Event: Hashable, Sendable {
    case key(Character)
    /// The terminal has another size now.
    case resized
    /// It is time to draw again.
    case tick
    /// Somebody wants the program to end: Ctrl-C, SIGINT, SIGTERM or SIGHUP.
    case ended
  }

  package let events: AsyncStream<Event>
  private let sources: [any DispatchSourceProtocol]

  /// - Parameter interval: between two ticks; the first comes at once.
  package init(tickEvery interval: Duration) {
    let (events, continuation) = AsyncStream.makeStream(
      of: Event.self, bufferingPolicy: .bufferingNewest(64))
    self.events = events
    sources = Self.sources(of: continuation, tickEvery: interval)
    for source in sources { source.activate() }
  }

  deinit { for source in sources { source.cancel() } }

  private static func sources(
    of continuation: AsyncStream<Event>.Continuation, tickEvery interval: Duration
  ) -> [any DispatchSourceProtocol] {
    let queue = DispatchQueue(label: "screen")
    var sources: [any DispatchSourceProtocol] = []
    for number in [SIGWINCH, SIGINT, SIGTERM, SIGHUP] {
      // A source only hears of a signal that has no other effect.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { continuation.yield(number == SIGWINCH ? .resized : .ended) }
      sources.append(source)
    }
    let keys = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: queue)
    keys.setEventHandler { for event in Self.readKeys() { continuation.yield(event) } }
    sources.append(keys)
    let timer = DispatchSource.makeTimerSource(queue: queue)
    let (seconds, attoseconds) = interval.components
    let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    timer.schedule(deadline: .now(), repeating: .milliseconds(milliseconds))
    timer.setEventHandler { continuation.yield(.tick) }
    sources.append(timer)
    return sources
  }

  private static func readKeys() -> [Event] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    // The terminal has gone away.
    guard count > 0 else { return [.ended] }
    let controlC: Character = "\u{3}"
    return String(decoding: bytes.prefix(count), as: UTF8.self).map {
      $0 == controlC ? .ended : .key($0)
    }
  }
}
